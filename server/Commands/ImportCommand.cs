using System.CommandLine;
using System.Globalization;
using Collections.Accounting;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;

namespace Collections.Server;

/// <summary>import and backtest: a CSV file with its column map, taken into a ledger or replayed under a policy.</summary>
internal static class ImportCommand
{
    static readonly Argument<FileInfo> Csv = new("file") { Description = "The CSV file" };
    static readonly Option<FileInfo> Map = new("--map") { Description = "The column map (see docs/import.md)", Required = true };
    static readonly Option<bool> SkipBadRows = new("--skip-bad-rows") { Description = "Leave rows with a fault out and take the others" };

    public static IEnumerable<Command> Build()
    {
        Option<bool> accept = new("--accept-implausible") { Description = "A person has looked at what the file would close, and lets it pass" };
        yield return AccountCommands.Make("import", "Import invoices, payments or credit notes: all or nothing, every bad row listed", call => ImportAsync(call, call.Get(accept)), Csv, Map, SkipBadRows, accept);
        yield return Backtest();
    }

    static async Task<int> ImportAsync(Invocation call, bool accept)
    {
        Ledger ledger = await call.LedgerAsync();
        ImportRequest request = new() { Name = call.Get(Csv).Name, Content = await BytesAsync(call.Get(Csv), "file", call.Cancel), Map = ReadMap(call), SkipBadRows = call.Get(SkipBadRows), AcceptImplausible = accept, By = call.By };
        ImportAnswer answer = await new ImportFile(call.Folder.Desk, call.Folder.Clock).RunAsync(ledger.Id, request, call.Cancel);
        if (answer.Outcome == ImportOutcome.Faulty) throw new BadInputException([.. answer.Faults.Select(f => new Problem(f.Line > 0 ? $"line {f.Line}, {f.Column}" : f.Column, f.What, f.Cure))]);
        call.Print(new
        {
            outcome = answer.Outcome, feed = answer.FeedId, rows = answer.Reading.Rows, taken = answer.Reading.SoundRows, customers = answer.Reading.Facts.Select(f => f.Customer).Distinct().Count(),
            assumed = answer.Reading.Assumed, lookalikes = answer.Reading.Lookalikes, faults = answer.Faults, wouldChange = answer.WouldChange,
        }, () => Print(call.Out, ledger, answer));
        return answer.Outcome == ImportOutcome.Held ? 1 : 0;
    }

    static void Print(TextWriter to, Ledger ledger, ImportAnswer answer)
    {
        to.WriteLine(answer.Outcome switch
        {
            ImportOutcome.AlreadyImported => $"Nothing to do: ledger {ledger.Id} has taken this very file before.",
            ImportOutcome.Held => $"HELD for a person: the file would turn over {answer.WouldChange.Length} invoices at once. Look at them; then import it again with --accept-implausible.",
            _ => $"Imported {answer.Reading.SoundRows} of {answer.Reading.Rows} rows for {answer.Reading.Facts.Select(f => f.Customer).Distinct().Count()} customers into ledger {ledger.Id}.",
        });
        foreach (string assumed in answer.Reading.Assumed) to.WriteLine(assumed);
        foreach (string line in answer.WouldChange.Take(50)) to.WriteLine($"  {line}");
        foreach (ImportFault fault in answer.Faults) to.WriteLine($"left out: {fault}");
        foreach (IGrouping<string, Lookalike> group in answer.Reading.Lookalikes.GroupBy(l => l.Why))
        {
            to.WriteLine($"{group.Count()} customers look like one ({group.Key}); they are not merged:");
            foreach (Lookalike like in group.Take(10)) to.WriteLine($"  {like.About}: {string.Join(", ", like.Values)}");
        }
    }

    static Command Backtest()
    {
        Argument<FileInfo?> file = new("file") { Description = "The CSV file; with --stored none", Arity = ArgumentArity.ZeroOrOne };
        Option<FileInfo?> map = new("--map") { Description = "The column map (see docs/import.md)" };
        Option<bool> stored = new("--stored") { Description = "Replay the history of the stored --ledger instead of a file" };
        Option<string[]> packs = new("--pack") { Description = "A pack's name or folder; give two to compare them", Required = true, AllowMultipleArgumentsPerToken = true };
        Option<string?> from = new("--from") { Description = "First day with a run" }, to = new("--to") { Description = "Last day" };
        Option<FileInfo?> csvOut = new("--csv") { Description = "Write the messages as CSV" }, page = new("--html") { Description = "Write a page" };
        Option<FileInfo[]> more = new("--also") { Description = "FILE MAP: a further file with its own map, such as payments", AllowMultipleArgumentsPerToken = true };
        return AccountCommands.Make("backtest", "Replay a CSV's or a stored ledger's history under one pack or two: every message that would have gone out", async call =>
        {
            LoadedPack[] tried = [.. call.Get(packs)!.Select(p => PackOf(call, p))];
            BacktestPlan plan = (call.Get(stored) ? await StoredPlanAsync(call, tried[0]) : await FilePlanAsync(call, (call.Get(file), call.Get(map), call.Get(more) ?? []), tried[0])) with
            {
                From = call.Get(from) is { } first ? Invocation.Date(first, "--from") : null, To = call.Get(to) is { } last ? Invocation.Date(last, "--to") : null,
            };
            return tried.Length == 1
                ? await WriteAsync(call, Engine.Backtest.Run(plan), call.Get(csvOut), call.Get(page))
                : await WriteAsync(call, Engine.Backtest.Compare(plan, tried[1]), call.Get(csvOut), call.Get(page));
        }, file, map, stored, SkipBadRows, packs, from, to, more, csvOut, page);
    }

    static async Task<BacktestPlan> FilePlanAsync(Invocation call, (FileInfo? File, FileInfo? Map, FileInfo[] More) given, LoadedPack pack)
    {
        if (given.File is not { } file) throw new BadInputException("file", "it is missing", "give a CSV file with its --map, or --stored for the history of a ledger");
        List<DatedFact> facts = [];
        List<string> assumed = [];
        ColumnMap map = MapOf(given.Map ?? throw new BadInputException("--map", "it is missing", "give the file's column map"));
        await ReadAsync(call, file, map, facts, assumed);
        foreach (FileInfo[] pair in given.More.Chunk(2)) await ReadAsync(call, pair[0], MapOf(pair.Length > 1 ? pair[1] : throw new BadInputException("--also", "the map is missing", "give FILE MAP")), facts, assumed);
        return new()
        {
            Ledger = BacktestPlan.LedgerOf(new(Currency.TryOf(map.Currency, out Currency currency) ? currency : null, map.TimeZone, map.HolidayArea), pack), Pack = pack,
            Holidays = call.Folder.Book.Holidays, Facts = facts, Assumed = assumed,
        };
    }

    static async Task<BacktestPlan> StoredPlanAsync(Invocation call, LoadedPack pack)
    {
        Ledger ledger = await call.LedgerAsync();
        (IReadOnlyList<DatedFact> facts, IReadOnlyList<AddressFact> addresses) = await new StoredHistory(call.Folder.Stores).ReadAsync(ledger, call.Cancel);
        return new() { Ledger = ledger, Pack = pack, Holidays = call.Folder.Book.Holidays, Facts = facts, Addresses = addresses, Assumed = [StoredHistory.Assumption] };
    }

    static async Task ReadAsync(Invocation call, FileInfo file, ColumnMap map, List<DatedFact> facts, List<string> assumed)
    {
        ImportReading reading = CsvImport.Read(new MemoryStream(await BytesAsync(file, "file", call.Cancel)), map);
        if (reading.IsUnreadable || (reading.Faults.Length > 0 && !call.Get(SkipBadRows))) throw new BadInputException([.. reading.Faults.Select(f => new Problem(f.Line > 0 ? $"line {f.Line}, {f.Column}" : f.Column, f.What, f.Cure))]);
        facts.AddRange(reading.Facts);
        assumed.AddRange(reading.Assumed);
    }

    static async Task<int> WriteAsync(Invocation call, BacktestResult result, FileInfo? csv, FileInfo? page)
    {
        if (csv is not null) await File.WriteAllTextAsync(csv.FullName, BacktestFiles.Csv(result), call.Cancel);
        if (page is not null) await File.WriteAllTextAsync(page.FullName, BacktestFiles.Html(result), call.Cancel);
        if (call.Json) call.Out.WriteLine(BacktestFiles.Json(result));
        else Print(call.Out, result);
        return 0;
    }

    static async Task<int> WriteAsync(Invocation call, BacktestComparison both, FileInfo? csv, FileInfo? page)
    {
        if (csv is not null) await File.WriteAllTextAsync(csv.FullName, BacktestFiles.Csv(both), call.Cancel);
        if (page is not null) await File.WriteAllTextAsync(page.FullName, BacktestFiles.Html(both), call.Cancel);
        if (call.Json) call.Out.WriteLine(BacktestFiles.Json(both));
        else
        {
            Print(call.Out, both.First);
            Print(call.Out, both.Second);
            call.Out.WriteLine($"They differ on {both.Differences.Length} days and customers.");
        }
        return 0;
    }

    static void Print(TextWriter to, BacktestResult result)
    {
        BacktestTotals t = result.Totals;
        to.WriteLine($"{result.Policy}, {result.From:yyyy-MM-dd} to {result.To:yyyy-MM-dd}: {t.Messages} messages to {t.CustomersContacted} of {t.Customers} customers.");
        to.WriteLine($"By level: {string.Join(", ", t.ByLevel.Select(l => $"{l.Key}: {l.Value}"))}");
        if (t.ByKind.Any()) to.WriteLine($"Beside levels: {string.Join(", ", t.ByKind.Select(k => $"{k.Key}: {k.Value}"))}");
        to.WriteLine($"Cost by channel: {string.Join(", ", t.CostByChannel.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}: {c.Value}")))}");
        to.WriteLine($"Contacts after the money had arrived: {t.AfterMoney}; budget breaches: {t.BudgetBreaches}; facts the rules refused: {result.Refused.Length}.");
        foreach (string assumed in result.Assumed.Distinct()) to.WriteLine(assumed);
        to.WriteLine();
    }

    static LoadedPack PackOf(Invocation call, string named)
    {
        PackReading? reading = Directory.Exists(named) ? PackReader.ReadFolder(named) : null;
        if (reading is { Pack: null }) throw new BadInputException([.. reading.Faults.Select(f => new Problem(f.Where, f.What, f.Cure))]);
        return reading?.Pack ?? call.Folder.Book.Current(named) ?? throw new BadInputException("--pack", $"there is no pack '{named}'", $"name a folder, or one of: {string.Join(", ", call.Folder.Book.All.Select(p => p.Rules.Pack))}");
    }

    static ColumnMap ReadMap(Invocation call) => MapOf(call.Get(Map)!);

    static ColumnMap MapOf(FileInfo file)
    {
        if (!file.Exists) throw new BadInputException("--map", $"{file.Name} does not exist", "see docs/examples/maps for maps that work");
        (ColumnMap? map, var faults) = MapReader.Read(File.ReadAllText(file.FullName));
        return map ?? throw new BadInputException([.. faults.Select(f => new Problem($"{file.Name}, {f.Column}", f.What, f.Cure))]);
    }

    static async Task<byte[]> BytesAsync(FileInfo file, string where, CancellationToken cancel) =>
        file.Exists ? await File.ReadAllBytesAsync(file.FullName, cancel) : throw new BadInputException(where, $"{file.Name} does not exist", "give the path of a CSV file");
}
