namespace Collections.Server;

public sealed class SampleLedgerTests
{
    public static TheoryData<string> Starts => ["2026-11-22T23:30:00+00:00", "2026-12-25T12:00:00+00:00", "2026-10-25T01:30:00+01:00", "2027-03-28T01:30:00+00:00"];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task The_first_start_shows_an_email_a_text_a_promise_a_dispute_a_spent_budget_and_a_warning_whenever_it_is(string now)
    {
        string data = Directory.CreateTempSubdirectory("collections-sample-test").FullName;
        try
        {
            StringWriter shown = new();
            await FirstStart.LiveSampleAsync(data, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), shown, CancellationToken.None);

            foreach (string sign in new[] { "  email  ", "  sms  ", "promise-open", "dispute-open", "budget-spent", "  warned  ", "30 customers as of", "10:00 in Europe/London" })
                Assert.Contains(sign, shown.ToString(), StringComparison.Ordinal);
            Assert.True(File.Exists(OpenFolder.DatabaseOf(data)));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [InlineData("2026-11-22T23:30:00+00:00", "2026-11-20")]
    [InlineData("2026-12-25T12:00:00+00:00", "2026-12-24")]
    [InlineData("2026-12-28T12:00:00+00:00", "2026-12-24")]
    [InlineData("2026-11-23T09:59:00+00:00", "2026-11-20")]
    [InlineData("2026-11-23T10:00:00+00:00", "2026-11-23")]
    public void The_sample_ends_at_ten_on_the_last_working_day(string now, string day)
    {
        DateTimeOffset end = SampleLedger.EndBefore(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Policies.PolicyBook.Load().Holidays);
        Assert.Equal($"{day} 10:00", end.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }
}
