using System.Globalization;

namespace Collections.Domain.Tests;

public sealed class WrittenDateTests
{
    [Theory]
    [InlineData("1900-01-01")]
    [InlineData("2026-11-22")]
    [InlineData("2200-12-31")]
    public void A_day_of_the_years_1900_to_2200_is_read(string text)
    {
        Assert.True(WrittenDate.TryRead(text, out DateOnly day));
        Assert.Equal(text, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("2201-01-01")]
    [InlineData("2026-02-30")]
    [InlineData("22/11/2026")]
    [InlineData("")]
    [InlineData(null)]
    public void A_day_that_stands_for_never_or_is_none_is_refused(string? text) => Assert.False(WrittenDate.TryRead(text, out DateOnly _));

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-11-22T25:00")]
    public void An_instant_at_the_ends_of_the_calendar_is_refused(string text) => Assert.False(WrittenDate.TryRead(text, out DateTimeOffset _));

    [Fact]
    public void An_instant_without_an_offset_is_UTC()
    {
        Assert.True(WrittenDate.TryRead("2026-11-22T10:00", out DateTimeOffset at));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), at);
    }
}
