using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;

namespace Collections.Messaging.Tests.Twilio;

public sealed class TwilioReadingTests
{
    [SkippableFact]
    public void Every_captured_inbound_form_is_an_answer_or_says_why_it_is_none()
    {
        JsonElement items = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/samples/twilio/inbound_sms_forms.json"))).RootElement.GetProperty("items");
        List<string> read = [.. items.EnumerateArray().Select(i => Words(Requests.Sms.Read(Requests.Form(i.GetProperty("raw").GetString()!))))];

        Assert.Equal(8, read.Count);
        Assert.Equal("reply +447700900513 > +447700900000: Ack", read[0]);
        Assert.Equal("reply +15555550101 > +15555550100: Hello bug", read[2]);
        Assert.Equal("not ours: the sender is no phone number, so nobody's answer", read[3]); // +441234 is too short for a number
        Assert.Equal("reply +15555550103 > +15555550102: [a picture without words]", read[4]);
        Assert.Equal("reply +15555550105 > +15555550104: subscribe", read[5]);
        Assert.Equal("reply +15555550107 > +15555550106: It's working!!!", read[6]);
        Assert.Equal("not ours: a channel other than SMS", read[7]);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("stop.")]
    [InlineData(" Stop! ")]
    [InlineData("opt out")]
    [InlineData("OPT-OUT")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("arrêt")]
    public void A_stop_word_opts_the_number_out_at_once(string body) =>
        Assert.Equal(new Fact.OptedOut("+447700900513", "sms", Some.Now), Reading(body).Facts.Single().Fact);

    [Fact]
    public void Start_help_and_everything_else_are_told_apart()
    {
        Assert.Equal(new Fact.OptedIn("+447700900513", "sms", Some.Now), Reading("UNSTOP").Facts.Single().Fact);
        Assert.Equal(new Fact.HelpAsked("+447700900513", "+447700900000", Some.Now), Reading("help").Facts.Single().Fact);
        Assert.IsType<Fact.ReplyReceived>(Reading("don't stop the delivery").Facts.Single().Fact);
        Assert.Equal("PAY 250 28 NOV", Assert.IsType<Fact.ReplyReceived>(Reading("PAY 250 28 NOV").Facts.Single().Fact).Text);
        Assert.IsType<Fact.OptedOut>(Reading("basta", "&OptOutType=STOP").Facts.Single().Fact);
        Assert.IsType<Fact.NotOurs>(Requests.Sms.Read(Requests.Form("MessageSid=SM1&From=%2B447700900000&To=%2B447700900000&Body=x")).Facts.Single().Fact);
    }

    [Fact]
    public void The_same_inbound_message_has_one_id_however_often_it_comes() =>
        Assert.Equal("SM1", Reading("hello").Facts.Single().EventId);

    [SkippableFact]
    public void Every_status_becomes_what_became_of_the_message()
    {
        JsonElement items = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/samples/twilio/status_callback_forms.json"))).RootElement.GetProperty("items");
        string path = $"/webhooks/twilio-status?message={Some.Sms().MessageId}&account={Some.Sms().AccountId}&attempt=2";
        List<Fact.DeliverySeen> seen = [.. items.EnumerateArray().SelectMany(i => Requests.Status.Read(Requests.Form(i.GetProperty("raw").GetString()!, path)).Facts).Select(f => (Fact.DeliverySeen)f.Fact)];

        Assert.All(seen, s => Assert.Equal((Some.Sms().MessageId, Some.Sms().AccountId, 2, "+447700900513"), (s.MessageId, s.Account, s.Attempt, s.Address)));
        Assert.Equal(
            [("processed", "", null), ("sent", "", null), ("delivered", "", null), ("delivered", "", null), ("failed-for-now", "30003", null), ("failed", "30007", Refusal.Content),
                ("failed", "30006", Refusal.AddressDead), ("failed", "30034", Refusal.Configuration)],
            seen.Select(s => (s.What, s.Code, s.Why)));
    }

    [Fact]
    public void Ids_in_the_callback_that_are_not_ours_are_left_out()
    {
        Fact.DeliverySeen seen = (Fact.DeliverySeen)Requests.Status.Read(Requests.Form("MessageSid=SM1&MessageStatus=sent", "/s?message=%27%20or%201&account=x&attempt=-1")).Facts.Single().Fact;

        Assert.Equal((null, null, null), (seen.MessageId, seen.Account, seen.Attempt));
    }

    static InboundReading Reading(string body, string more = "") =>
        Requests.Sms.Read(Requests.Form($"MessageSid=SM1&From=%2B447700900513&To=%2B447700900000&Body={Uri.EscapeDataString(body)}{more}"));

    static string Words(InboundReading reading) => reading.Facts.Single().Fact switch
    {
        Fact.ReplyReceived r => $"reply {r.From} > {r.To}: {r.Text}", Fact.NotOurs n => "not ours: " + n.Reason, Fact other => other.ToString(),
    };
}
