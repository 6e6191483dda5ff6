using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>An order about which the desk asks.</summary>
/// <param name="Amount">Its amount with tax; zero asks about the account as such.</param>
/// <param name="Order">The order's own number, under which a release may stand; empty: none.</param>
/// <param name="IsPrepaid">True when the customer pays it in advance: it adds no exposure.</param>
public sealed record OrderRequest(Money Amount, string Order = "", bool IsPrepaid = false);

/// <summary>What the order gate answers.</summary>
public sealed record GateAnswer
{
    /// <summary>What the desk may do; in shadow mode always allow.</summary>
    public required GateVerdict Verdict { get; init; }
    /// <summary>What would be answered without shadow mode.</summary>
    public required GateVerdict WouldBe { get; init; }
    /// <summary>Why, the strictest first; never empty.</summary>
    public required ImmutableArray<GateReason> Reasons { get; init; }
    /// <summary>The smallest payment that would release, a currency each, all of them needed; empty when no payment alone does, or none is needed.</summary>
    public ImmutableArray<ReleasingPayment> Release { get; init; } = [];
    /// <summary>What would be answered after that payment; null without one.</summary>
    public GateVerdict? ReleasesTo { get; init; }
    /// <summary>What the desk can say to the customer: respectful, and nothing of standing, invoices or amounts.</summary>
    public required string Words { get; init; }
    /// <summary>The answer holds until this instant, unless the account changes before; never past the ledger's midnight, when days past due move.</summary>
    public required DateTimeOffset HoldsUntil { get; init; }
    /// <summary>True in shadow mode: only recorded.</summary>
    public bool IsShadow { get; init; }
    /// <summary>Policy edition: "uk-b2b v3 (1f2e3d4c)".</summary>
    public required string Policy { get; init; }
    /// <summary>The feed time that the answer rests on; null: the ledger was never fed.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>A payment that would release the gate. It releases when it is applied to the invoices named; one minor unit less does not.</summary>
/// <param name="Amount">The whole of it, above zero.</param>
/// <param name="Invoices">What of it goes to which invoice, the oldest first.</param>
/// <param name="OnAccount">What remains beyond every open invoice, as unapplied cash.</param>
public sealed record ReleasingPayment(Money Amount, ImmutableArray<Allocation> Invoices, Money OnAccount);
