using System.Text.Json;
using Collections.Engine;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Messaging.Tests.OpenApi;

public sealed class RequestTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Every_call_and_every_answer_of_the_fakes_is_as_the_providers_documents_say()
    {
        SpecCheck[] sendGrid = [.. new[] { "sendgrid_mail_v3.json", "sendgrid_scheduled_sends_v3.json", "sendgrid_suppressions_v3.json" }.Select(Spec)];
        SpecCheck twilio = Spec("twilio_api_v2010.json");
        await using FakeBacked all = await FakeBacked.StartAsync(service: true);
        await EveryCallAsync(all);

        HashSet<string> kinds = [];
        foreach (RecordedCall call in all.Recorder.Calls)
        {
            string provider = call.Url.Segments[1].Trim('/'), path = call.Url.AbsolutePath[(provider.Length + 1)..];
            List<string> faults = provider == "twilio" ? Twilio(twilio, call, path) : sendGrid.Select(s => s.Check(call, path)).First(f => f is not [{ } only] || !only.EndsWith("no such path", StringComparison.Ordinal));
            Assert.True(faults.Count == 0, $"{call.Method} {path}: {string.Join("; ", faults)}");
            kinds.Add($"{call.Method} {System.Text.RegularExpressions.Regex.Replace(path, "(batch|SM)[0-9a-f]{6,}", "{id}")} {call.Status}");
        }
        output.WriteLine($"{all.Recorder.Calls.Count} calls of {kinds.Count} kinds hold against the documents:\n" + string.Join('\n', kinds.Order()));
        Assert.Equal(16, kinds.Count);
    }

    [Fact]
    public void The_check_finds_what_a_document_forbids()
    {
        SpecCheck check = new(JsonDocument.Parse("""
            {"paths":{"/m/{id}.json":{"post":{"parameters":[],"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["to","n"],"properties":
            {"to":{"type":"string","pattern":"^a","minLength":2},"n":{"type":"integer"}}}}}},"responses":{"200":{}}}}}}
            """).RootElement);
        List<string> faults = check.Check(new("POST", new("http://x/m/1.json?q=1"), "application/json", """{"to":"b","extra":1}""", 418, ""), "/m/1.json");

        Assert.Equal(6, faults.Count);
        Assert.Single(check.Check(new("POST", new("http://x/other"), null, "", 200, ""), "/other"));
    }

    [Fact]
    public void No_debtors_words_travel_in_the_custom_arguments_and_a_list_header_only_where_it_is_set()
    {
        JsonElement plain = JsonDocument.Parse(MailBody.Write(Some.Email(), Requests.SendGrid)).RootElement;
        JsonElement listed = JsonDocument.Parse(MailBody.Write(Some.Email(), new SendGridOptions { ApiKey = "SG.x", ListUnsubscribe = new("https://pay.example.com/stop") })).RootElement;
        string arguments = plain.GetProperty("personalizations")[0].GetProperty("custom_args").GetRawText();

        Assert.DoesNotContain("ada", arguments, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("INV-7", arguments);
        Assert.False(plain.GetProperty("headers").TryGetProperty("List-Unsubscribe", out _));
        Assert.Equal("<https://pay.example.com/stop>", listed.GetProperty("headers").GetProperty("List-Unsubscribe").GetString());
        Assert.Equal("List-Unsubscribe=One-Click", listed.GetProperty("headers").GetProperty("List-Unsubscribe-Post").GetString());
        Assert.Equal("replies@brightwell.example.com", plain.GetProperty("reply_to").GetProperty("email").GetString());
    }

    // The published document knows the good answers alone.
    static List<string> Twilio(SpecCheck check, RecordedCall call, string path) => [.. check.Check(call, path).Where(f => call.Status < 400 || !f.StartsWith("answer", StringComparison.Ordinal))];

    static async Task EveryCallAsync(FakeBacked all)
    {
        string batch = ((BatchOutcome.Opened)await all.EmailRecall.OpenBatchAsync(default)).BatchId!;
        await all.Email.SendAsync(Some.Email(), default);
        await all.Email.SendAsync(Some.Email(html: null, name: ""), default);
        await all.Email.SendAsync(Some.Email() with { To = new("no address", "") }, default);
        await all.EmailRecall.ScheduleAsync(Some.Email(attempt: 2), batch, Some.Now.AddHours(1), default);
        await all.EmailRecall.CancelAsync(batch, default);
        await all.EmailRecall.CancelAsync(batch, default);
        await all.EmailRecall.StatusAsync(batch, default);
        all.Server.SendGrid.Suppressions.AddRange(new[] { "bounces", "blocks", "invalid_emails", "spam_reports", "unsubscribes" }.Select(l => new FakeProviders.SendGrid.Suppression(l, "x@example.com", 1, "r")));
        for ((string? cursor, bool more) = (null, true); more;)
            (cursor, more) = await all.Suppressions.PollAsync(cursor, all.Clock.Now, default) is PollOutcome.Page page ? (page.Cursor, page.More) : throw new InvalidOperationException("no page");
        await all.Sms.SendAsync(Some.Sms(), default);
        string sid = ((SendOutcome.Accepted)await all.SmsRecall.ScheduleAsync(Some.Sms(attempt: 2), null, Some.Now.AddHours(1), default)).ProviderId!;
        await all.SmsRecall.StatusAsync(sid, default);
        await all.SmsRecall.CancelAsync(sid, default);
        await all.SmsRecall.CancelAsync(sid, default);
        await all.Sms.FindAsync(Some.Sms("m" + new string('e', 24)), Some.Now, default);
        await all.SmsPoll.PollAsync(null, all.Clock.Now, default);
    }

    static SpecCheck Spec(string file) => new(JsonDocument.Parse(File.ReadAllText(Shared.Path("data/specs/" + file))).RootElement);
}
