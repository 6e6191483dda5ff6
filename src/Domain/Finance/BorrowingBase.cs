using System.Collections.Immutable;

namespace Collections.Domain.Finance;

/// <summary>The terms of a facility on receivables; percentages of 100. They are the lender's, so none has a default.</summary>
public sealed record Facility(decimal CrossAgePercent, decimal ConcentrationPercent, decimal AdvancePercent, int OverDaysFromInvoice);

/// <summary>An open item of a debtor; a credit is negative.</summary>
public sealed record FinancedItem(string Number, Money Amount, DateOnly Date, bool IsDisputed = false);

/// <summary>One debtor of the ledger. <paramref name="Payable"/> is what we owe it (contra); zero when nothing.</summary>
public sealed record FinancedDebtor(string Name, ImmutableArray<FinancedItem> Items, Money Payable)
{
    /// <summary>Reasons for which the whole debtor is left out: "foreign", "government", "related party".</summary>
    public ImmutableArray<string> Excluded { get; init; } = [];
}

/// <summary>A debtor's part of the base, with the reasons for what is missing.</summary>
public sealed record DebtorEligibility(string Name, Money Gross, Money BeforeConcentration, Money Eligible, ImmutableArray<string> Why);

/// <summary>A borrowing-base certificate: what counts, and what may be drawn.</summary>
public sealed record BorrowingBaseCertificate(
    Money Gross, Money BeforeConcentration, Money ConcentrationCap, Money Eligible, Money Availability, ImmutableArray<DebtorEligibility> Debtors);

/// <summary>Which receivables a lender counts.</summary>
public static class BorrowingBase
{
    /// <summary>The certificate on a day. Items older than the facility's days from invoice do not count, save credits, which always reduce; a debtor
    /// whose share of such items in the gross is above the cross-ageing limit is out whole; disputed items are out; what we owe the debtor is taken
    /// off, at most what counts; no debtor counts for more than the cap, which is measured on the sum before the cap.</summary>
    /// <exception cref="ArgumentException">No debtor is given, so there is no currency.</exception>
    public static BorrowingBaseCertificate Of(IReadOnlyCollection<FinancedDebtor> debtors, Facility facility, DateOnly asOf)
    {
        if (debtors.Count == 0) throw new ArgumentException("a certificate needs at least one debtor", nameof(debtors));
        Money zero = Money.Zero(debtors.First().Payable.Currency);
        DebtorEligibility[] before = [.. debtors.Select(d => Before(d, facility, asOf))];
        Money sum = before.Aggregate(zero, (s, d) => s + d.BeforeConcentration);
        Money cap = sum.Times(facility.ConcentrationPercent / 100m);
        DebtorEligibility[] after = [.. before.Select(d => d with { Eligible = Money.Min(d.BeforeConcentration, cap) })];
        Money eligible = after.Aggregate(zero, (s, d) => s + d.Eligible);
        return new(before.Aggregate(zero, (s, d) => s + d.Gross), sum, cap, eligible, eligible.Times(facility.AdvancePercent / 100m), [.. after]);
    }

    static DebtorEligibility Before(FinancedDebtor debtor, Facility facility, DateOnly asOf)
    {
        Money zero = Money.Zero(debtor.Payable.Currency);
        Money gross = debtor.Items.Aggregate(zero, (s, i) => s + i.Amount);
        if (debtor.Excluded.Length > 0) return new(debtor.Name, gross, zero, zero, debtor.Excluded);
        if (IsCrossAged(debtor, gross, facility, asOf)) return new(debtor.Name, gross, zero, zero, ["cross-aged"]);

        List<string> why = [];
        Money counted = zero;
        foreach (FinancedItem item in debtor.Items)
        {
            bool isOld = IsOver(item, facility, asOf), isCredit = !item.Amount.IsPositive;
            if (item.IsDisputed) why.Add($"disputed {item.Number}");
            else if (isOld && !isCredit) why.Add($"over {facility.OverDaysFromInvoice}");
            else counted += item.Amount;
            if (isOld && isCredit && !item.IsDisputed) why.Add($"credit over {facility.OverDaysFromInvoice} kept as a reduction");
        }
        Money contra = Money.Min(debtor.Payable, Money.Max(counted, zero));
        if (contra.IsPositive) why.Add("contra");
        Money left = Money.Max(counted - contra, zero);
        return new(debtor.Name, gross, left, left, [.. why.Distinct()]);
    }

    static bool IsCrossAged(FinancedDebtor debtor, Money gross, Facility facility, DateOnly asOf)
    {
        Money over = debtor.Items.Where(i => i.Amount.IsPositive && IsOver(i, facility, asOf)).Aggregate(Money.Zero(gross.Currency), (s, i) => s + i.Amount);
        return gross.IsPositive && over.ToDecimal() * 100m > facility.CrossAgePercent * gross.ToDecimal();
    }

    static bool IsOver(FinancedItem item, Facility facility, DateOnly asOf) => asOf.DayNumber - item.Date.DayNumber > facility.OverDaysFromInvoice;
}
