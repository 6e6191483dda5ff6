using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>A tier of a late fee, for amounts from <paramref name="From"/> (included), in major units: a fixed sum and a percentage.</summary>
public readonly record struct FeeTier(decimal From, decimal Fixed, decimal Percent);

/// <summary>How tiers join.</summary>
public enum FeeTiers
{
    /// <summary>The one tier the amount falls into, on the whole amount.</summary>
    Single,
    /// <summary>Each tier on its own band, added.</summary>
    Accumulated,
}

/// <summary>A late fee by contract: tiers ascending, then the bounds. Null bounds do not bind.</summary>
public sealed record LateFee(ImmutableArray<FeeTier> Tiers, FeeTiers Join = FeeTiers.Single)
{
    /// <summary>Least fee in major units once any is due; null: none.</summary>
    public decimal? Minimum { get; init; }
    /// <summary>Largest fee in major units; null: none.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The fee on what remains open; zero on nothing or less. Rounded once.</summary>
    public Money On(Money remaining)
    {
        if (!remaining.IsPositive) return Money.Zero(remaining.Currency);
        decimal amount = remaining.ToDecimal(), minorUnits = remaining.Minor / amount;
        decimal fee = Join == FeeTiers.Single ? OneTier(amount) : EachTier(amount);
        if (fee < Minimum) fee = Minimum.Value;
        if (fee > Maximum) fee = Maximum.Value;
        return Accrual.Rounded(fee * minorUnits, remaining.Currency);
    }

    /// <summary>The day a fee falls due: the due day and the days of grace; with none, the due day itself.</summary>
    public static DateOnly DayOf(DateOnly due, int graceDays) => due.AddDays(graceDays);

    decimal OneTier(decimal amount)
    {
        FeeTier tier = Tiers.LastOrDefault(t => t.From <= amount);
        return tier.Fixed + amount * tier.Percent / 100m;
    }

    decimal EachTier(decimal amount)
    {
        decimal fee = 0m;
        for (int i = 0; i < Tiers.Length && Tiers[i].From <= amount; i++)
        {
            decimal top = i + 1 < Tiers.Length ? Math.Min(amount, Tiers[i + 1].From) : amount;
            fee += Tiers[i].Fixed + (top - Tiers[i].From) * Tiers[i].Percent / 100m;
        }
        return fee;
    }
}
