using System.Collections.Immutable;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Accounting;

/// <summary>CSV files for whoever has them as text: pages and API. Their text has been decoded already, so the map's encoding is not asked.</summary>
public static class CsvFiles
{
    /// <summary>Registers how files are read and taken; AccountDesk and TimeProvider come from the host.</summary>
    public static IServiceCollection AddCsvFiles(this IServiceCollection services) => services.AddSingleton<ReadFile>(Read)
        .AddSingleton<TakeFile>(all => (ledger, file, cancel) => TakeAsync(new(all.GetRequiredService<AccountDesk>(), all.GetRequiredService<TimeProvider>()), ledger, file, cancel));

    /// <summary>Reads a file for a backtest; faults are listed, and the sound rows are there beside them.</summary>
    public static FileReading Read(string text, string map)
    {
        (ColumnMap? known, ImmutableArray<ImportFault> faults) = MapReader.Read(map);
        if (known is null) return new([], [], Problems(faults, "map"), null);
        ImportReading reading = CsvImport.Read(new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false), known with { Encoding = "utf-8" });
        return new(reading.Facts, reading.Assumed, Problems(reading.Faults, "csv"), new(Currency.TryOf(known.Currency, out Currency currency) ? currency : null, known.TimeZone, known.HolidayArea));
    }

    static async Task<FileTaken> TakeAsync(ImportFile import, string ledgerId, GivenFile file, CancellationToken cancel)
    {
        (ColumnMap? map, ImmutableArray<ImportFault> faults) = MapReader.Read(file.Map);
        if (map is null) return new("faulty", "", 0, 0, Problems(faults, "map"), [], []);
        ImportAnswer answer = await import.RunAsync(ledgerId, new()
        {
            Name = file.Name, Content = Encoding.UTF8.GetBytes(file.Text), Map = map with { Encoding = "utf-8" }, SkipBadRows = file.SkipBadRows, AcceptImplausible = file.AcceptImplausible, By = file.By,
        }, cancel);
        string outcome = answer.Outcome switch { ImportOutcome.Imported => "imported", ImportOutcome.AlreadyImported => "already-imported", ImportOutcome.Held => "held", ImportOutcome.Faulty => "faulty" };
        return new(outcome, answer.FeedId, answer.Reading.Rows, answer.Reading.SoundRows, Problems(answer.Faults, "csv"), answer.Reading.Assumed, answer.WouldChange);
    }

    static ImmutableArray<Problem> Problems(ImmutableArray<ImportFault> faults, string what) =>
        [.. faults.Select(f => new Problem(f.Line > 0 ? $"{what}, line {f.Line}, {f.Column}" : $"{what}, {f.Column}", f.What, f.Cure))];
}
