using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What would have gone out under a pack.</summary>
public sealed record BacktestResult
{
    /// <summary>"uk-b2b v3 (1f2e3d4c)".</summary>
    public required string Policy { get; init; }
    /// <summary>First day with a run, included.</summary>
    public required DateOnly From { get; init; }
    /// <summary>Last day, included.</summary>
    public required DateOnly To { get; init; }
    /// <summary>By instant, then customer.</summary>
    public required ImmutableArray<BacktestMessage> Messages { get; init; }
    /// <summary>Ladders that ended unpaid.</summary>
    public required ImmutableArray<BacktestEnding> Endings { get; init; }
    /// <summary>Facts that the rules refused, as a promise beyond the policy's limits.</summary>
    public required ImmutableArray<RefusedFact> Refused { get; init; }
    /// <summary>Sums over the messages.</summary>
    public required BacktestTotals Totals { get; init; }
    /// <summary>What was assumed, one sentence each.</summary>
    public required ImmutableArray<string> Assumed { get; init; }
}

/// <summary>One message that would have gone out.</summary>
public sealed record BacktestMessage
{
    /// <summary>The ledger's day on which it left.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>The instant.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The customer's number.</summary>
    public required string Customer { get; init; }
    /// <summary>What it was for.</summary>
    public required MessageKind Kind { get; init; }
    /// <summary>The dunning level; null for what is no level.</summary>
    public int? Level { get; init; }
    /// <summary>The letter.</summary>
    public required string Letter { get; init; }
    /// <summary>How it travelled.</summary>
    public required Channel Channel { get; init; }
    /// <summary>The role of the contact.</summary>
    public required string Recipient { get; init; }
    /// <summary>The person whose budget it spent.</summary>
    public required string Person { get; init; }
    /// <summary>The carrying invoice, or the one a courtesy announces; null for a promise or plan.</summary>
    public string? Carrying { get; init; }
    /// <summary>Of that invoice, by its contractual due date; negative before it; null without one.</summary>
    public int? DaysPastDue { get; init; }
    /// <summary>Sums demanded, one a currency.</summary>
    public required ImmutableArray<Money> Demanded { get; init; }
    /// <summary>The invoices demanded.</summary>
    public required ImmutableArray<string> Invoices { get; init; }
    /// <summary>All that the account owed then, one a currency.</summary>
    public required ImmutableArray<Money> Balances { get; init; }
    /// <summary>By the pack's prices; a text message costs for each segment; zero when the pack names no price.</summary>
    public required decimal Cost { get; init; }
    /// <summary>True when, as became known later, the carrying invoice had been settled by value date on that day: the money had arrived.</summary>
    public bool AfterMoney { get; init; }
}

/// <summary>A ladder that ended unpaid.</summary>
/// <param name="Date">The day it was declared.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="Invoice">The carrying invoice.</param>
/// <param name="Outcome">"hand-over", "propose-blacklisting", "propose-write-off", "repeat".</param>
public sealed record BacktestEnding(DateOnly Date, string Customer, string Invoice, string Outcome);

/// <summary>A fact that the rules did not accept.</summary>
/// <param name="Date">Its day.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="Cause">What it was: "promise".</param>
/// <param name="Problems">Every reason.</param>
public sealed record RefusedFact(DateOnly Date, string Customer, string Cause, ImmutableArray<Problem> Problems);

/// <summary>Sums over a backtest.</summary>
public sealed record BacktestTotals
{
    /// <summary>All messages.</summary>
    public required int Messages { get; init; }
    /// <summary>Customers that got at least one.</summary>
    public required int CustomersContacted { get; init; }
    /// <summary>Customers in the facts.</summary>
    public required int Customers { get; init; }
    /// <summary>Levels by number.</summary>
    public required ImmutableSortedDictionary<int, int> ByLevel { get; init; }
    /// <summary>What is no level, by kind.</summary>
    public required ImmutableSortedDictionary<string, int> ByKind { get; init; }
    /// <summary>By channel.</summary>
    public required ImmutableSortedDictionary<string, int> ByChannel { get; init; }
    /// <summary>By channel, in the pack's prices.</summary>
    public required ImmutableSortedDictionary<string, decimal> CostByChannel { get; init; }
    /// <summary>Messages whose carrying invoice had been settled by value date although nobody knew yet; zero when every payment was known on its value date.</summary>
    public required int AfterMoney { get; init; }
    /// <summary>Messages beyond a person's budget, counted anew from the list of messages; always zero.</summary>
    public required int BudgetBreaches { get; init; }
    /// <summary>Runs in which an account was considered.</summary>
    public required int Considered { get; init; }
    /// <summary>Of these, silences by reason.</summary>
    public required ImmutableSortedDictionary<string, int> Silences { get; init; }
}
