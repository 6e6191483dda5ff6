using System.CommandLine;
using Collections.Domain;
using Collections.Engine;
using Collections.Engine.Cases;

namespace Collections.Server;

/// <summary>cases, audit verify, doctor: what shows that the product does as it says.</summary>
internal static class ProofCommands
{
    public static IEnumerable<Command> Build() => [Cases(), Audit(), Doctor()];

    static Command Cases()
    {
        Argument<FileInfo> file = new("file") { Description = "Worked cases: an object with \"oracles\", or an array, of {id, inputs, expected}" };
        Command cases = new("cases", "Run worked cases through the functions the product uses; exit 1 on a difference") { file };
        cases.SetAction(parsed =>
        {
            FileInfo named = parsed.GetValue(file)!;
            if (!named.Exists) return Say(parsed, $"file: {named.Name} does not exist. Give the path of a JSON file with worked cases.");
            using FileStream stream = named.OpenRead();
            try
            {
                IReadOnlyList<CaseResult> results = WorkedCases.Run(stream);
                parsed.InvocationConfiguration.Output.Write(CaseReport.Of(results));
                return WorkedCases.ExitCode(results);
            }
            catch (FormatException unread)
            {
                return Say(parsed, $"file: {unread.Message}");
            }
        });
        return cases;
    }

    static int Say(ParseResult parsed, string words)
    {
        parsed.InvocationConfiguration.Error.WriteLine(words);
        return 2;
    }

    static Command Audit() => new("audit", "The append-only record of who did what") { AccountCommands.Make("verify", "Check every hash chain: each account's and each ledger's", VerifyAsync) };

    static async Task<int> VerifyAsync(Invocation call)
    {
        AuditFindings found = await new AuditCheck(call.Folder.Stores).RunAsync(call.Cancel);
        call.Print(found, () =>
        {
            call.Out.WriteLine($"{found.Accounts} accounts with {found.Commits} commits and {found.Entries} ledger entries: {(found.Broken.IsEmpty ? "every chain holds" : $"{found.Broken.Length} broken")}.");
            foreach (string words in found.Broken) call.Out.WriteLine(words);
        });
        return found.Broken.IsEmpty ? 0 : 1;
    }

    static Command Doctor() => AccountCommands.Make("doctor", "Check the data folder, the policies and every ledger; say what to mend", async call =>
    {
        DoctorFindings found = await new Doctor(call.Folder.Desk).RunAsync(call.Cancel);
        DoctorCheck[] checks = [new("database", OpenFolder.DatabaseOf(call.Folder.Path), true), .. found.Checks];
        call.Print(found with { Checks = [.. checks] }, () => Tables.Print(call.Out, ["what", "state"], checks.Select(c => new[] { c.What, c.State })));
        return found.Well ? 0 : 1;
    });
}
