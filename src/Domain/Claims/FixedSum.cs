using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>A band of fixed sums: debts less than <paramref name="DebtLessThan"/>, or up to and including <paramref name="DebtUpTo"/>;
/// both null is the last band. Amounts in major units.</summary>
public sealed record FixedSumBand(decimal? DebtLessThan, decimal? DebtUpTo, decimal Sum)
{
    /// <summary>True when the debt falls into this band or a lower one.</summary>
    public bool Holds(decimal debt) =>
        DebtLessThan is { } less ? debt < less : DebtUpTo is not { } upTo || debt <= upTo;
}

/// <summary>Fixed compensation for late payment, one sum a debt. The bounds differ on purpose: a debt of exactly 1,000.00 gives the second
/// sum in the UK (s.5A: less than) and the first in Ireland (SI 580/2012: not exceeding).</summary>
public sealed record FixedSumScheme(string Jurisdiction, Currency Currency, DateOnly From, ImmutableArray<FixedSumBand> Bands)
{
    /// <summary>Law and article.</summary>
    public string Source { get; init; } = "";

    /// <summary>The sum for one late debt of this currency; zero for a debt of zero or less.</summary>
    /// <exception cref="CurrencyMismatchException">The debt is in another currency.</exception>
    public Money For(Money debt)
    {
        if (debt <= Money.Zero(Currency)) return Money.Zero(Currency);
        decimal amount = debt.ToDecimal();
        return Money.Exact(Bands.First(b => b.Holds(amount)).Sum, Currency);
    }

    /// <summary>One sum for each debt, added: three debts of 500 give three sums, never the sum of 1,500.</summary>
    public Money ForEach(IEnumerable<Money> debts) => debts.Aggregate(Money.Zero(Currency), (sum, debt) => sum + For(debt));

    /// <summary>Reasonable costs of recovery beyond the fixed sum, which may be claimed on top of it; zero when the sum covers them
    /// (UK: s.5A(2A), since 2013-03-16).</summary>
    public Money CostsAbove(Money debt, Money costs) => Money.Max(costs - For(debt), Money.Zero(Currency));

    /// <summary>For a law whose sum does not depend on the debt: this many late payments.</summary>
    /// <exception cref="InvalidOperationException">The sums are banded, so the debts must be known.</exception>
    public Money ForCount(int latePayments) =>
        Bands.Length == 1
            ? Money.Exact(Bands[0].Sum * latePayments, Currency)
            : throw new InvalidOperationException($"The fixed sums of {Jurisdiction} depend on each debt.");
}
