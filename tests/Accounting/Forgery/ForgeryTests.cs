using System.Text;
using System.Text.Json;
using Collections.Engine;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests.Forgery;

/// <summary>Reliability S1 and S2 for the accounting sources.</summary>
public sealed class ForgeryTests(ITestOutputHelper output)
{
    static readonly byte[] Body = Encoding.ASCII.GetBytes(("{\"events\":[],\"pad\":\"" + new string('x', 400))[..398] + "\"}");

    public static TheoryData<string> Signed => ["xero", "quickbooks", "stripe", "standard-webhooks"];

    [Theory]
    [MemberData(nameof(Signed))]
    public void No_forged_event_is_taken_and_every_genuine_one_is(string name)
    {
        (IInboundSource source, Func<byte[], string, InboundRequest> sign, string header, string prefix, string secret, string foreign) = Of(name);
        InboundRequest genuine = sign(Body, secret);
        string whole = genuine.Header(header)!, signature = whole[(whole.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..], before = whole[..^signature.Length];
        byte[] mac = name == "stripe" ? Convert.FromHexString(signature) : Convert.FromBase64String(signature);
        List<InboundRequest> forged = [.. Forged.BitFlips(Body).Select(b => genuine with { Body = b })];
        int flips = forged.Count;
        forged.AddRange(Forged.BitFlips(mac).Select(m => genuine.With(header, before + (name == "stripe" ? Convert.ToHexStringLower(m) : Convert.ToBase64String(m)))));
        forged.AddRange(Forged.Spellings(signature, mac).Where(s => s != signature && !IsHarmless(name, s, signature)).Select(s => genuine.With(header, s is null ? null : before + s)));
        forged.AddRange(Forged.Spellings(signature, mac).Where(s => s is null || before + s != whole).Where(s => before.Length > 0 && s != whole).Select(s => genuine.With(header, s)).Where(f => f.Header(header) != whole && !IsWhole(name, f.Header(header), signature)));
        forged.AddRange(Forged.Bodies(Body).Select(b => genuine with { Body = b }));
        forged.Add(genuine with { Body = JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(Body).RootElement, new JsonSerializerOptions { WriteIndented = true }) });
        forged.Add(genuine.With(header, whole + "," + whole)); // a header that came twice is one value with a comma
        // One app of Xero or QuickBooks signs for all of its organisations: there the reading says whose an event is.
        if (name is not ("xero" or "quickbooks")) forged.AddRange(new[] { "other", "", "unknown" }.Select(l => genuine with { LedgerId = l }));
        forged.Add(sign(Body, foreign));
        forged.Add(genuine with { Body = Array.Empty<byte>(), Headers = new Dictionary<string, string>() });
        if (name is "standard-webhooks") forged.AddRange(new[] { null, "", "msg_2", "msg_1 ", " msg_1", "MSG_1", new string('m', 300) }.Select(i => genuine.With("webhook-id", i)));
        if (name is "standard-webhooks") forged.AddRange(Times(Requests.Now).Select(t => genuine.With("webhook-timestamp", t)));
        if (name is "stripe") forged.AddRange(Times(Requests.Now).Select(t => genuine.With(header, $"t={t},v1={signature}")));
        if (name is "stripe") forged.AddRange(new[] { $"v1={signature}", $"t={Requests.Seconds(Requests.Now)},v0={signature}", $"t={Requests.Seconds(Requests.Now)},t={Requests.Seconds(Requests.Now)},v1={signature}", $"T={Requests.Seconds(Requests.Now)},V1={signature}" }.Select(h => genuine.With(header, h)));

        Assert.All(forged, f => Assert.NotEqual(SignatureCheck.Genuine, source.Verify(f, Requests.Now)));
        for (int i = 0; i < 1_000; i++)
            Assert.Equal(SignatureCheck.Genuine, source.Verify(sign(Encoding.UTF8.GetBytes($"{{\"n\":{i},\"name\":\"Grüße 😀\"}}\r\n"), secret), Requests.Now));
        output.WriteLine($"{name}: {forged.Count} forged ({flips} flips of a bit of the body), 0 taken; 1000 of 1000 genuine taken");
        Assert.True(forged.Count > 3_300 && flips == 3_200);
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public void While_a_secret_is_replaced_both_are_taken_and_a_retired_one_is_not(string name)
    {
        (_, Func<byte[], string, InboundRequest> sign, _, _, string old, string next) = Of(name);
        IInboundSource both = Build(name, old, next), after = Build(name, next), none = name == "standard-webhooks" ? Build(name, "whsec_") : Build(name);

        Assert.Equal([SignatureCheck.Genuine, SignatureCheck.Genuine], new[] { old, next }.Select(s => both.Verify(sign(Body, s), Requests.Now)));
        Assert.Equal([SignatureCheck.Forged, SignatureCheck.Genuine], new[] { old, next }.Select(s => after.Verify(sign(Body, s), Requests.Now)));
        Assert.Equal(SignatureCheck.Forged, none.Verify(sign(Body, next), Requests.Now));
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("standard-webhooks")]
    public void A_sender_that_signs_with_the_old_and_the_new_secret_is_taken_by_either(string name)
    {
        string[] secrets = name == "stripe" ? [Requests.Retired, Requests.Secret] : [Requests.OtherWhsec, Requests.Whsec];
        InboundRequest request = name == "stripe" ? Requests.ByStripe(Body, null, secrets) : Requests.ByStandard(Body, null, "msg_1", secrets);

        Assert.All(secrets, s => Assert.Equal(SignatureCheck.Genuine, Build(name, s).Verify(request, Requests.Now)));
    }

    [Theory]
    [InlineData(-300, SignatureCheck.Genuine)]
    [InlineData(-301, SignatureCheck.Stale)]
    [InlineData(300, SignatureCheck.Genuine)]
    [InlineData(301, SignatureCheck.Stale)]
    public void An_event_signed_more_than_five_minutes_away_is_stale(int seconds, SignatureCheck expected)
    {
        DateTimeOffset at = Requests.Now.AddSeconds(seconds);

        Assert.Equal(expected, Requests.Stripe(Requests.Secret).Verify(Requests.ByStripe(Body, at), Requests.Now));
        Assert.Equal(expected, Requests.Standard(Requests.Whsec).Verify(Requests.ByStandard(Body, at), Requests.Now));
    }

    [Fact]
    public void A_Business_Central_notification_without_the_client_state_is_refused()
    {
        string item = """{"subscriptionId":"s","clientState":"STATE","resource":"api/v2.0/companies(130bbd17-dbb9-4790-9b12-2b0e9c9d22c3)/customers(4b4f31f0-dc1c-4033-b2aa-ab03ca1d6ebc)","changeType":"updated","lastModifiedDateTime":"2026-03-02T09:00:00Z"}""";
        byte[] With(string state) => Encoding.UTF8.GetBytes("{\"value\":[" + item.Replace("STATE", state) + "," + item.Replace("STATE", Requests.State) + "]}");
        byte[] genuine = With(Requests.State);
        int at = Encoding.UTF8.GetString(genuine).IndexOf(Requests.State, StringComparison.Ordinal);
        List<InboundRequest> forged = [.. Forged.BitFlips(genuine[at..(at + Requests.State.Length)]).Select(s => Requests.Raw([.. genuine[..at], .. s, .. genuine[(at + Requests.State.Length)..]]))];
        forged.AddRange(Forged.Spellings(Requests.State, Encoding.UTF8.GetBytes(Requests.State)).Where(s => s is not null && s != Requests.State).Select(s => Requests.Raw(With(s!.Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")))));
        forged.AddRange(new[] { "{}", "[]", "{\"value\":[]}", "{\"value\":{}}", "null", "", "{\"value\":[{}]}", "{\"value\":[" + item.Replace("\"STATE\"", "null") + "]}", "{\"value\":[" + item.Replace("\"STATE\"", "[\"" + Requests.State + "\"]") + "]}" }.Select(Requests.Text));
        forged.Add(Requests.Raw(genuine) with { LedgerId = "unknown" });
        forged.Add(Requests.At("https://ar.example.com/webhooks/business-central/uk?clientState=" + Requests.State, Encoding.UTF8.GetBytes("{\"value\":[{}]}")));

        Assert.All(forged, f => Assert.Equal(SignatureCheck.Forged, Requests.BusinessCentral(Requests.State).Verify(f, Requests.Now)));
        Assert.Equal(SignatureCheck.Forged, Requests.BusinessCentral(Requests.State + "2").Verify(Requests.Raw(genuine), Requests.Now));
        for (int i = 0; i < 1_000; i++)
            Assert.Equal(SignatureCheck.Genuine, Requests.BusinessCentral("the-next-client-state-0123456789-abc", Requests.State).Verify(Requests.Raw([.. genuine, .. Encoding.UTF8.GetBytes(new string(' ', i))]), Requests.Now));
        output.WriteLine($"business-central (unsigned: the client state alone is checked): {forged.Count} forged, 0 taken; 1000 of 1000 genuine taken");
    }

    // "v1,x v1,x" is a list of two signatures that are both right.
    static bool IsHarmless(string name, string? spelled, string signature) => spelled is not null && name switch
    {
        "standard-webhooks" => ("v1," + spelled).Split(' ').Contains("v1," + signature),
        "stripe" => ("v1=" + spelled).Split(',').Contains("v1=" + signature),
        _ => false,
    };

    static bool IsWhole(string name, string? header, string signature) => name == "standard-webhooks" && header is not null && header.Split(' ').Contains("v1," + signature);

    static IEnumerable<string> Times(DateTimeOffset now) => ["", "0", "-1", "1e9", " " + Requests.Seconds(now), Requests.Seconds(now) + " ", Requests.Seconds(now) + ".0", "+" + Requests.Seconds(now), Requests.Seconds(now.AddSeconds(1)), "99999999999999999999", "now"];

    static (IInboundSource Source, Func<byte[], string, InboundRequest> Sign, string Header, string Prefix, string Secret, string Foreign) Of(string name) => name switch
    {
        "xero" => (Build(name, Requests.Secret), (b, s) => Requests.ByXero(b, s), "x-xero-signature", "", Requests.Secret, Requests.Foreign),
        "quickbooks" => (Build(name, Requests.Secret), (b, s) => Requests.ByQuickBooks(b, s), "intuit-signature", "", Requests.Secret, Requests.Foreign),
        "stripe" => (Build(name, Requests.Secret), (b, s) => Requests.ByStripe(b, null, s), "Stripe-Signature", "v1=", Requests.Secret, Requests.Foreign),
        _ => (Build(name, Requests.Whsec), (b, s) => Requests.ByStandard(b, null, "msg_1", s), "webhook-signature", "v1,", Requests.Whsec, Requests.OtherWhsec),
    };

    static IInboundSource Build(string name, params string[] secrets) => name switch
    {
        "xero" => Requests.Xero(secrets), "quickbooks" => Requests.QuickBooks(secrets), "stripe" => Requests.Stripe(secrets), _ => Requests.Standard(secrets),
    };
}
