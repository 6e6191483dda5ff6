using System.Collections.Immutable;
using Collections.Engine;

namespace Collections.Accounting;

/// <summary>What reading a file gave: what is in it, everything that is wrong with it, and what was assumed.</summary>
public sealed record ImportReading
{
    /// <summary>Rows below the header, empty lines aside.</summary>
    public required int Rows { get; init; }
    /// <summary>Rows that are sound; a row with a fault gives no fact.</summary>
    public required int SoundRows { get; init; }
    /// <summary>What happened, by the day it became known.</summary>
    public required ImmutableArray<DatedFact> Facts { get; init; }
    /// <summary>Every fault; with one, nothing may be imported unless skipping bad rows was asked for.</summary>
    public required ImmutableArray<ImportFault> Faults { get; init; }
    /// <summary>True when the file as a whole cannot be read, so that no row may be taken, whatever was asked for.</summary>
    public bool IsUnreadable { get; init; }
    /// <summary>What was assumed, one sentence each.</summary>
    public required ImmutableArray<string> Assumed { get; init; }
    /// <summary>Customers that look like one; they are not merged.</summary>
    public required ImmutableArray<Lookalike> Lookalikes { get; init; }
}

/// <summary>Something wrong with a file or its map.</summary>
/// <param name="Line">Line of the file, from 1; zero: the map, or the file as a whole.</param>
/// <param name="Column">The column's header, or a place in the map.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Cure">How to mend it.</param>
public sealed record ImportFault(int Line, string Column, string What, string Cure)
{
    /// <summary>"line 14, DueDate: '31.02.2026' is no date; write ...".</summary>
    public override string ToString() => $"{(Line > 0 ? $"line {Line}, " : "")}{Column}: {What}; {Cure}";
}

/// <summary>Customers that look like one.</summary>
/// <param name="Why">"leading zeros": numbers that differ by them; "names": one number with several names; "same name": one name with several numbers.</param>
/// <param name="Values">The numbers or names.</param>
/// <param name="About">The number or name that they share.</param>
public sealed record Lookalike(string Why, string About, ImmutableArray<string> Values);
