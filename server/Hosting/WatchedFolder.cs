using Collections.Accounting;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>Imports what is dropped into inbox/LEDGER/ of the data folder: each CSV file once, by the map beside it (NAME.map.json, else map.json), then moved to done/ or failed/ with a
/// report beside it. A file that somebody still writes to waits for the next look.</summary>
internal sealed class WatchedFolder(string data, AccountDesk desk, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        string root = Path.Combine(data, "inbox");
        if (!Directory.Exists(root)) return 0;
        int taken = 0;
        foreach (Ledger ledger in await desk.Stores.Ledgers.ListAsync(cancel))
        {
            string folder = Path.Combine(root, ledger.Id);
            if (!Directory.Exists(folder)) continue;
            foreach (string file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToArray())
            {
                if (Whole(file) is not { } content) continue;
                (bool done, string report) = await ImportAsync(ledger.Id, file, content, cancel);
                string to = Directory.CreateDirectory(Path.Combine(folder, done ? "done" : "failed")).FullName, name = $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{Path.GetFileName(file)}";
                await File.WriteAllTextAsync(Path.Combine(to, name + ".report.txt"), report, cancel);
                File.Move(file, Path.Combine(to, name), overwrite: true);
                taken++;
            }
        }
        return taken;
    }

    // Who still writes holds the file, or will be back: what cannot be had alone is left.
    static byte[]? Whole(string file)
    {
        try
        {
            using FileStream alone = new(file, FileMode.Open, FileAccess.Read, FileShare.None);
            byte[] content = new byte[alone.Length];
            alone.ReadExactly(content);
            return content;
        }
        catch (IOException)
        {
            return null;
        }
    }

    async Task<(bool Done, string Report)> ImportAsync(string ledgerId, string file, byte[] content, CancellationToken cancel)
    {
        string own = Path.ChangeExtension(file, ".map.json"), map = File.Exists(own) ? own : Path.Combine(Path.GetDirectoryName(file)!, "map.json");
        if (!File.Exists(map)) return (false, $"There is no map: put {Path.GetFileName(own)} or map.json beside the file (see docs/import.md).\n");
        (ColumnMap? columns, var faults) = MapReader.Read(await File.ReadAllTextAsync(map, cancel));
        if (columns is null) return (false, string.Concat(faults.Select(f => $"{Path.GetFileName(map)}, {f.Column}: {f.What}; {f.Cure}\n")));
        try
        {
            ImportAnswer answer = await new ImportFile(desk, clock).RunAsync(ledgerId, new() { Name = Path.GetFileName(file), Content = content, Map = columns, By = "inbox folder" }, cancel);
            string words = answer.Outcome switch
            {
                ImportOutcome.Imported => $"Imported {answer.Reading.SoundRows} of {answer.Reading.Rows} rows.\n",
                ImportOutcome.AlreadyImported => "Nothing to do: this very file was imported before.\n",
                ImportOutcome.Held => $"HELD for a person: it would turn over {answer.WouldChange.Length} invoices at once. Look at them, and let the feed pass in the console, then drop the file again.\n",
                _ => "Nothing was imported.\n",
            };
            return (answer.Outcome is ImportOutcome.Imported or ImportOutcome.AlreadyImported, words + string.Concat(answer.Faults.Select(f => f + "\n")) + string.Concat(answer.WouldChange.Select(line => $"  {line}\n")));
        }
        catch (ImportInterruptedException changed)
        {
            return (false, changed.Message + "\n");
        }
    }
}
