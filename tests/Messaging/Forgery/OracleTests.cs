using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Collections.Engine;
using Collections.FakeProviders.SendGrid;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Messaging.Tests.Forgery;

/// <summary>The providers' own libraries judge the same requests as we do.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void SendGrids_own_library_judges_every_event_as_we_do()
    {
        using EventSigner stranger = new();
        Random random = new(7);
        List<(object Case, bool Ours)> cases = [];
        foreach (int i in Enumerable.Range(0, 60))
        {
            byte[] body = Encoding.UTF8.GetBytes($"[{{\"event\":\"delivered\",\"n\":{i},\"name\":\"Grüße 😀\"}}]\r\n");
            InboundRequest request = Requests.Signed(body, signer: i % 5 == 4 ? stranger : null);
            string signature = request.Header(EventSignature.SignatureHeader)!, timestamp = request.Header(EventSignature.TimestampHeader)!;
            byte[] der = Convert.FromBase64String(signature);
            if (i % 5 == 1) body[random.Next(body.Length - 20)] ^= 1;
            if (i % 5 == 2) der[^1] ^= 1;
            if (i % 5 == 3) timestamp = (long.Parse(timestamp) + 1).ToString();
            signature = Convert.ToBase64String(der);
            cases.Add((new { kind = "sendgrid", key = Requests.Signer.PublicKey, body = Convert.ToBase64String(body), signature, timestamp },
                EventSignature.IsGenuine([Requests.Signer.PublicKey], signature, timestamp, body)));
        }
        Compare("@sendgrid/eventwebhook", cases, genuine: 12);
    }

    [SkippableFact]
    public void Twilios_own_library_judges_every_request_as_we_do()
    {
        List<(object Case, bool Ours)> cases = [];
        string[] urls = ["https://Pay.Example.com/hook?a=1&b=2", "https://pay.example.com:8443/hook", "https://pay.example.com/hook", "http://pay.example.com/hook?x=%2F"];
        string[] signedAs = ["https://Pay.Example.com/hook?a=1&b=2", "https://pay.example.com/hook", "https://pay.example.com:443/hook", "http://pay.example.com/hook?x=%2F"];
        foreach (int i in Enumerable.Range(0, 80))
        {
            string url = urls[i % 4], form = $"Body=Gr%C3%BC%C3%9Fe+{i}&From=%2B447700900513&Z=2&Z=1&Z=2&A=";
            bool json = i % 3 == 2, spoilt = i % 7 == 6;
            byte[] body = Encoding.UTF8.GetBytes(json ? $"{{\"n\":{i}}}" : form);
            string hash = json ? (url.Contains('?') ? "&" : "?") + "bodySHA256=" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)) : "";
            string signature = Requests.Hmac(spoilt ? "other" : Requests.Token, signedAs[i % 4] + hash, json ? "" : form);
            InboundRequest request = Requests.Raw(url + hash, body, ("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded"));
            bool ours = TwilioSignature.IsGenuine([Requests.Token], signature, [url + hash], request);
            Dictionary<string, object> fields = new() { ["Body"] = $"Grüße {i}", ["From"] = "+447700900513", ["Z"] = new[] { "2", "1", "2" }, ["A"] = "" };
            cases.Add((json ? new { kind = "body", token = Requests.Token, url = url + hash, signature, body = Convert.ToBase64String(body) }
                : new { kind = "form", token = Requests.Token, url, signature, @params = fields }, ours));
        }
        Compare("twilio", cases, genuine: 69);
    }

    [SkippableFact]
    public void We_take_what_Twilios_own_library_signs()
    {
        string answer = Node([new { kind = "sign", token = Requests.Token, url = Requests.Base + "/webhooks/twilio-inbound", @params = new { Body = "STOP", From = "+447700900513", MessageSid = "SM1" } }]);
        InboundRequest request = Requests.Raw("http://10.0.0.7/webhooks/twilio-inbound", "MessageSid=SM1&From=%2B447700900513&Body=STOP"u8.ToArray(),
            ("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", JsonDocument.Parse(answer).RootElement[0].GetString()!));

        Assert.Equal(SignatureCheck.Genuine, Requests.Sms.Verify(request, Some.Now));
    }

    void Compare(string package, List<(object Case, bool Ours)> cases, int genuine)
    {
        bool[] theirs = JsonSerializer.Deserialize<bool[]>(Node([.. cases.Select(c => c.Case)]))!;

        Assert.Equal(theirs, cases.Select(c => c.Ours));
        Assert.Equal(genuine, theirs.Count(t => t));
        output.WriteLine($"npm {package}: {cases.Count} requests judged alike, {genuine} of them genuine");
    }

    static string Node(object[] cases)
    {
        string tests = Path.Combine(Repository.Root, "tests");
        Skip.IfNot(Directory.Exists(Path.Combine(tests, "node_modules", "twilio")), "tests/node_modules is absent: run 'npm ci' in tests");
        ProcessStartInfo start = new("node", [Path.Combine(tests, "Messaging", "Forgery", "oracles.js")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process? started = null;
        try
        {
            started = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "node is absent");
        }
        using Process node = started!;
        node.StandardInput.Write(JsonSerializer.Serialize(cases));
        node.StandardInput.Close();
        string answers = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.Equal(0, node.ExitCode);
        return answers;
    }
}
