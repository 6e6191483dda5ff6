using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting;

/// <summary>Puts a CSV file into a ledger: everything is checked before the first commit, then each account takes its rows, then the feed is recorded.</summary>
public sealed class ImportFile(AccountDesk desk, TimeProvider clock)
{
    /// <summary>Items a commit holds at most; an account with more takes them in several commits under the feed's id and decides nothing meanwhile.</summary>
    public const int ItemsACommit = 100;

    /// <summary>Imports a file, or says why not. The same file again changes nothing.</summary>
    /// <exception cref="UnknownLedgerException">The ledger does not exist.</exception>
    public async Task<ImportAnswer> RunAsync(string ledgerId, ImportRequest request, CancellationToken cancel)
    {
        Ledger ledger = await desk.Stores.Ledgers.FindAsync(ledgerId, cancel) ?? throw new UnknownLedgerException(ledgerId);
        ImportReading reading = CsvImport.Read(new MemoryStream(request.Content, writable: false), request.Map);
        if (reading.IsUnreadable || (reading.Faults.Length > 0 && !request.SkipBadRows)) return new(ImportOutcome.Faulty, reading, "", reading.Faults, []);
        string feedId = FeedIdOf(request);
        FeedRecord? known = (await desk.Stores.Ledgers.FeedsAsync(ledgerId, 200, cancel)).FirstOrDefault(f => f.FeedId == feedId);
        if (known is { Implausible: null }) return new(ImportOutcome.AlreadyImported, reading, feedId, reading.Faults, []);

        List<AccountRows> accounts = [.. reading.Facts.GroupBy(f => f.Customer, StringComparer.Ordinal).Select(g => AccountRows.Of(ledgerId, g))];
        Preview preview = await Preview.OfAsync(desk, ledger, accounts, clock.GetUtcNow(), cancel);
        if (preview.Faults.Length > 0) return new(ImportOutcome.Faulty, reading, feedId, [.. reading.Faults, .. preview.Faults], []);
        FeedRecord feed = new(ledgerId, feedId, clock.GetUtcNow(), request.Name, reading.SoundRows, request.AcceptImplausible ? null : preview.Implausible);
        if (feed.Implausible is null)
            foreach (AccountRows account in accounts) await PutAsync(ledgerId, account, feedId, request.By, cancel);
        await desk.Stores.Ledgers.RecordFeedAsync(feed, cancel);
        return new(feed.Implausible is null ? ImportOutcome.Imported : ImportOutcome.Held, reading, feedId, reading.Faults, feed.Implausible is null ? [] : preview.WouldChange);
    }

    async Task PutAsync(string ledgerId, AccountRows account, string feedId, string by, CancellationToken cancel)
    {
        Input[][] parts = [.. account.Inputs.Chunk(ItemsACommit)];
        if (parts.Length > 1) await PutAsync(ledgerId, account.Customer, new MarkFeed(feedId, IsWhole: false), by, cancel);
        foreach (Input[] part in parts) await PutAsync(ledgerId, account.Customer, new Batch([.. part]), by, cancel);
        if (parts.Length > 1) await PutAsync(ledgerId, account.Customer, new MarkFeed(feedId, IsWhole: true), by, cancel);
    }

    async Task PutAsync(string ledgerId, string customer, Input input, string by, CancellationToken cancel)
    {
        DeskAnswer answer = await desk.PutAsync(ledgerId, customer, input, new Origin(by), cancel);
        if (answer.Answer is Answer.Refused refused) throw new ImportInterruptedException(customer, refused.Problems); // it was sound when it was checked: the account has changed since
    }

    static string FeedIdOf(ImportRequest request)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(request.Content);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request.Map));
        return "csv-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }
}

/// <summary>A file to import.</summary>
public sealed record ImportRequest
{
    /// <summary>The file's name, for the record of feeds.</summary>
    public required string Name { get; init; }
    /// <summary>Its bytes.</summary>
    public required byte[] Content { get; init; }
    /// <summary>How to read it.</summary>
    public required ColumnMap Map { get; init; }
    /// <summary>True: rows with a fault are left out and the others are taken; the report still lists every fault.</summary>
    public bool SkipBadRows { get; init; }
    /// <summary>True: a person has looked at what an implausible file would change and lets it pass.</summary>
    public bool AcceptImplausible { get; init; }
    /// <summary>Who imports.</summary>
    public required string By { get; init; }
}

/// <summary>What became of a file.</summary>
public enum ImportOutcome { Imported, AlreadyImported, Held, Faulty }

/// <summary>What became of a file, with its report.</summary>
/// <param name="Outcome">Only Imported has changed accounts; Held waits for a person.</param>
/// <param name="Reading">What was read.</param>
/// <param name="FeedId">The feed's id, made from the file and its map; empty when it could not be read.</param>
/// <param name="Faults">Every fault, those included that only the ledger shows.</param>
/// <param name="WouldChange">For a held file the invoices that it would close, void or open again, a line each.</param>
public sealed record ImportAnswer(ImportOutcome Outcome, ImportReading Reading, string FeedId, ImmutableArray<ImportFault> Faults, ImmutableArray<string> WouldChange);

/// <summary>An account changed between check and commit so that a row no longer fits. Importing the file again goes on where it stopped.</summary>
public sealed class ImportInterruptedException(string customer, ImmutableArray<Problem> problems)
    : Exception($"Customer {customer} changed while the file was imported ({string.Join("; ", problems.Select(p => $"{p.Where}: {p.What}"))}); import the file again to go on.");
