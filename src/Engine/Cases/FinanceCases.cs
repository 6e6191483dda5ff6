using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Domain.Finance;

namespace Collections.Engine.Cases;

/// <summary>Borrowing-base cases: {as_of, percentages, ledger: {debtor: {invoices: [[number, amount, date]], ...}}}.</summary>
internal static class FinanceCases
{
    public static CaseAnswer? Base(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Child("ledger", "debtors") is not { } ledger || one.Inputs.Date("as_of") is not { } asOf) return null;
        if (one.Inputs.Number("cross_age_pct") is not { } cross || one.Inputs.Number("concentration_pct") is not { } cap || one.Inputs.Number("advance_pct") is not { } advance) return null;
        Currency currency = CaseDebts.CurrencyOf(one);
        FinancedDebtor[] debtors = [.. ledger.Names.Select(n => Debtor(n, ledger.Child(n), currency)).OfType<FinancedDebtor>()];
        BorrowingBaseCertificate certificate = BorrowingBase.Of(debtors, new Facility(cross, cap, advance, one.Inputs.Whole("over_days_from_invoice", "over_days") ?? 90), asOf);
        CaseAnswer byName = new();
        foreach (DebtorEligibility debtor in certificate.Debtors) byName.Put(Answer(debtor), debtor.Name);
        return new CaseAnswer()
            .Put(certificate.Gross.ToDecimal(), "gross")
            .Put(certificate.BeforeConcentration.ToDecimal(), "eligible_before_concentration")
            .Put(certificate.ConcentrationCap.ToDecimal(), "concentration_cap")
            .Put(certificate.Eligible.ToDecimal(), "eligible")
            .Put(certificate.Availability.ToDecimal(), "availability")
            .Put(byName, "debtors");
    }

    static CaseAnswer Answer(DebtorEligibility debtor) => new CaseAnswer()
        .Put(debtor.Gross.ToDecimal(), "gross")
        .Put(debtor.BeforeConcentration.ToDecimal(), "eligible_before_concentration")
        .Put(debtor.Eligible.ToDecimal(), "eligible")
        .Put(new Reasons(debtor.Why), "why");

    static FinancedDebtor? Debtor(string name, CaseInputs? inputs, Currency currency)
    {
        if (inputs is null) return null;
        HashSet<string> disputed = [.. inputs.List("disputed").Where(e => e.ValueKind == JsonValueKind.String).Select(CaseInputs.TextOf)];
        ImmutableArray<FinancedItem> items = [.. inputs.List("invoices", "items").Select(e => Item(e, currency, disputed)).OfType<FinancedItem>()];
        string[] excluded = [.. new[] { "foreign", "government", "related_party", "affiliate" }.Where(flag => inputs.Flag(flag) ?? false).Select(flag => flag.Replace('_', ' '))];
        return new FinancedDebtor(name, items, Money.Exact(inputs.Number("contra_ap", "contra", "ap") ?? 0m, currency)) { Excluded = [.. excluded] };
    }

    static FinancedItem? Item(JsonElement e, Currency currency, HashSet<string> disputed) =>
        e.ValueKind == JsonValueKind.Array && e.GetArrayLength() >= 3 && e[0].ValueKind == JsonValueKind.String && CaseInputs.TextOf(e[0]) is { } number
        && CaseInputs.NumberOf(e[1]) is { } amount && CaseInputs.DateOf(e[2]) is { } date
            ? new FinancedItem(number, Money.Exact(amount, currency), date, disputed.Contains(number)) : null;
}
