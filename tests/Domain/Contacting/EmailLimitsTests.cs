using Collections.Domain.Contacting;

namespace Collections.Domain.Tests.Contacting;

public sealed class EmailLimitsTests
{
    [Fact]
    public void Recipients_are_divided_into_full_requests_and_a_rest()
    {
        Assert.Equal(new[] { 1000, 1000, 500 }, EmailLimits.Batches(2500).ToArray());
        Assert.Equal(1000, Assert.Single(EmailLimits.Batches(1000)));
        Assert.Empty(EmailLimits.Batches(0));
    }

    [Fact]
    public void Copies_count_as_recipients()
    {
        Assert.Equal(1200, EmailLimits.Recipients(600, 1));
        Assert.Equal(2, EmailLimits.Requests(600, 1));
        Assert.Equal(1, EmailLimits.Requests(500, 1));
        Assert.Equal(3, EmailLimits.Requests(999, 2)); // 333 of three recipients each
    }

    [Fact]
    public void An_attachment_grows_by_a_third()
    {
        Assert.Equal(31_457_280, EmailLimits.Base64Bytes(23_592_960));
        Assert.Equal(4, EmailLimits.Base64Bytes(1));
    }

    [Fact]
    public void A_message_may_be_scheduled_up_to_three_days_ahead()
    {
        Assert.True(EmailLimits.MayScheduleAhead(TimeSpan.FromHours(72)));
        Assert.False(EmailLimits.MayScheduleAhead(TimeSpan.FromHours(72.01)));
    }

    [Theory]
    [InlineData("promotions.example.com", "example.com"), InlineData("Example.com", "example.com"), InlineData("mail.example.co.uk", "example.co.uk"), InlineData("example.de", "example.de")]
    public void A_bulk_sender_is_counted_by_its_primary_domain(string domain, string primary) => Assert.Equal(primary, EmailLimits.PrimaryDomain(domain));

    [Fact]
    public void Half_the_limit_on_each_of_two_subdomains_makes_a_bulk_sender()
    {
        Assert.Equal(["example.com"], EmailLimits.BulkSenders([new("example.com", 2500), new("promotions.example.com", 2500), new("example.org", 4999)]));
        Assert.False(EmailLimits.NeedsOneClick(isMarketing: false, 8000));
        Assert.True(EmailLimits.NeedsOneClick(isMarketing: true, 8000));
        Assert.True(EmailLimits.NeedsAuthentication(8000));
    }
}
