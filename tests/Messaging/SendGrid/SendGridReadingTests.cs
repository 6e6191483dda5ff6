using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Messaging.SendGrid.Inbound;
using Collections.Tests;

namespace Collections.Messaging.Tests.SendGrid;

public sealed class SendGridReadingTests
{
    [SkippableFact]
    public void The_providers_eleven_events_each_say_their_part()
    {
        InboundReading reading = Requests.Events.Read(Requests.Signed(File.ReadAllBytes(Shared.Path("data/samples/sendgrid/events.json"))));

        Assert.Empty(reading.Faults);
        Assert.Equal(
            ["processed", "deferred", "delivered", "-", "-", "bounced AddressDead 5.0.0", "dropped AddressDead 5.0.0", "out spam-report", "out email-unsubscribe", "out email-group-unsubscribe", "-"],
            reading.Facts.Select(f => f.Fact switch
            {
                Fact.DeliverySeen d => $"{d.What} {d.Why} {d.Code}".Trim(), Fact.OptedOut o => "out " + o.Via, Fact.NotOurs => "-", _ => "?",
            }));
        Assert.All(reading.Facts, f => Assert.Equal("sg_event_id", f.EventId));
    }

    [Fact]
    public void An_event_brings_back_our_ids_and_a_block_leaves_the_address_alive()
    {
        string json = $$"""
            [{"email":"Ada@Customer.example.com","timestamp":1772443800,"event":"bounce","type":"blocked","status":"5.7.1","sg_event_id":"e1","sg_message_id":"abc.recvd-1",
            "collections_message":"{{Some.Email().MessageId}}","collections_account":"{{Some.Email().AccountId}}","collections_attempt":"2"},
            {"event":"delivered"}, 7, {"email":"x@example.com","timestamp":1772443800,"event":"dropped","reason":"Unsubscribed Address"}]
            """;
        InboundReading reading = Requests.Events.Read(Requests.Signed(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(new Fact.DeliverySeen(Some.Email().MessageId, "abc", "blocked", "5.7.1", Refusal.Content, DateTimeOffset.FromUnixTimeSeconds(1772443800), Some.Email().AccountId, 2, "ada@customer.example.com"),
            reading.Facts[0].Fact);
        Assert.Equal(Refusal.OptedOut, Assert.IsType<Fact.DeliverySeen>(reading.Facts[1].Fact).Why);
        Assert.Equal(2, reading.Faults.Length);
    }

    [SkippableTheory]
    [InlineData("inbound_parse_default_data.txt", "Hello SendGrid!")]
    [InlineData("inbound_parse_raw_data.txt", "Hello Twilio SendGrid!")]
    [InlineData("inbound_parse_raw_data_with_attachments.txt", "Hello SendGrid!")]
    public void A_captured_answer_is_read_in_either_form(string file, string words)
    {
        InboundReading reading = Requests.Mail.Read(Requests.Signed(File.ReadAllBytes(Shared.Path("data/samples/sendgrid/" + file)), "multipart/form-data; boundary=xYzZY"));

        Fact.ReplyReceived reply = Assert.IsType<Fact.ReplyReceived>(Assert.Single(reading.Facts).Fact);
        Assert.Equal((Channel.Email, "test@example.com", words, false, null, Some.Now), (reply.Channel, reply.From, reply.Text, reply.IsAutomatic, reply.InReplyTo, reply.At));
        Assert.StartsWith("inbound@inbound.", reply.To);
    }

    [Theory]
    [InlineData("We pay on Friday.\n\nOn Mon, 2 Mar 2026 at 09:30, Brightwell Tools <a@example.com> wrote:\n> Please pay", "We pay on Friday.")]
    [InlineData("We pay on Friday.\n\nOn Mon, 2 Mar 2026 at 09:30, Brightwell Tools\n<a@example.com> wrote:\n> Please pay", "We pay on Friday.")]
    [InlineData("Wir zahlen.\n\nAm 02.03.2026 um 09:30 schrieb Brightwell:\n> Bitte", "Wir zahlen.")]
    [InlineData("Paid!\n\n-----Original Message-----\nFrom: x", "Paid!")]
    [InlineData("Paid!\r\n________________________________\r\nFrom: Brightwell <a@example.com>\r\nSent: Monday\r\nTo: Ada\r\nPlease pay", "Paid!\n________________________________")]
    [InlineData("Bezahlt.\nVon: Brightwell\nGesendet: Montag\nAn: Ada\n\nBitte", "Bezahlt.")]
    [InlineData("> Please pay\nAlready done.", "Already done.")]
    [InlineData("On Mon, 2 Mar 2026, Brightwell wrote:\n> Please pay\n\nAlready done.", "Already done.")]
    [InlineData("> only a quotation", "> only a quotation")]
    [InlineData("From: where do I pay?", "From: where do I pay?")]
    public void Only_the_writers_own_words_are_kept(string mail, string words) => Assert.Equal(words, ReplyText.Cut(mail));

    [Fact]
    public void An_answer_in_HTML_alone_is_read_as_a_person_sees_it() => Assert.Equal("We pay £5 &\nmore.",
        ReplyText.OfHtml("<html><head><style>p{}</style></head><body><p>We pay &pound;5 &amp;</p><div>more.</div><div class=\"gmail_quote\">On Monday ... <blockquote>Please pay</blockquote></div></body></html>"));

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", "Re: x", true)]
    [InlineData("Auto-Submitted: no", "Re: x", false)]
    [InlineData("Precedence: bulk", "Re: x", true)]
    [InlineData("X-Autoreply: yes", "Re: x", true)]
    [InlineData("Return-Path: <>", "Re: x", true)]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status", "Re: x", true)]
    [InlineData("X-Other: y", "Abwesenheitsnotiz: Urlaub", true)]
    [InlineData("X-Other: y", "Out of office", true)]
    [InlineData("X-Other: y", "Re: Out of office", false)]
    [InlineData("X-Other: y", "Your letter", false)]
    public void A_machines_answer_is_marked_as_one(string header, string subject, bool automatic) =>
        Assert.Equal(automatic, Assert.IsType<Fact.ReplyReceived>(Answer(header, subject)).IsAutomatic);

    [Fact]
    public void An_answer_names_the_letter_it_answers_and_our_own_mail_is_no_answer()
    {
        string id = MessageIdHeader.Of(Some.Email());
        Assert.Equal(Some.Email().MessageId, Assert.IsType<Fact.ReplyReceived>(Answer($"In-Reply-To: {id}", "Re: x")).InReplyTo);
        Assert.Equal(Some.Email().MessageId, Assert.IsType<Fact.ReplyReceived>(Answer($"References: <a@b>\r\n {id} <c@d>", "Re: x")).InReplyTo);
        Assert.IsType<Fact.NotOurs>(Answer($"Message-ID: {id}", "x"));
        Assert.IsType<Fact.NotOurs>(Answer("X-Collections-Message: m", "x"));
    }

    static Fact Answer(string header, string subject)
    {
        string form = $"--b\r\nContent-Disposition: form-data; name=\"headers\"\r\n\r\nFrom: Ada <ada@customer.example.com>\r\n{header}\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\n"
            + $"Ada <ada@customer.example.com>\r\n--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\n{subject}\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n--b--\r\n";
        return Requests.Mail.Read(Requests.Signed(Encoding.UTF8.GetBytes(form), "multipart/form-data; boundary=b")).Facts.Single().Fact;
    }
}
