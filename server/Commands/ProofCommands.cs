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
        long commits = 0, entries = 0, accounts = 0;
        List<string> broken = [];
        foreach (Ledger ledger in await call.Folder.Stores.Ledgers.ListAsync(call.Cancel))
        {
            entries += await TrailAsync(call, ledger.Id, broken);
            await foreach (AccountLine line in EveryAccountAsync(call, ledger.Id))
            {
                accounts++;
                commits += await ChainAsync(call, line, broken);
            }
        }
        entries += await TrailAsync(call, "", broken);
        call.Print(new { accounts, commits, entries, broken }, () =>
        {
            call.Out.WriteLine($"{accounts} accounts with {commits} commits and {entries} ledger entries: {(broken.Count == 0 ? "every chain holds" : $"{broken.Count} broken")}.");
            foreach (string words in broken) call.Out.WriteLine(words);
        });
        return broken.Count == 0 ? 0 : 1;
    }

    static async Task<long> ChainAsync(Invocation call, AccountLine line, List<string> broken)
    {
        long count = 0;
        string hash = "";
        Account? fold = null;
        try
        {
            await foreach (StoredCommit commit in call.Folder.Stores.Accounts.HistoryAsync(line.Id, call.Cancel))
            {
                if (commit.PreviousHash != hash) broken.Add($"{line.LedgerId}/{line.Customer}: commit {commit.Version} does not follow the one before");
                hash = commit.Hash;
                fold = (fold ?? Account.New(line.LedgerId, line.Customer)).Apply(commit.Events);
                count++;
            }
            StoredAccount? stored = await call.Folder.Stores.Accounts.LoadAsync(line.Id, call.Cancel);
            if (stored is null || fold is null || stored.Hash != hash || !AccountSnapshot.Head(fold).AsSpan().SequenceEqual(AccountSnapshot.Head(stored.Account)))
                broken.Add($"{line.LedgerId}/{line.Customer}: the stored state is not the fold of its events");
        }
        catch (StoreDamagedException damage)
        {
            broken.Add(damage.Message);
        }
        return count;
    }

    static async Task<long> TrailAsync(Invocation call, string ledgerId, List<string> broken)
    {
        long count = 0;
        string hash = "";
        try
        {
            await foreach (StoredAudit entry in call.Folder.Stores.Ledgers.AuditTrailAsync(ledgerId, call.Cancel))
            {
                if (entry.PreviousHash != hash) broken.Add($"ledger '{ledgerId}': entry {entry.Number} does not follow the one before");
                hash = entry.Hash;
                count++;
            }
        }
        catch (StoreDamagedException damage)
        {
            broken.Add(damage.Message);
        }
        return count;
    }

    internal static async IAsyncEnumerable<AccountLine> EveryAccountAsync(Invocation call, string ledgerId)
    {
        string? after = null;
        while (true)
        {
            IReadOnlyList<AccountLine> page = await call.Folder.Stores.Accounts.ListAsync(ledgerId, new(AfterCustomer: after, Most: 500), call.Cancel);
            foreach (AccountLine line in page) yield return line;
            if (page.Count < 500) yield break;
            after = page[^1].Customer;
        }
    }

    static Command Doctor() => AccountCommands.Make("doctor", "Check the data folder, the policies and every ledger; say what to mend", async call =>
    {
        List<(string What, string State)> lines = [("database", OpenFolder.DatabaseOf(call.Folder.Path))];
        lines.AddRange(call.Folder.Book.Faults.Select(f => ($"policy {f.Where}", $"{f.What}. {f.Cure}")));
        lines.AddRange(call.Folder.Book.All.Select(p => ($"policy {p.Rules.Pack}", p.Rules.Label)));
        bool well = call.Folder.Book.Faults.IsEmpty;
        foreach (Ledger ledger in await call.Folder.Stores.Ledgers.ListAsync(call.Cancel))
        {
            FeedRecord? fed = (await call.Folder.Stores.Ledgers.FeedsAsync(ledger.Id, 1, call.Cancel)).FirstOrDefault();
            bool packed = call.Folder.Book.Current(ledger.Pack) is not null;
            well &= packed;
            lines.Add(($"ledger {ledger.Id}", packed ? $"last fed {(fed is null ? "never: nothing is sent until an import" : $"{fed.At:yyyy-MM-dd HH:mm} UTC")}, next run {ledger.NextRunAfter(call.Now):yyyy-MM-dd HH:mm zzz}" : $"its policy '{ledger.Pack}' is not found"));
        }
        if ((await call.Folder.Stores.Ledgers.SafeModeAsync(call.Cancel)).Any(s => s.To is null)) lines.Add(("safe mode", "on: nothing is sent"));
        call.Print(new { well, checks = lines.Select(l => new { l.What, l.State }) }, () => Tables.Print(call.Out, ["what", "state"], lines.Select(l => new[] { l.What, l.State })));
        return well ? 0 : 1;
    });
}
