using Collections.Domain;

namespace Collections.Policies.Tests;

/// <summary>Sample values that state only what a test needs.</summary>
internal static class Some
{
    internal static readonly Currency Gbp = Currency.Of("GBP"), Eur = Currency.Of("EUR"), Inr = Currency.Of("INR"), Usd = Currency.Of("USD");

    internal static LoadedPack Pack(string name)
    {
        PackReading reading = PackReader.ReadShipped(name);
        Assert.Empty(reading.Faults);
        return reading.Pack!;
    }

    internal static LetterModel Letter(Currency? currency = null, string claims = "uk-late-payment-act")
    {
        Currency c = currency ?? Gbp;
        DateOnly due = new(2026, 10, 16);
        DemandedLine first = new("INV-1041", new(2026, 9, 16), due, 35, new(180_000, c), new(105_025, c), new(105_025, c));
        DemandedLine second = new("INV-1067", new(2026, 10, 2), new(2026, 11, 1), 19, new(54_000, c), new(54_000, c), new(40_000, c));
        return new LetterModel
        {
            Creditor = Creditor(c),
            CustomerName = "Brightwater Joinery Ltd", ContactName = "Priya Nair", AccountReference = "BRI-0042",
            AsOf = new(2026, 11, 20, 8, 30, 0, TimeSpan.Zero), Today = new(2026, 11, 20), Level = 3, CarryingInvoice = "INV-1041",
            Demanded = [new(c, [first, second], new(145_025, c))],
            Upcoming = [new(c, [new("INV-1102", new(2026, 11, 2), new(2026, 12, 2), 0, new(31_250, c), new(31_250, c), new(31_250, c))], new(31_250, c))],
            NotDemanded = [
                new("INV-1070", new(2026, 10, 5), new(2026, 11, 4), new(22_000, c), QuietReason.Promised, new(2026, 11, 27)),
                new("INV-1102", new(2026, 11, 2), new(2026, 12, 2), new(31_250, c), QuietReason.NotYetDue)],
            Disputed = [new("INV-1055", new(2026, 9, 25), new(2026, 10, 25), new(9_900, c), QuietReason.InDispute)],
            UnappliedCredit = [new(14_000, c)],
            BrokenPromise = new(new(50_000, c), new(2026, 11, 13)),
            Promise = new(new(50_000, c), new(2026, 11, 27)),
            Instalments = [new(new(50_000, c), new(2026, 12, 1)), new(new(50_000, c), new(2027, 1, 4)), new(new(45_025, c), new(2027, 2, 1))],
            Claims = [new(new(1_183, c), new(7_000, c), claims)],
            PortalLink = "https://pay.example.com/a/8f2c41d09b", PayLink = "https://pay.example.com/p/8f2c41d09b",
            ReferenceCode = "K7M2QX", UntilDate = new(2026, 12, 4), AppealDate = new(2027, 1, 4), AnswerBy = new(2026, 11, 26, 17, 0, 0, TimeSpan.Zero),
            DecisionWords = "We can agree to the later date because your earlier invoices were paid as promised.", Code = "482913",
        };
    }

    static CreditorWords Creditor(Currency c) => new()
    {
        Name = "Harbour Timber Supplies Ltd", Address = "12 Quay Road\nExampleton EX1 2AB",
        Registration = "Registered in England and Wales, company number 00000000", SenderName = "Accounts team",
        Phone = "+44 7700 900123", Email = "accounts@example.com",
        BankDetails = $"By bank transfer in {c} to Harbour Timber Supplies Ltd\nSort code 00-00-00, account 00000000",
    };
}
