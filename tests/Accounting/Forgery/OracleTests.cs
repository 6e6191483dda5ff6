using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Collections.Engine;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests.Forgery;

/// <summary>The scheme's own library judges the same requests as we do.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void The_library_of_Standard_Webhooks_judges_every_message_as_we_do()
    {
        List<(object Case, bool Ours)> cases = [];
        foreach (int i in Enumerable.Range(0, 90))
        {
            byte[] body = Encoding.UTF8.GetBytes($"{{\"n\":{i},\"name\":\"Grüße 😀\"}}");
            int off = i % 9 == 5 ? -301 : i % 9 == 6 ? 301 : i % 9 == 7 ? -299 : 0;
            string[] secrets = i % 9 == 1 ? [Requests.OtherWhsec] : i % 9 == 2 ? [Requests.OtherWhsec, Requests.Whsec] : [Requests.Whsec];
            InboundRequest request = Requests.ByStandard(body, Requests.Now.AddSeconds(off), "msg_" + i, secrets);
            if (i % 9 == 3) request = request.With("webhook-id", "msg_x");
            if (i % 9 == 4) body[^2] ^= 1;
            if (i % 9 == 8) request = request.With("webhook-signature", request.Header("webhook-signature")!.Replace("v1,", "v2,"));
            request = request with { Body = body };
            cases.Add((new { kind = "verify", secret = Requests.Whsec, body = Convert.ToBase64String(body), headers = request.Headers, now = Requests.Now.ToUnixTimeSeconds() },
                Requests.Standard(Requests.Whsec).Verify(request, Requests.Now) == SignatureCheck.Genuine));
        }
        bool[] theirs = JsonSerializer.Deserialize<bool[]>(Node([.. cases.Select(c => c.Case)]))!;

        Assert.Equal(theirs, cases.Select(c => c.Ours));
        Assert.Equal(30, theirs.Count(t => t));
        output.WriteLine($"npm standardwebhooks: {cases.Count} messages judged alike, {theirs.Count(t => t)} of them genuine");
    }

    [SkippableFact]
    public void We_take_what_the_library_of_Standard_Webhooks_signs()
    {
        const string text = "{\"type\":\"invoice.changed\",\"name\":\"Grüße\"}";
        string answer = Node([new { kind = "sign", secret = Requests.Whsec, id = "msg_7", time = Requests.Now.ToUnixTimeSeconds(), text, now = Requests.Now.ToUnixTimeSeconds() }]);
        InboundRequest request = Requests.Raw(Encoding.UTF8.GetBytes(text), ("Webhook-Id", "msg_7"), ("Webhook-Timestamp", Requests.Seconds(Requests.Now)),
            ("Webhook-Signature", JsonDocument.Parse(answer).RootElement[0].GetString()!));

        Assert.Equal(SignatureCheck.Genuine, Requests.Standard(Requests.Whsec).Verify(request, Requests.Now));
    }

    static string Node(object[] cases)
    {
        string tests = Path.Combine(Repository.Root, "tests");
        Skip.IfNot(Directory.Exists(Path.Combine(tests, "node_modules", "standardwebhooks")), "tests/node_modules is absent: run 'npm ci' in tests");
        ProcessStartInfo start = new("node", [Path.Combine(tests, "Accounting", "Forgery", "standard.js")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
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
