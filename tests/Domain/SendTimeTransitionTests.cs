using Xunit.Abstractions;

namespace Collections.Domain.Tests;

/// <summary>Wall times around every change of clocks from 2024 to 2034, against a search of all instants that show them.</summary>
public sealed class SendTimeTransitionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Europe/London", 22), InlineData("Europe/Dublin", 22), InlineData("America/New_York", 22), InlineData("Australia/Lord_Howe", 22)]
    [InlineData("Pacific/Apia", 0), InlineData("Africa/Casablanca", 22)]
    public void Around_every_change_of_clocks_a_wall_time_means_the_first_instant_that_shows_it_or_moves_on_by_the_gap(string id, int atLeast)
    {
        TimeZoneInfo zone = SendTime.Zone(id);
        DateTime[] changes = [.. Changes(zone, 2024, 2034)];

        int walls = 0;
        foreach (DateTime change in changes)
            for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += Math.Abs(minutes) <= 130 ? 5 : 65, walls++)
                AssertResolved(zone, change + zone.GetUtcOffset(change) + TimeSpan.FromMinutes(minutes));

        output.WriteLine($"{id}: {changes.Length} changes, {walls} wall times");
        Assert.True(changes.Length >= atLeast, $"{changes.Length} changes of {id}");
    }

    [Theory]
    [InlineData("Europe/London", "2026-03-29 01:30", "2026-03-29T01:30Z")] // skipped: 02:30 BST
    [InlineData("Europe/London", "2026-10-25 01:30", "2026-10-25T00:30Z")] // shown twice: the first, BST
    [InlineData("Europe/Dublin", "2026-10-25 01:30", "2026-10-25T00:30Z")] // winter is the negative saving in Dublin
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08T07:30Z")]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45Z")] // half an hour is skipped: 02:45 at +11
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45Z")] // half an hour is shown twice
    [InlineData("Africa/Casablanca", "2026-02-15 02:30", "2026-02-15T01:30Z")] // Ramadan: the clock goes back
    [InlineData("Africa/Casablanca", "2026-03-22 02:30", "2026-03-22T02:30Z")] // and forward again
    [InlineData("Pacific/Apia", "2011-12-29 23:59", "2011-12-30T09:59Z")]
    [InlineData("Pacific/Apia", "2011-12-30 09:00", "2011-12-30T19:00Z")] // the day that never was: 09:00 of the 31st
    [InlineData("Pacific/Apia", "2011-12-31 00:00", "2011-12-30T10:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04T03:30Z")] // midnight was skipped: 01:30
    [InlineData("America/Sao_Paulo", "2018-02-17 23:30", "2018-02-18T01:30Z")] // the hour before midnight was shown twice
    [InlineData("America/Sao_Paulo", "2026-11-01 00:30", "2026-11-01T03:30Z")] // no summer time since 2019
    public void Known_clocks_show_known_instants(string id, string wall, string utc)
    {
        DateTime at = DateTime.ParseExact(wall, "yyyy-MM-dd HH:mm", null);

        DateTimeOffset instant = SendTime.InstantOf(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), SendTime.Zone(id));

        Assert.Equal(utc, instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'"));
    }

    [Fact]
    public void A_day_that_was_skipped_sends_on_the_next_at_the_same_time()
    {
        TimeZoneInfo apia = SendTime.Zone("Pacific/Apia");

        DateTimeOffset instant = SendTime.InstantOf(new DateOnly(2011, 12, 30), new TimeOnly(9, 0), apia);

        Assert.Equal((new DateOnly(2011, 12, 31), new TimeOnly(9, 0)), (SendTime.DateIn(apia, instant), SendTime.TimeIn(apia, instant)));
    }

    [Fact]
    public void Nine_o_clock_comes_once_a_day_and_in_order_through_eleven_years()
    {
        foreach (string id in new[] { "Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca" })
        {
            TimeZoneInfo zone = SendTime.Zone(id);
            DateTimeOffset last = DateTimeOffset.MinValue;
            for (DateOnly day = new(2024, 1, 1); day.Year < 2035; day = day.AddDays(1))
            {
                DateTimeOffset nine = SendTime.InstantOf(day, new TimeOnly(9, 0), zone);
                Assert.True(nine > last && SendTime.DateIn(zone, nine) == day && SendTime.TimeIn(zone, nine) == new TimeOnly(9, 0), $"{id} {day}");
                last = nine;
            }
        }
    }

    static void AssertResolved(TimeZoneInfo zone, DateTime wall)
    {
        DateTimeOffset instant = SendTime.InstantOf(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), zone);

        Assert.True(instant.UtcDateTime == Searched(zone, wall), $"{zone.Id} {wall:yyyy-MM-dd HH:mm}: {instant.UtcDateTime:u}, searched {Searched(zone, wall):u}");
    }

    /// <summary>The first instant, by whole minutes, at which a clock shows the time; where none does, the last offset before the gap.</summary>
    static DateTime Searched(TimeZoneInfo zone, DateTime wall)
    {
        DateTime start = DateTime.SpecifyKind(wall, DateTimeKind.Utc).AddHours(-15);
        DateTime? lastBefore = null;
        for (DateTime utc = start; utc <= start.AddHours(30); utc = utc.AddMinutes(5))
        {
            DateTime shown = utc + zone.GetUtcOffset(utc);
            if (shown == DateTime.SpecifyKind(wall, DateTimeKind.Utc)) return utc;
            if (shown < DateTime.SpecifyKind(wall, DateTimeKind.Utc)) lastBefore = utc;
        }
        return DateTime.SpecifyKind(wall, DateTimeKind.Utc) - zone.GetUtcOffset(lastBefore!.Value);
    }

    static IEnumerable<DateTime> Changes(TimeZoneInfo zone, int fromYear, int toYear)
    {
        TimeSpan before = zone.GetUtcOffset(new DateTime(fromYear, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        for (DateTime utc = new(fromYear, 1, 1, 0, 0, 0, DateTimeKind.Utc); utc.Year <= toYear; utc = utc.AddMinutes(30))
        {
            TimeSpan now = zone.GetUtcOffset(utc);
            if (now != before) yield return utc;
            before = now;
        }
    }
}
