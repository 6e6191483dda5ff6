using System.IO.Compression;
using System.Numerics;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Collections.Engine;
using Collections.FakeProviders.SendGrid;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Xunit.Abstractions;

namespace Collections.Messaging.Tests.Forgery;

/// <summary>Reliability S1 and S2 for the message providers.</summary>
public sealed class ForgeryTests(ITestOutputHelper output)
{
    const string Signature = EventSignature.SignatureHeader, Timestamp = EventSignature.TimestampHeader;
    static readonly string Body400 = ("[{\"event\":\"delivered\",\"pad\":\"" + new string('x', 400))[..397] + "\"}]";

    [Fact]
    public void No_forged_SendGrid_event_is_taken_and_every_genuine_one_is()
    {
        byte[] body = Encoding.ASCII.GetBytes(Body400);
        InboundRequest genuine = Requests.Signed(body);
        string signature = genuine.Header(Signature)!;
        byte[] der = Convert.FromBase64String(signature);
        using EventSigner stranger = new();
        List<InboundRequest> forged = [.. BitFlips(body).Select(b => genuine with { Body = b })];
        int flips = forged.Count;
        forged.AddRange(Spellings(signature, der).Where(s => s != signature).Select(s => genuine.With(Signature, s)));
        forged.AddRange(BitFlips(der).Select(d => genuine.With(Signature, Convert.ToBase64String(d))));
        forged.AddRange(new[] { null, "", "0", "-1", "1e9", " " + genuine.Header(Timestamp), genuine.Header(Timestamp) + " ", "99999999999999999999", "now" }.Select(t => genuine.With(Timestamp, t)));
        forged.AddRange(Bodies(body).Select(b => genuine with { Body = b }));
        forged.Add(Requests.Signed(body, signer: stranger));
        forged.Add(genuine.With(Signature, Convert.ToBase64String(new byte[] { 0x30, 6, 2, 1, 0, 2, 1, 0 })));
        forged.Add(genuine.With(Signature, Requests.Hmac(Requests.Token, "", Body400)));
        forged.Add(genuine.With(Signature, new string('A', 300)));

        Assert.All(forged, f => Assert.NotEqual(SignatureCheck.Genuine, Requests.Events.Verify(f, Some.Now)));
        for (int i = 0; i < 1_000; i++)
            Assert.Equal(SignatureCheck.Genuine, Requests.Events.Verify(Requests.Signed(Encoding.UTF8.GetBytes(Body400 + i + "\r\n")), Some.Now));
        output.WriteLine($"SendGrid events: {forged.Count} forged ({flips} flips of a bit of the body), 0 taken; 1000 of 1000 genuine taken");
    }

    [Fact]
    public void A_second_valid_form_of_a_signature_is_taken_as_the_official_verifier_takes_it()
    {
        BigInteger n = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber, null);
        InboundRequest genuine = Requests.Signed(Encoding.ASCII.GetBytes(Body400));
        AsnReader reader = new AsnReader(Convert.FromBase64String(genuine.Header(Signature)!), AsnEncodingRules.DER).ReadSequence();
        BigInteger r = reader.ReadInteger(), s = reader.ReadInteger();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(n - s);
        }

        Assert.Equal(SignatureCheck.Genuine, Requests.Events.Verify(genuine.With(Signature, Convert.ToBase64String(writer.Encode())), Some.Now));
    }

    [Theory]
    [InlineData(-25.9, SignatureCheck.Genuine)]
    [InlineData(-26.1, SignatureCheck.Stale)]
    [InlineData(0.9, SignatureCheck.Genuine)]
    [InlineData(1.1, SignatureCheck.Stale)]
    public void An_event_older_than_a_day_of_the_providers_attempts_is_stale(double hours, SignatureCheck expected) =>
        Assert.Equal(expected, Requests.Events.Verify(Requests.Signed(Encoding.ASCII.GetBytes(Body400), at: Some.Now.AddHours(hours)), Some.Now));

    [Fact]
    public void While_a_key_is_replaced_both_are_taken_and_a_retired_one_is_not()
    {
        using EventSigner old = new(), next = new();
        SendGridEvents both = new(new SendGridOptions { ApiKey = "SG.key", EventKeys = [old.PublicKey, next.PublicKey] });
        SendGridEvents after = new(new SendGridOptions { ApiKey = "SG.key", EventKeys = [next.PublicKey] });
        SendGridEvents none = new(new SendGridOptions { ApiKey = "SG.key" });
        InboundRequest byOld = Requests.Signed("[]"u8.ToArray(), signer: old), byNext = Requests.Signed("[]"u8.ToArray(), signer: next);

        Assert.Equal([SignatureCheck.Genuine, SignatureCheck.Genuine], new[] { byOld, byNext }.Select(r => both.Verify(r, Some.Now)));
        Assert.Equal([SignatureCheck.Forged, SignatureCheck.Genuine], new[] { byOld, byNext }.Select(r => after.Verify(r, Some.Now)));
        Assert.Equal(SignatureCheck.Forged, none.Verify(byNext, Some.Now));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_forged_Twilio_request_is_taken_and_every_genuine_one_is(bool json)
    {
        string text = json ? Body400 : ("MessageSid=SM1&From=%2B447700900513&Body=" + new string('y', 400))[..400];
        byte[] body = Encoding.ASCII.GetBytes(text);
        InboundRequest genuine = json ? Requests.Json(body) : Requests.Form(text);
        string signature = genuine.Header(TwilioSignature.Header)!;
        byte[] mac = Convert.FromBase64String(signature);
        // A flip that leaves the decoded fields alone ("+" and "%20", or "%2B" and "%2b") is the same message.
        List<InboundRequest> forged = [.. BitFlips(body).Where(b => json || !SameFields(b, body)).Select(b => genuine with { Body = b })];
        int flips = forged.Count;
        forged.AddRange(Spellings(signature, mac).Where(s => s != signature).Select(s => genuine.With(TwilioSignature.Header, s)));
        forged.AddRange(BitFlips(mac).Select(m => genuine.With(TwilioSignature.Header, Convert.ToBase64String(m))));
        forged.AddRange(Bodies(body).Where(b => json || !SameFields(b, body)).Select(b => genuine with { Body = b }));
        string path = genuine.Url.PathAndQuery;
        forged.AddRange(new[] { path + "x", path + (path.Contains('?') ? "&" : "?") + "a=1", path.ToUpperInvariant(), "/" + path, path.Replace("webhooks", "hooks"), "/" }
            .Select(p => genuine with { Url = new Uri("http://10.0.0.7:8080" + p) }));
        forged.Add(json ? Requests.Json(body, "another-token") : Requests.Form(text, token: "another-token"));
        forged.Add(genuine.With("Content-Type", json ? "application/x-www-form-urlencoded" : "application/json").With(TwilioSignature.Header, Requests.Hmac("x", "", "")));
        foreach (string other in new[] { "http://Pay.Example.com", "https://pay.example.com", "https://Pay.Example.com:8443", "https://evil.example.com", "https://Pay.Example.com.evil.example.com" })
            forged.Add(genuine.With(TwilioSignature.Header, Requests.Hmac(Requests.Token, other + path, json ? "" : text)).With("X-Forwarded-Host", new Uri(other).Host).With("X-Forwarded-Proto", "https").With("Host", new Uri(other).Host));

        Assert.All(forged, f => Assert.Equal(SignatureCheck.Forged, Requests.Status.Verify(f, Some.Now)));
        for (int i = 0; i < 1_000; i++)
        {
            InboundRequest one = json ? Requests.Json(Encoding.UTF8.GetBytes(Body400 + i)) : Requests.Form($"MessageSid=SM{i}&Body=Gr%C3%BC%C3%9Fe+{i}&Empty=&MediaUrl0=a&MediaUrl0=b&MediaUrl0=a");
            Assert.Equal(SignatureCheck.Genuine, Requests.Status.Verify(one, Some.Now));
        }
        output.WriteLine($"Twilio {(json ? "JSON" : "form")}: {forged.Count} forged ({flips} flips of a bit of the body), 0 taken; 1000 of 1000 genuine taken");
    }

    [Theory]
    [InlineData("https://pay.example.com", "/webhooks/twilio-inbound", "https://pay.example.com/webhooks/twilio-inbound")]
    [InlineData("https://pay.example.com", "/webhooks/twilio-inbound", "https://pay.example.com:443/webhooks/twilio-inbound")]
    [InlineData("https://pay.example.com:8443", "/webhooks/twilio-inbound", "https://pay.example.com:8443/webhooks/twilio-inbound")]
    [InlineData("https://pay.example.com:8443", "/webhooks/twilio-inbound", "https://pay.example.com/webhooks/twilio-inbound")]
    [InlineData("https://pay.example.com/ar/", "/webhooks/twilio-inbound", "https://pay.example.com/ar/webhooks/twilio-inbound")]
    [InlineData("https://pay.example.com/ar", "/ar/webhooks/twilio-inbound", "https://pay.example.com/ar/webhooks/twilio-inbound")]
    public void Behind_a_proxy_the_public_address_counts_with_or_without_its_port(string publicBase, string path, string called)
    {
        TwilioInbound source = new(new TwilioOptions { AccountSid = Requests.Twilio.AccountSid, AuthTokens = ["old", Requests.Token], PublicBaseUrl = publicBase }, Policies.Contacting.ContactRuleFile.Own.Keywords);
        InboundRequest request = Requests.Raw("http://127.0.0.1:5080" + path, "Body=hi"u8.ToArray(), ("content-type", "application/x-www-form-urlencoded; charset=UTF-8"),
            ("x-twilio-signature", Requests.Hmac(Requests.Token, called, "Body=hi")));

        Assert.Equal(SignatureCheck.Genuine, source.Verify(request, Some.Now));
    }

    static bool SameFields(byte[] one, byte[] other) => FormBody.Read(one) is { } form && form.Fields.ToHashSet().SetEquals(FormBody.Read(other)!.Fields);

    static IEnumerable<byte[]> BitFlips(byte[] bytes) => Enumerable.Range(0, bytes.Length * 8).Select(bit =>
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    });

    static IEnumerable<string?> Spellings(string signature, byte[] raw) =>
    [
        null, "", " ", signature[..^1], signature[1..], signature + "A", signature + "=", "=" + signature, signature + " ", " " + signature, signature + "\n", signature.TrimEnd('='),
        signature.ToUpperInvariant() == signature ? "A" + signature : signature.ToUpperInvariant(), signature.ToLowerInvariant(), Convert.ToHexString(raw), Convert.ToHexStringLower(raw),
        "x" + signature.Replace('+', '-').Replace('/', '_'), signature + "," + signature, signature + ", " + signature, "sha1=" + signature, "v1," + signature,
        Convert.ToBase64String([.. raw, 0]), Convert.ToBase64String([.. raw, .. raw]), Convert.ToBase64String(raw[..^1]), Convert.ToBase64String(new byte[raw.Length]), signature.Insert(4, "\r\n"),
        new string('A', signature.Length), new string('\u00e9', 28), new string('=', 28), "null", "undefined",
    ];

    static IEnumerable<byte[]> Bodies(byte[] body)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(body);
        return [[], body[..^1], body[1..], [.. body, (byte)'\n'], [.. body, (byte)'\r', (byte)'\n'], [.. "\uFEFF"u8, .. body], packed.ToArray(), [.. body, .. body], [.. "190\r\n"u8, .. body, .. "\r\n0\r\n\r\n"u8], [.. "\0"u8, .. body]];
    }
}
