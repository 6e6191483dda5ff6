using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Why a message goes or does not, in a form a person reads and a program keeps.</summary>
public sealed record Explanation
{
    /// <summary>The account.</summary>
    public required AccountId AccountId { get; init; }
    /// <summary>The instant it speaks of.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The ledger's day of it.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>What was decided, in one sentence.</summary>
    public required string Decided { get; init; }
    /// <summary>The first thing that stops a message; None when one goes.</summary>
    public required Reason Reason { get; init; }
    /// <summary>Policy edition: "uk-b2b v3 (1f2e3d4c)".</summary>
    public required string Policy { get; init; }
    /// <summary>Calendar edition.</summary>
    public required string Calendar { get; init; }
    /// <summary>The carrying invoice; null when nothing carries.</summary>
    public string? Carrying { get; init; }
    /// <summary>The level that is next; null when nothing carries or the ladder has ended.</summary>
    public int? Level { get; init; }
    /// <summary>The message that was reserved; null when none was.</summary>
    public string? MessageId { get; init; }
    /// <summary>Every guard that stands in the way, in the order in which they are looked at.</summary>
    public ImmutableArray<Stop> Stops { get; init; } = [];
    /// <summary>For a silence: what would have to change for a message to go.</summary>
    public string WouldGo { get; init; } = "";
    /// <summary>The values used: name and value.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Values { get; init; } = [];
}
