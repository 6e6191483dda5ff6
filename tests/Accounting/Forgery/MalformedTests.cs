using System.Diagnostics;
using System.Text;
using Collections.Engine;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests.Forgery;

/// <summary>Reliability S3 for the accounting sources: whatever comes, the answer is facts or faults.</summary>
public sealed class MalformedTests(ITestOutputHelper output)
{
    static readonly string[] Awkward =
    [
        "\\ud800", "1e400", "null", "{}", "[]", "-1", "\"", "true", "99999999999999999999", "\\u0000", "[[[[[[[[[[", "/Date(99999999999999999)/", "/Date(1+2400)/", "0001-01-01", "9999-12-31T23:59:59.999999999+14:00", "1e-30",
        "79228162514264337593543950335", "\"version\":", "\"GBP\"", "\"JPY\"", "\"kwd\"", "\u2028", "😀", "qbo.invoice.deleted.v1", "salesInvoices", "void", "paid", "{\"id\":1}", ":", ",", "}", "]",
    ];

    static readonly (IInboundSource Source, byte[][] Seeds)[] All =
    [
        (Requests.Xero(Requests.Secret), [Encoding.UTF8.GetBytes(Samples.Xero)]),
        (Requests.QuickBooks(Requests.Secret), [Encoding.UTF8.GetBytes(Samples.QuickBooks), Encoding.UTF8.GetBytes(Samples.QuickBooksLegacy)]),
        (Requests.Stripe(Requests.Secret), [Encoding.UTF8.GetBytes(Samples.StripeInvoice()), Encoding.UTF8.GetBytes(Samples.StripeCreditNote())]),
        (Requests.Standard(Requests.Whsec), [.. new[] { Samples.Invoice, Samples.Payment, Samples.CreditNote, Samples.Customer }.Select(Encoding.UTF8.GetBytes)]),
        (Requests.BusinessCentral(Requests.State), [Encoding.UTF8.GetBytes(Samples.BusinessCentral)]),
    ];

    [Fact]
    public void Bodies_that_nobody_should_send_give_facts_or_faults()
    {
        int count = 0;
        byte[][] bodies = [.. Corpus()];
        foreach (byte[] body in bodies)
            foreach ((IInboundSource source, _) in All)
            {
                source.Read(Request(body));
                source.Verify(Request(body), Requests.Now);
                count++;
            }
        output.WriteLine($"corpus: {bodies.Length} bodies by {All.Length} sources, {count} readings, no exception");
        Assert.True(bodies.Length >= 2_000);
    }

    // A release runs two million: COLLECTIONS_MUTATIONS=400000 dotnet test tests/Accounting --filter Malformed
    static readonly int Iterations = int.TryParse(Environment.GetEnvironmentVariable("COLLECTIONS_MUTATIONS"), out int asked) ? asked : 100_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_hundred_thousand_mutations_give_facts_or_faults(int which)
    {
        const int seed = 20260302;
        int iterations = Iterations;
        (IInboundSource source, byte[][] seeds) = All[which];
        Random random = new(seed + which);
        long slowest = 0, facts = 0, faults = 0;
        Stopwatch all = Stopwatch.StartNew();
        for (int i = 0; i < iterations; i++)
        {
            byte[] body = Forged.Mutated(seeds[i % seeds.Length], random, Awkward);
            long begun = Stopwatch.GetTimestamp();
            try
            {
                InboundReading reading = source.Read(Request(body));
                (facts, faults) = (facts + reading.Facts.Length, faults + reading.Faults.Length);
                if (reading.Facts.Length + reading.Faults.Length == 0) source.Verify(Request(body), Requests.Now);
            }
            catch (Exception thrown)
            {
                Assert.Fail($"seed {seed + which}, iteration {i}: {thrown.GetType().Name} {thrown.Message}\n{Convert.ToBase64String(body)}\n{thrown.StackTrace}");
            }
            slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - begun);
        }
        output.WriteLine($"{source.Name}, seed {seed + which}: {iterations} mutations in {all.Elapsed.TotalSeconds:F1} s, {facts} facts, {faults} faults, 0 exceptions, slowest {Stopwatch.GetElapsedTime(0, slowest).TotalMilliseconds:F1} ms");
        Assert.True(facts > 1_000 && faults > 1_000, "the mutations must reach both ends");
    }

    [Theory]
    [InlineData("Invoices")]
    [InlineData("CreditNotes")]
    [InlineData("Payments")]
    [InlineData("Overpayments")]
    [InlineData("Contacts")]
    public void Mutated_answers_of_an_API_give_facts_or_faults(string list)
    {
        const int iterations = 20_000;
        const string contact = "\"Contact\":{\"ContactID\":\"43bd4c78-ef06-4b8b-9f2b-cbc0c5bc3bd4\"},\"Date\":\"/Date(1539993600000+0000)/\",\"CurrencyCode\":\"GBP\",\"UpdatedDateUTC\":\"/Date(1541176290160+0000)/\",\"Status\":\"AUTHORISED\",\"Total\":120.5";
        byte[] seed = Encoding.UTF8.GetBytes($$"""{"{{list}}":[{"InvoiceID":"1","CreditNoteID":"1","PaymentID":"1","OverpaymentID":"1","Type":"{{list switch { "Invoices" => "ACCREC", "CreditNotes" => "ACCRECCREDIT", _ => "RECEIVE-OVERPAYMENT" }}}","PaymentType":"ACCRECPAYMENT","Amount":"20.00","RemainingCredit":5,"Allocations":[{"Invoice":{"InvoiceNumber":"A"},"Amount":7}],"Invoice":{"InvoiceNumber":"A",{{contact}}},"DueDate":"2026-03-01T00:00:00",{{contact}},"ContactID":"43bd4c78-ef06-4b8b-9f2b-cbc0c5bc3bd4","Name":"N","IsCustomer":true,"EmailAddress":"a@example.com","Phones":[{"PhoneType":"MOBILE","PhoneCountryCode":"44","PhoneAreaCode":"07700","PhoneNumber":"900123"}]}]}""");
        Random random = new(7);
        long facts = 0, failed = 0;
        for (int i = 0; i < iterations; i++)
        {
            byte[] body = Forged.Mutated(seed, random, Awkward);
            List<string> faults = [];
            facts += Accounting.Xero.XeroApi.Read(new SourceAnswer(200, body, null, null), list, faults)?.Facts.Length ?? 0;
            failed += faults.Count;
            if (SafeJson.Parse(body, out _) is { } json)
                foreach (string entity in Accounting.QuickBooks.QuickBooksKinds.Entities)
                    _ = Accounting.QuickBooks.QuickBooksObjects.Read(entity, json.RootElement, new("x", Domain.Currency.Of("USD"), faults), new Dictionary<string, string>()).Count();
        }
        output.WriteLine($"{list}: {iterations} mutations, {facts} facts, {failed} faults, 0 exceptions");
        Assert.True(facts > 100);
    }

    static InboundRequest Request(byte[] body) => Requests.Raw(body, ("webhook-id", "msg_1"), ("webhook-timestamp", "1"), ("webhook-signature", Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, 100)))),
        ("Stripe-Signature", Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, 100)))), ("x-xero-signature", new string('A', 44)), ("intuit-signature", new string('A', 44)));

    static IEnumerable<byte[]> Corpus()
    {
        byte[][] seeds = [.. All.SelectMany(a => a.Seeds)];
        foreach (byte[] seed in seeds)
            for (int cut = 0; cut <= seed.Length; cut += 7) yield return seed[..cut];
        foreach (byte[] seed in seeds)
            foreach (string word in Awkward)
                for (int at = 0; at < seed.Length; at += 53) yield return [.. seed[..at], .. Encoding.UTF8.GetBytes(word), .. seed[at..]];
        yield return Encoding.UTF8.GetBytes(new string('[', 33) + new string(']', 33));
        yield return new byte[(256 << 10) + 1];
        yield return Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]");
        yield return Encoding.UTF8.GetBytes("{\"events\":[" + string.Join(',', Enumerable.Repeat("{}", 100_000)) + "]}");
        yield return "{\"type\":\"a\",\"type\":\"b\"}"u8.ToArray();
        yield return [0x22, 0xff, 0xfe, 0x22];
        foreach (string body in new[] { "", " ", "null", "1", "\"x\"", "[]", "{}", "[null]", "{\"events\":null}", "{\"data\":{\"object\":null}}" }) yield return Encoding.UTF8.GetBytes(body);
    }
}
