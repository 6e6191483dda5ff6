using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>Days from one to another, both included.</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>True on the first day, on the last and between.</summary>
    public bool Holds(DateOnly day) => day >= From && day <= To;

    /// <summary>Number of days, both ends counted; never negative.</summary>
    public int Days => Math.Max(0, To.DayNumber - From.DayNumber + 1);
}

/// <summary>A payment or credit towards a debt. Its own day still bears interest on the amount.</summary>
public readonly record struct PartPayment(DateOnly Date, Money Amount);

/// <summary>One debt on which interest may run: the principal with tax and its contractual due date.</summary>
public sealed record LateDebt(Money Principal, DateOnly DueDate)
{
    /// <summary>Part payments in any order; payments up to the due date lower the principal from the start.</summary>
    public ImmutableArray<PartPayment> Payments { get; init; } = [];

    /// <summary>Days on which no interest runs and for which none may be claimed later (a moratorium).</summary>
    public ImmutableArray<DaySpan> Frozen { get; init; } = [];

    /// <summary>The first day that bears interest: the day after the due day.</summary>
    public DateOnly FirstInterestDay => DueDate.AddDays(1);

    /// <summary>What bears interest on a day: the principal less what was paid before that day; never below zero.</summary>
    public Money BearingOn(DateOnly day)
    {
        Money left = Payments.Where(p => p.Date < day).Aggregate(Principal, (sum, p) => sum - p.Amount);
        return Money.Max(left, Money.Zero(Principal.Currency));
    }
}
