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
        InterestCalculation interest = StatutoryInterest.Of(debt, until, statute.Scheme, statute.Rates);
        Money owed = debt.BearingOn(debt.FirstInterestDay);
        FixedSumScheme? sums = statute.Rates.FixedSumOf(statute.Scheme);
        bool isLate = until >= debt.FirstInterestDay && owed.IsPositive;
        Money sum = isLate && sums is not null && sums.Currency == owed.Currency ? sums.For(owed) : Money.Zero(owed.Currency);

        ImmutableArray<Claim>.Builder claims = ImmutableArray.CreateBuilder<Claim>();
        if (interest.Interest.IsPositive)
            claims.Add(new(ClaimKind.Interest, invoiceNumber, interest.Interest, interest.FirstDay, until, interest.Rule));
        if (sum.IsPositive)
            claims.Add(new(ClaimKind.FixedSum, invoiceNumber, sum, debt.FirstInterestDay, debt.FirstInterestDay, sums!.Source));
        return new(interest, sum, claims.ToImmutable());
    }
}

/// <summary>A statutory scheme together with the rates it reads.</summary>
public sealed record StatuteInForce(InterestScheme Scheme, ReferenceRates Rates);
