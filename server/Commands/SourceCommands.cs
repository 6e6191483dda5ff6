using System.CommandLine;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>reconcile: a connected ledger held against its source.</summary>
internal static class SourceCommands
{
    public static Command Build() => AccountCommands.Make("reconcile", "What the accounting software says of each invoice, what the ledger says, and why they differ; changes nothing", async call =>
    {
        Ledger ledger = await call.LedgerAsync();
        Comparison found = await call.Folder.Compare.RunAsync(ledger.Id, call.Cancel);
        if (found.Failure is { } failure) throw new BadInputException("ledger", failure, "see Connections in the console");
        call.Print(found, () =>
        {
            call.Out.WriteLine(found.Differences.IsEmpty ? $"{found.Invoices} invoices at the source: ledger {ledger.Id} says the same of each." : $"{found.Invoices} invoices at the source: {found.Differences.Length} differ in ledger {ledger.Id}.");
            foreach (SourceDifference d in found.Differences) call.Out.WriteLine($"  {d.Customer} {d.Invoice}: {d.Source} open there, {d.Ledger} here; {d.Cause}");
        });
        return found.Differences.IsEmpty ? 0 : 1;
    });
}
