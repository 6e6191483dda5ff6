using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;

namespace Collections.Accounting.Tests;

public sealed class ReadingTests
{
    [SkippableFact]
    public void Xero_names_what_changed_and_nothing_of_a_purchase()
    {
        Assert.All(Payloads("data/samples/xero/webhook_payloads.json"), raw => Assert.Empty(Requests.Xero().Read(Requests.Text(raw)).Faults));
        InboundReading reading = Requests.Xero().Read(Requests.Text(Payloads("data/samples/xero/webhook_payloads.json").First()));
        InboundReading own = Requests.Xero().Read(Requests.Text(Samples.Xero));

        Assert.Equal(2, reading.Facts.Select(f => f.EventId).Distinct().Count());
        Assert.All(reading.Facts, f => Assert.Equal(("invoice", "44aa0707-f718-4f1c-8d53-f2da9ca59533"), (((Fact.ObjectChanged)f.Fact).Kind, ((Fact.ObjectChanged)f.Fact).ObjectId)));
        Assert.IsType<Fact.NotOurs>(own.Facts[1].Fact);
    }

    [Fact]
    public void Xero_gets_an_empty_two_hundred_when_it_asks_whether_we_check()
    {
        InboundRequest asked = Requests.ByXero("{\"events\":[],\"firstEventSequence\": 0,\"lastEventSequence\": 0, \"entropy\": \"ABC\"}"u8.ToArray());

        Assert.Equal(SignatureCheck.Genuine, Requests.Xero(Requests.Secret).Verify(asked, Requests.Now));
        Assert.Equal("", Requests.Xero(Requests.Secret).Read(asked).Reply);
        Assert.Empty(Requests.Xero(Requests.Secret).Read(asked).Faults);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    public void An_event_that_comes_by_the_route_of_a_ledger_that_nothing_feeds_is_not_ours(string ledger) =>
        Assert.All(Requests.Xero().Read(Requests.Text(Samples.Xero) with { LedgerId = ledger }).Facts, f => Assert.IsType<Fact.NotOurs>(f.Fact));

    [Fact]
    public void An_event_of_another_organisation_is_not_ours() =>
        Assert.IsType<Fact.NotOurs>(Requests.Xero().Read(Requests.Text(Samples.Xero.Replace(Requests.Tenant, Guid.NewGuid().ToString()))).Facts[0].Fact);

    [SkippableFact]
    public void QuickBooks_is_understood_in_both_its_forms()
    {
        Assert.All(Payloads("data/samples/quickbooks/webhook_payloads.json"), raw => Assert.Empty(Requests.QuickBooks().Read(Requests.Text(raw)).Faults));
        InboundReading cloud = Requests.QuickBooks().Read(Requests.Text(Samples.QuickBooks)), legacy = Requests.QuickBooks().Read(Requests.Text(Samples.QuickBooksLegacy));

        Assert.Equal(new Fact.ObjectChanged("invoice", "1234", DateTimeOffset.Parse("2026-03-02T09:31:25.1798515Z")), cloud.Facts[0].Fact);
        Assert.Equal(new Fact.ObjectDeleted("payment", "77", DateTimeOffset.Parse("2026-03-02T09:31:25Z")), cloud.Facts[1].Fact);
        Assert.IsType<Fact.NotOurs>(legacy.Facts[0].Fact);
        Assert.Equal(new Fact.ObjectDeleted("credit-note", "43", DateTimeOffset.Parse("2026-03-02T21:42:19Z")), legacy.Facts[1].Fact);
    }

    [SkippableFact]
    public void Business_Central_names_what_changed_or_that_all_must_be_read()
    {
        string notification = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/samples/businesscentral/webhooks.json"))).RootElement.GetProperty("notification").GetRawText();
        InboundReading theirs = Requests.BusinessCentral(Requests.State).Read(Requests.Text(notification)), ours = Requests.BusinessCentral(Requests.State).Read(Requests.Text(Samples.BusinessCentral));

        Assert.Empty(theirs.Faults);
        Assert.Equal(4, theirs.Facts.Length);
        Assert.Equal("invoice", ((Fact.ObjectChanged)ours.Facts[0].Fact).Kind);
        Assert.Equal(("customer", "*"), (((Fact.ObjectChanged)ours.Facts[1].Fact).Kind, ((Fact.ObjectChanged)ours.Facts[1].Fact).ObjectId));
    }

    [Fact]
    public void Business_Central_gets_its_token_back_when_a_subscription_is_made()
    {
        InboundRequest request = Requests.At("https://ar.example.com/webhooks/business-central/uk?validationToken=abc%2B1", []);

        Assert.Equal(SignatureCheck.Genuine, Requests.BusinessCentral(Requests.State).Verify(request, Requests.Now));
        Assert.Equal("abc+1", Requests.BusinessCentral(Requests.State).Read(request).Reply);
        Assert.Equal(SignatureCheck.Forged, Requests.BusinessCentral(Requests.State).Verify(Requests.At("https://ar.example.com/x?validationToken=%3Cscript%3E<", []), Requests.Now));
    }

    static IEnumerable<string> Payloads(string file) =>
        JsonDocument.Parse(File.ReadAllText(Shared.Path(file))).RootElement.EnumerateArray().Select(p => p.GetProperty("raw").GetString()!);
}
