using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>What may be claimed beside one late invoice under a statute, with how it came about.</summary>
public sealed record LatePaymentClaims(InterestCalculation Interest, Money FixedSum, ImmutableArray<Claim> Claims)
{
    /// <summary>Principal, interest and fixed sum together, for a letter before action; never a balance.</summary>
    public Money TotalWith(Money principal) => principal + Interest.Interest + FixedSum;
}

/// <summary>Turns a late debt into claims.</summary>
public static class LatePayment
{
    /// <summary>The claims on one invoice up to and including a day. Nothing when it was paid in time. The fixed sum is taken on the whole debt as
    /// it stood on the first day of interest, once; a currency other than the statute's has none.</summary>
    public static LatePaymentClaims Of(string invoiceNumber, LateDebt debt, DateOnly until, StatuteInForce statute)
    {
        InterestCalculation interest = statute.InterestOn(debt, until);
        Money owed = debt.BearingOn(debt.FirstInterestDay);
        FixedSumScheme? sums = statute.Rates.FixedSumOf(statute.Scheme);
        bool isLate = until >= debt.FirstInterestDay && owed.IsPositive;
        Money sum = isLate && sums is not null && sums.Currency == owed.Currency ? sums.For(owed) : Money.Zero(owed.Currency);

        return Claims(invoiceNumber, interest, sum, sums?.Source);
    }

    /// <summary>The claim on one invoice at an agreed percent a year, simple, over 365 days; a contract gives no fixed sum.</summary>
    public static LatePaymentClaims ByContract(string invoiceNumber, LateDebt debt, DateOnly until, decimal percentAnnual)
    {
        RateFrom agreed = new(debt.FirstInterestDay, percentAnnual, false);
        InterestCalculation interest = DailyBalance.AtRates(debt, until, [agreed], "simple interest at the agreed rate, actual days over 365");
        return Claims(invoiceNumber, interest, Money.Zero(debt.Principal.Currency), null);
    }

    static LatePaymentClaims Claims(string invoiceNumber, InterestCalculation interest, Money sum, string? sumSource)
    {
        ImmutableArray<Claim>.Builder claims = ImmutableArray.CreateBuilder<Claim>();
        if (interest.Interest.IsPositive)
            claims.Add(new(ClaimKind.Interest, invoiceNumber, interest.Interest, interest.FirstDay, interest.LastDay, interest.Rule));
        if (sum.IsPositive)
            claims.Add(new(ClaimKind.FixedSum, invoiceNumber, sum, interest.FirstDay, interest.FirstDay, sumSource ?? ""));
        return new(interest, sum, claims.ToImmutable());
    }
}

/// <summary>A statutory scheme together with the rates it reads.</summary>
public sealed record StatuteInForce(InterestScheme Scheme, ReferenceRates Rates)
{
    /// <summary>Interest by the scheme, simple or compound, from the day after the due day.</summary>
    public InterestCalculation InterestOn(LateDebt debt, DateOnly until) =>
        Scheme.Refix == Refix.MonthlyRest
            ? CompoundInterest.Of(debt.Principal, debt.FirstInterestDay, until, new InterestTerms(Scheme, Rates) { Payments = debt.Payments })
            : StatutoryInterest.Of(debt, until, Scheme, Rates);
}
