using System.Text;
using System.Text.Json;
using Collections.Engine;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Messaging.Tests.Forgery;

public sealed class VectorTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_published_SendGrid_signature_is_judged_as_its_publisher_judges_it()
    {
        int valid = 0, invalid = 0;
        foreach (JsonElement vector in Vectors("sendgrid_event_webhook_ecdsa.json"))
        {
            JsonElement headers = vector.GetProperty("headers");
            bool genuine = EventSignature.IsGenuine([vector.GetProperty("key").GetString()!], headers.GetProperty(EventSignature.SignatureHeader).GetString(),
                headers.GetProperty(EventSignature.TimestampHeader).GetString(), Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!));
            Assert.True(genuine == vector.GetProperty("valid").GetBoolean(), vector.GetProperty("name").GetString());
            if (genuine) valid++; else invalid++;
        }
        output.WriteLine($"SendGrid vectors: {valid} genuine, {invalid} forged");
        Assert.Equal(8, valid + invalid);
    }

    [SkippableFact]
    public void Every_published_Twilio_signature_is_judged_as_its_publisher_judges_it()
    {
        int valid = 0, invalid = 0;
        foreach (JsonElement vector in Vectors("twilio_x_twilio_signature.json"))
        {
            string body = vector.TryGetProperty("body", out JsonElement raw) ? raw.GetString()!
                : string.Join('&', vector.GetProperty("params").EnumerateArray().Select(p => $"{Uri.EscapeDataString(p[0].GetString()!)}={Uri.EscapeDataString(p[1].GetString()!)}"));
            InboundRequest request = Requests.Raw(vector.GetProperty("url").GetString()!, Encoding.UTF8.GetBytes(body), ("Content-Type", vector.GetProperty("content_type").GetString()!));
            bool genuine = TwilioSignature.IsGenuine([vector.GetProperty("key").GetString()!], vector.GetProperty("headers").GetProperty("X-Twilio-Signature").GetString(),
                [request.Url.OriginalString], request);
            Assert.True(genuine == vector.GetProperty("valid").GetBoolean(), vector.GetProperty("name").GetString());
            if (genuine) valid++; else invalid++;
        }
        output.WriteLine($"Twilio vectors: {valid} genuine, {invalid} forged");
        Assert.Equal(19, valid + invalid);
    }

    static IEnumerable<JsonElement> Vectors(string file) =>
        JsonDocument.Parse(File.ReadAllText(Shared.Path("data/vectors/" + file))).RootElement.GetProperty("vectors").EnumerateArray();
}
