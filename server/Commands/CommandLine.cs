using System.CommandLine;

namespace Collections.Server;

/// <summary>Every command of the product. Without one the server starts.</summary>
internal static class CommandLine
{
    public static RootCommand Build()
    {
        RootCommand root = new("Collections chases overdue invoices, and can explain every message it sent and every one it did not.")
        {
            Shared.Data, Shared.At, Shared.Json, Shared.Ledger, Shared.By,
            ServeCommand.Build(), LedgerCommands.Build(), FeedCommands.Build(), RunCommand.Build(), PolicyCommands.Build(), ExportCommand.Build(),
        };
        foreach (Command command in (IEnumerable<Command>)[
            .. ImportCommand.Build(), .. AccountCommands.Build(), .. ActCommands.Build(), RequestCommands.Build(), SourceCommands.Build(), .. CaseCommands.Build(), .. ChaseCommands.Build(), .. StandingCommands.Build(), .. ProofCommands.Build(), .. AccessCommands.Build(), PortalCommands.Build()]) root.Add(command);
        foreach (Option option in ServeCommand.Options) root.Add(option);
        root.SetAction(ServeCommand.ServeAsync);
        return root;
    }
}
