using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>standing, approve, refuse, appeal, gate: who may have credit, and whether an order ships.</summary>
internal static class StandingCommands
{
    static readonly Option<string> Reason = new("--reason") { Description = "Why", Required = true };
    static readonly Option<bool> Approver = new("--approver") { Description = "The person in --by has the approver's right" };

    public static IEnumerable<Command> Build() => [Standing(), Approve(), Refuse(), Appeal(), Gate()];

    static Command Standing()
    {
        Argument<string?> account = new("account") { Description = "The customer's number; none with --list", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> list = new("--list") { Description = "Every account whose standing is not good" };
        Option<string?> propose = new("--propose") { Description = "Propose blacklisting for conduct: the written account" };
        Option<string[]> evidence = new("--evidence") { Description = "A piece of evidence, once for each", AllowMultipleArgumentsPerToken = true };
        Option<string?> review = new("--review") { Description = "keep, rehabilitate or lift" }, why = new("--reason") { Description = "Why" };
        return AccountCommands.Make("standing", "The standing of an account, or with --list all that is flagged; --propose and --review act on it", async call =>
        {
            if (call.Get(list) || call.Get(account) is null) return await ListAsync(call);
            if (call.Get(propose) is { } words) return await call.PutAsync(call.Get(account)!, new ProposeBlacklisting(Me(call), words, [.. call.Get(evidence) ?? []]));
            if (call.Get(review) is { } outcome) return await call.PutAsync(call.Get(account)!, new ReviewStanding(Me(call), OutcomeOf(outcome), call.Get(why) ?? ""));
            StandingRecord record = (await call.AccountAsync(call.Get(account)!)).Account.Standing;
            return call.Print(record, () =>
            {
                call.Out.WriteLine($"{Code.Of(record.Standing)}{(record.SinceDate is { } since ? $" since {since:yyyy-MM-dd}" : "")}: {record.Reason}");
                foreach (string piece in record.Proposal?.Evidence ?? []) call.Out.WriteLine($"  {piece}");
                if (record.Proposal is { } proposal) call.Out.WriteLine($"proposed by {proposal.By} on {proposal.Date:yyyy-MM-dd}; approved by {proposal.ApprovedBy.Length} of {proposal.ApproversNeeded}");
            });
        }, account, list, propose, evidence, review, why, Approver);
    }

    static async Task<int> ListAsync(Invocation call)
    {
        List<AccountLine> all = [];
        foreach (Ledger ledger in await call.Folder.Stores.Ledgers.ListAsync(call.Cancel)) all.AddRange(await call.Folder.Stores.Accounts.FlaggedAsync(ledger.Id, call.Cancel));
        return call.Print(all.Select(a => new { a.LedgerId, a.Customer, a.Name, a.Standing, open = a.Open.Select(m => m.ToString()) }), () => Tables.Print(call.Out, ["ledger", "customer", "name", "standing", "open"],
            all.Select(a => new[] { a.LedgerId, a.Customer, a.Name, Code.Of(a.Standing), string.Join(", ", a.Open) })));
    }

    static ReviewOutcome OutcomeOf(string word) => Code.TryRead(word, out ReviewOutcome outcome) ? outcome : throw new BadInputException("--review", $"'{word}' is no outcome", "say keep, rehabilitate or lift");

    static Command Approve() => AccountCommands.Make("approve", "Approve a proposed blacklisting: never by who proposed it",
        async call => await call.PutAsync(call.Get(AccountCommands.Account), new ApproveBlacklisting(Me(call), (await call.AccountAsync(call.Get(AccountCommands.Account))).Account.Standing.Proposal?.AccountVersion ?? 0, call.Get(Reason)!)), AccountCommands.Account, Reason, Approver);

    static Command Refuse() => AccountCommands.Make("refuse", "Refuse a proposed blacklisting",
        async call => await call.PutAsync(call.Get(AccountCommands.Account), new RefuseBlacklisting(Me(call), (await call.AccountAsync(call.Get(AccountCommands.Account))).Account.Standing.Proposal?.AccountVersion ?? 0, call.Get(Reason)!)), AccountCommands.Account, Reason, Approver);

    static Command Appeal()
    {
        Option<string?> words = new("--words") { Description = "The customer's grounds" }, decide = new("--decide") { Description = "upheld or rejected" }, why = new("--reason") { Description = "Why, for a decision" };
        return AccountCommands.Make("appeal", "Record a customer's appeal, or decide it", call => call.Get(decide) switch
        {
            null => call.PutAsync(call.Get(AccountCommands.Account), new AppealStanding(call.Get(words) ?? "")),
            "upheld" or "rejected" => call.PutAsync(call.Get(AccountCommands.Account), new DecideAppeal(Me(call), call.Get(decide) == "upheld", call.Get(why) ?? "")),
            var other => throw new BadInputException("--decide", $"'{other}' is no decision", "say upheld or rejected"),
        }, AccountCommands.Account, words, decide, why, Approver);
    }

    static Command Gate()
    {
        Option<string> amount = new("--amount") { Description = "The order's amount with tax: 1200.00 or \"1200.00 GBP\"", Required = true };
        Option<string> order = new("--order") { Description = "The order's own number", DefaultValueFactory = _ => "" };
        Option<bool> prepaid = new("--prepaid") { Description = "The customer pays it in advance" };
        return AccountCommands.Make("gate", "May we ship? Allow, prepay, hold or refuse, with reasons and the smallest payment that releases", async call =>
        {
            StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
            Ledger ledger = (await call.Folder.Stores.Ledgers.FindAsync(stored.Account.LedgerId, call.Cancel))!;
            OrderRequest request = new(Invocation.Amount(call.Get(amount)!, ledger.Currency, "--amount"), call.Get(order)!, call.Get(prepaid));
            GateAnswer answer = (await new AskOrderGate(call.Folder.Desk).AskAsync(stored.Account.Id, request, call.By, call.Cancel))!;
            return call.Print(new
            {
                answer.Verdict, answer.WouldBe, answer.Reasons, release = answer.Release.Select(r => new { amount = r.Amount.ToString(), invoices = r.Invoices.Select(i => new { i.Invoice, amount = i.Amount.ToString() }), onAccount = r.OnAccount.ToString() }),
                answer.ReleasesTo, answer.Words, answer.HoldsUntil, answer.IsShadow, answer.Policy, answer.AsOf,
            }, () => Print(call.Out, answer));
        }, AccountCommands.Account, amount, order, prepaid);
    }

    static void Print(TextWriter to, GateAnswer answer)
    {
        to.WriteLine($"{Code.Of(answer.Verdict).ToUpperInvariant()}{(answer.IsShadow ? $" (shadow mode; it would be {Code.Of(answer.WouldBe)})" : "")}: {string.Join(", ", answer.Reasons.Select(Code.Of))}");
        foreach (ReleasingPayment payment in answer.Release) to.WriteLine($"  a payment of {payment.Amount} releases to {(answer.ReleasesTo is { } verdict ? Code.Of(verdict) : "")}: {string.Join(", ", payment.Invoices.Select(i => $"{i.Invoice} {i.Amount}"))}");
        to.WriteLine($"  say: {answer.Words}");
        to.WriteLine($"  holds until {answer.HoldsUntil.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}, policy {answer.Policy}");
    }

    static Actor Me(Invocation call) => new(call.By, call.Get(Approver));
}
