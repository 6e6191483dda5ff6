using System.CommandLine;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>export: rows that leave the product, each time written to the audit.</summary>
internal static class ExportCommand
{
    static readonly Argument<string> What = new("what") { Description = string.Join(", ", Code.All<ExportKind>()) };
    static readonly Option<FileInfo?> To = new("--out") { Description = "The file; printed without it" };

    public static Command Build() => AccountCommands.Make("export", "Export a ledger's accounts, invoices, messages, explanation or audit as CSV, or with --json as JSON; each export is audited", async call =>
    {
        if (!Code.TryRead(call.Get(What), out ExportKind what)) throw new BadInputException("what", $"'{call.Get(What)}' is nothing to export", $"one of: {string.Join(", ", Code.All<ExportKind>())}");
        Ledger ledger = await call.LedgerAsync();
        ExportedTable table = await new Exports(call.Folder.Desk).MakeAsync(ledger.Id, what, (call.By, call.Json ? "json" : "csv"), call.Cancel);
        string text = call.Json ? System.Text.Encoding.UTF8.GetString(table.ToJson()) : table.ToCsv();
        if (call.Get(To) is not { } file)
        {
            call.Out.Write(text);
            return 0;
        }
        await File.WriteAllTextAsync(file.FullName, text, call.Cancel);
        return call.Print(new { file = file.FullName, rows = table.Rows.Count }, () => call.Out.WriteLine($"{table.Rows.Count} rows written to {file.FullName}."));
    }, What, To);
}
