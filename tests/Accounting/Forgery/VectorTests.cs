using System.Text;
using System.Text.Json;
using Collections.Accounting.QuickBooks;
using Collections.Accounting.StandardWebhooks;
using Collections.Accounting.Stripe;
using Collections.Accounting.Xero;
using Collections.Engine;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests.Forgery;

public sealed class VectorTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("xero_x_xero_signature.json", 1, 2)]
    [InlineData("quickbooks_intuit_signature.json", 2, 2)]
    [InlineData("stripe_signature.json", 0, 9)]
    [InlineData("standard_webhooks.json", 4, 6)]
    public void Every_published_signature_is_judged_as_its_publisher_judges_it(string file, int genuine, int forged)
    {
        int valid = 0, invalid = 0;
        foreach (JsonElement vector in JsonDocument.Parse(File.ReadAllText(Shared.Path("data/vectors/" + file))).RootElement.GetProperty("vectors").EnumerateArray())
        {
            string key = vector.GetProperty("key").GetString()!;
            DateTimeOffset now = vector.TryGetProperty("now", out JsonElement at) ? DateTimeOffset.FromUnixTimeSeconds(at.GetInt64()) : Requests.Now;
            InboundRequest request = Requests.Raw(Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!),
                [.. vector.GetProperty("headers").EnumerateObject().Select(h => (h.Name, h.Value.GetString()!))]);
            bool ours = Source(file, key).Verify(request, now) == SignatureCheck.Genuine;
            Assert.True(ours == vector.GetProperty("valid").GetBoolean(), vector.GetProperty("name").GetString());
            if (ours) valid++; else invalid++;
        }
        output.WriteLine($"{file}: {valid} genuine, {invalid} refused");
        Assert.Equal((genuine, forged), (valid, invalid));
    }

    [SkippableFact]
    public void The_published_Stripe_signature_is_taken_inside_the_tolerance()
    {
        JsonElement vector = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/vectors/stripe_signature.json"))).RootElement.GetProperty("vectors")[0];
        InboundRequest request = Requests.Raw(Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!), (StripeSignature.Header, vector.GetProperty("headers").GetProperty(StripeSignature.Header).GetString()!));
        DateTimeOffset signedAt = DateTimeOffset.FromUnixTimeSeconds(1533204620);

        Assert.Equal(SignatureCheck.Genuine, Requests.Stripe("webhook_secret").Verify(request, signedAt.AddSeconds(300)));
        Assert.Equal(SignatureCheck.Stale, Requests.Stripe("webhook_secret").Verify(request, signedAt.AddSeconds(301)));
    }

    static IInboundSource Source(string file, string key) => file[0] switch
    {
        'x' => Requests.Xero(key), 'q' => Requests.QuickBooks(key), _ => file.StartsWith("stripe", StringComparison.Ordinal) ? Requests.Stripe(key) : Requests.Standard("whsec_" + key),
    };
}
