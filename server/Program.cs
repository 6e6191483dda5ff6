using System.CommandLine;
using Collections.Server;

RootCommand root = new("Collections chases overdue invoices, and can explain every message it sent and every one it did not.")
{
    Shared.Data, Shared.At, Shared.Json, Shared.Ledger, Shared.By,
    ServeCommand.Build(), LedgerCommands.Build(), RunCommand.Build(), PolicyCommands.Build(),
};
foreach (Command command in AccountCommands.Build().Concat(ActCommands.Build()).Concat(ChaseCommands.Build()).Concat(ProofCommands.Build()).Concat(AccessCommands.Build()).Concat(ImportCommand.Build()).Concat(StandingCommands.Build())) root.Add(command);
root.SetAction(ServeCommand.ServeAsync);
return await root.Parse(args).InvokeAsync();
