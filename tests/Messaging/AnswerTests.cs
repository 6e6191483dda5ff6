using System.Text;
using Collections.Engine;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;

namespace Collections.Messaging.Tests;

/// <summary>Every answer a provider can give, and what it means: a definite no is a known list, and all the rest may have been taken.</summary>
public sealed class AnswerTests
{
    static readonly int[] DefiniteNo = [400, 401, 403, 404, 413];

    [Fact]
    public void Any_status_outside_the_known_list_is_unclear()
    {
        foreach (int status in Enumerable.Range(100, 500))
            foreach (SendOutcome outcome in new[] { MailAnswers.Sort(Answer(status, "")), TwilioAnswers.Sort(Answer(status, "")) })
                Assert.Equal(
                    status is >= 200 and <= 299 ? "Accepted" : DefiniteNo.Contains(status) ? "Refused" : status == 429 ? "Later" : "Unclear",
                    outcome.Match(_ => "Accepted", _ => "Refused", _ => "Later", _ => "Unclear"));
    }

    [Theory]
    [InlineData(21610, "Refused OptedOut")]
    [InlineData(21211, "Refused AddressDead")]
    [InlineData(21614, "Refused AddressDead")]
    [InlineData(21635, "Refused AddressDead")]
    [InlineData(30006, "Refused AddressDead")]
    [InlineData(30005, "Refused AddressDead")]
    [InlineData(30004, "Refused AddressDead")]
    [InlineData(30003, "Later")]
    [InlineData(30008, "Later")]
    [InlineData(30001, "Later")]
    [InlineData(30022, "Later")]
    [InlineData(21611, "Later")]
    [InlineData(30007, "Refused Content")]
    [InlineData(21617, "Refused Content")]
    [InlineData(30034, "Refused Configuration")]
    [InlineData(21408, "Refused Configuration")]
    [InlineData(30863, "Refused Configuration")]
    [InlineData(30943, "Refused Configuration")]
    [InlineData(99999, "Refused Configuration")]
    public void Each_Twilio_code_has_its_meaning(int code, string meaning)
    {
        Assert.Equal(meaning, Words(TwilioAnswers.Sort(Answer(400, $$"""{"code":{{code}},"status":400}"""))));
        Assert.Equal("Unclear", Words(TwilioAnswers.Sort(Answer(500, $$"""{"code":{{code}},"status":500}""")))); // a code proves nothing under a 500
    }

    [Theory]
    [InlineData(400, """{"errors":[{"field":"personalizations.0.to.0.email","message":"x"}]}""", "Refused AddressDead")]
    [InlineData(400, """{"errors":[{"field":"content.0.value","message":"x"}]}""", "Refused Content")]
    [InlineData(400, """{"errors":[{"field":"from.email","message":"x"}]}""", "Refused Configuration")]
    [InlineData(400, """{"errors":[{"field":null,"message":"\ud800"}]}""", "Refused Configuration")]
    [InlineData(400, "<html>", "Refused Configuration")]
    [InlineData(413, "<html>Request Entity Too Large</html>", "Refused Content")]
    public void A_refused_email_says_who_is_at_fault(int status, string body, string meaning) => Assert.Equal(meaning, Words(MailAnswers.Sort(Answer(status, body))));

    [Fact]
    public async Task A_text_message_too_long_for_the_provider_is_refused_before_any_call()
    {
        TwilioChannel channel = new(null!, Requests.Twilio);
        Assert.Equal(new SendOutcome.Refused("21617", Refusal.Content), await channel.SendAsync(Some.Sms(text: new string('x', 1601)), default));
    }

    [Fact]
    public void Settings_that_are_wrong_are_all_named_at_once_and_no_secret_is_repeated()
    {
        TwilioOptions twilio = new() { AccountSid = "AC1", AuthTokens = ["secret with blank"], PublicBaseUrl = "http://pay.example.com", BaseAddress = new("http://api.twilio.com"), MessagingServiceSid = "x", ApiKeySid = "SK1" };
        SendGridOptions mail = new() { ApiKey = "", BaseAddress = new("http://api.sendgrid.com"), EventKeys = ["no key"], ListUnsubscribe = new("ftp://example.com") };

        var faults = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(twilio.Check).Failures.ToList();
        Assert.Equal(7, faults.Count);
        Assert.DoesNotContain("secret with blank", string.Join(' ', faults));
        Assert.Equal(4, Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(mail.Check).Failures.Count());
        new SendGridOptions { ApiKey = "SG.x", BaseAddress = new("http://127.0.0.1:5000") }.Check();
        Requests.Twilio.Check();
    }

    static ProviderAnswer Answer(int status, string body) => new(status, Encoding.UTF8.GetBytes(body), null, null, false, _ => null);

    static string Words(SendOutcome outcome) => outcome.Match(_ => "Accepted", r => "Refused " + r.Why, _ => "Later", _ => "Unclear");
}
