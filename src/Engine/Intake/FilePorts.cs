using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Reads a file of invoices or payments as the facts of a backtest; made by the project that knows the form, registered by the host.</summary>
/// <param name="text">The file, as text.</param>
/// <param name="map">Its column map, as JSON.</param>
public delegate FileReading ReadFile(string text, string map);

/// <summary>Takes a file into a ledger: all or nothing.</summary>
/// <exception cref="UnknownLedgerException">The ledger does not exist.</exception>
public delegate Task<FileTaken> TakeFile(string ledgerId, GivenFile file, CancellationToken cancel);

/// <summary>What a file says.</summary>
/// <param name="Facts">What happened, by the day it became known.</param>
/// <param name="Assumed">What was assumed, one sentence each.</param>
/// <param name="Faults">Everything wrong with the file or its map; the rows that have one give no fact.</param>
/// <param name="Book">Currency, zone and holiday area that the map states; null: the map cannot be read.</param>
public sealed record FileReading(ImmutableArray<DatedFact> Facts, ImmutableArray<string> Assumed, ImmutableArray<Problem> Faults, FileBook? Book);

/// <summary>What a column map says of the book that a file comes from.</summary>
/// <param name="Currency">Null: each row states it.</param>
/// <param name="Zone">IANA.</param>
/// <param name="HolidayArea">Null: weekends alone.</param>
public sealed record FileBook(Currency? Currency, string Zone, string? HolidayArea);

/// <summary>A file to take.</summary>
/// <param name="Name">Its name, for the record of feeds.</param>
/// <param name="Text">Its text.</param>
/// <param name="Map">Its column map, as JSON.</param>
/// <param name="By">Who gives it.</param>
public sealed record GivenFile(string Name, string Text, string Map, string By)
{
    /// <summary>True: rows with a fault are left out, the others are taken.</summary>
    public bool SkipBadRows { get; init; }
    /// <summary>True: a person has looked at what an implausible file would close, and lets it pass.</summary>
    public bool AcceptImplausible { get; init; }
}

/// <summary>What became of a file.</summary>
/// <param name="Outcome">"imported", "already-imported", "held" or "faulty"; only imported has changed accounts.</param>
/// <param name="Feed">The feed's id; empty: the file could not be read.</param>
/// <param name="Rows">Rows below the header.</param>
/// <param name="Taken">Rows that were sound.</param>
/// <param name="Faults">Every fault.</param>
/// <param name="Assumed">What was assumed.</param>
/// <param name="WouldChange">Of a held file: the invoices that it would turn over, a line each.</param>
public sealed record FileTaken(string Outcome, string Feed, int Rows, int Taken, ImmutableArray<Problem> Faults, ImmutableArray<string> Assumed, ImmutableArray<string> WouldChange);
