using Collections.Engine;

namespace Collections.Server;

public sealed class WatchedFolderTests
{
    [Fact]
    public async Task A_file_is_imported_once_and_leaves_a_report_and_one_that_is_wrong_changes_nothing()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-11-20");
        string map = File.ReadAllText(MapOfTheDocs()), rows = File.ReadAllText(Path.Combine(Path.GetDirectoryName(MapOfTheDocs())!, "..", "invoices.csv"));
        cli.File("data/inbox/uk/map.json", map);
        cli.File("data/inbox/uk/a.csv", rows);
        cli.File("data/inbox/uk/b.csv", rows);
        cli.File("data/inbox/uk/c.csv", rows.Replace("2026-", "nonsense-", StringComparison.Ordinal));
        cli.File("data/inbox/nowhere/d.csv", rows);
        await using OpenFolder folder = await OpenFolder.OpenAsync(cli.Data, new HandClock(new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)), default);
        int taken = await folder.Files.RunAsync(default), again = await folder.Files.RunAsync(default);
        string[] done = [.. Directory.GetFiles(Path.Combine(cli.Data, "inbox/uk/done"), "*.txt").Order().Select(File.ReadAllText)];
        string failed = File.ReadAllText(Directory.GetFiles(Path.Combine(cli.Data, "inbox/uk/failed"), "*.txt").Single());

        Assert.Equal((3, 0), (taken, again));
        Assert.Contains("Imported 4 of 4 rows", done[0], StringComparison.Ordinal);
        Assert.Contains("imported before", done[1], StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", failed, StringComparison.Ordinal);
        Assert.Equal(3, (await folder.Stores.Accounts.ListAsync("uk", new(), default)).Count);
        Assert.Equal(["d.csv"], Directory.GetFiles(Path.Combine(cli.Data, "inbox/nowhere")).Select(Path.GetFileName));
    }

    static string MapOfTheDocs()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); ; at = at!.Parent)
            if (File.Exists(Path.Combine(at!.FullName, "docs/examples/maps/invoices.json"))) return Path.Combine(at.FullName, "docs/examples/maps/invoices.json");
    }
}
