using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>case, decide, complaint, review, deputies: what is done with what customers ask for.</summary>
internal static class CaseCommands
{
    /// <summary>Whose limits hold for the person in --by.</summary>
    public static readonly Option<string> Role = new("--role") { Description = "The right of the person in --by: controller, approver, admin", DefaultValueFactory = _ => "controller" };
    static readonly Argument<string> Id = new("case") { Description = "The case's id: C4" };
    static readonly Option<string> Reason = new("--reason") { Description = "Why, in words that reach the customer", DefaultValueFactory = _ => "" };

    public static IEnumerable<Command> Build() => [Case(), Decide(), Complaint(), Review(), DeputiesOf()];

    public static Actor Me(Invocation call) => call.Get(Role) switch
    {
        "controller" => new(call.By, false) { Role = Engine.Role.Controller },
        "approver" => new(call.By, true) { Role = Engine.Role.Approver },
        "admin" => new(call.By, true) { Role = Engine.Role.Admin },
        var other => throw new BadInputException("--role", $"'{other}' decides nothing", "say controller, approver or admin"),
    };

    static Command Case()
    {
        Command group = new("case", "Requests, disputes, complaints: the queue, one case, and what is done with it");
        group.Add(Queue());
        group.Add(AccountCommands.Make("show", "One case: its assessment, what was asked and offered, its history", ShowAsync, AccountCommands.Account, Id));
        group.Add(AccountCommands.Make("report", "The last year's requests: exceptions by rule, outcomes by difficulty, and what other limits would have done", ReportAsync));
        group.Add(AccountCommands.Make("accept", "Write down the customer's yes to our offer", call => Put(call, new AcceptOffer(Me(call), call.Get(Id))), AccountCommands.Account, Id, Role));
        group.Add(AccountCommands.Make("withdraw", "Take a case back for the customer", call => Put(call, new WithdrawCase(Me(call), call.Get(Id), call.Get(Reason)!)), AccountCommands.Account, Id, Reason, Role));
        group.Add(Offer());
        group.Add(Settle());
        group.Add(Take());
        group.Add(Prolong());
        return group;
    }

    static Task<int> Put(Invocation call, Input input) => call.PutAsync(call.Get(AccountCommands.Account), input);

    static Command Queue() => AccountCommands.Make("list", "Cases that wait for us, those due first, then by the money at stake", async call =>
    {
        IReadOnlyList<QueuedCase> queue = await new CaseDesk(call.Folder.Desk).QueueAsync(call.Get(Shared.Ledger), call.Cancel);
        return call.Print(queue.Select(q => new { q.Customer, q.Name, q.LedgerId, q.Case.Id, q.Case.Kind, q.Case.Level, q.Case.Owner, q.Case.DueAt, atStake = q.Case.AtStake.Select(m => m.ToString()), about = CaseWords.Of(q.Case) }),
            () => Tables.Print(call.Out, ["customer", "name", "case", "kind", "due", "level", "owner", "at stake", "about"], queue.Select(q => new[]
            {
                q.Customer, q.Name, q.Case.Id, Code.Of(q.Case.Kind), At(q.Case.DueAt), q.Case.Level.ToString(CultureInfo.InvariantCulture), q.Case.Owner, string.Join(", ", q.Case.AtStake), CaseWords.Of(q.Case),
            })));
    });

    static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    static async Task<int> ShowAsync(Invocation call)
    {
        Account account = (await call.AccountAsync(call.Get(AccountCommands.Account))).Account;
        Case one = account.CaseOf(call.Get(Id)) ?? throw new BadInputException("case", $"there is no case {call.Get(Id)}", $"the account has: {string.Join(", ", account.Cases.Select(c => c.Id))}");
        return call.Print(one, () =>
        {
            call.Out.WriteLine($"{one.Id} {Code.Of(one.Kind)}, {Code.Of(one.State)}, level {one.Level}{(one.Owner.Length > 0 ? $", with {one.Owner}" : "")}{(one.AnswerBy is { } by ? $", an answer is promised by {At(by)} UTC" : "")}");
            foreach (CaseRound round in one.Rounds) call.Out.WriteLine($"  {round.Date:yyyy-MM-dd} {round.By} {(round.ByCustomer ? "asks for" : "offers")} {CaseWords.Of(round.Terms)}");
            foreach (string fact in one.Facts) call.Out.WriteLine($"  {fact}");
            if (one.Review is { } review) call.Out.WriteLine($"  draft: {review.Draft}");
            foreach (CaseStep step in one.History) call.Out.WriteLine($"  {At(step.At)} {step.By} {step.Step}: {step.Words}");
            if (one.FollowUp is { } look) call.Out.WriteLine($"  looked at on {look.DueDate:yyyy-MM-dd}: {(look.Outcome is { } came ? $"{Code.Of(came)}, {look.Words}" : "not yet")}");
        });
    }

    static async Task<int> ReportAsync(Invocation call)
    {
        RequestReport report = await new CaseDesk(call.Folder.Desk).ReportAsync((await call.LedgerAsync()).Id, call.Cancel);
        return call.Print(report, () => ReportPrint.Write(call.Out, report));
    }

    static Command Offer() => AccountCommands.Make("offer", "Offer other terms until a day; with --for-customer write down what else the customer asks for", async call =>
    {
        StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
        Currency currency = (await call.Folder.Stores.Ledgers.FindAsync(stored.Account.LedgerId, call.Cancel))!.Currency;
        return await Put(call, new CounterTerms(Me(call), call.Get(Id), RequestCommands.TermsOf(call, currency), call.Get(Reason)!, call.Get(ForCustomer)));
    }, [AccountCommands.Account, Id, .. RequestCommands.OfTerms, Reason, ForCustomer, Role]);

    static readonly Option<bool> ForCustomer = new("--for-customer") { Description = "The customer asks for it" };

    static Command Settle()
    {
        Option<string> outcome = new("--outcome") { Description = $"Dispute: {string.Join(", ", CloseDispute.Outcomes)}; complaint, review: {SettleCase.Answered}", Required = true };
        Option<string?> amount = new("--amount") { Description = "Partly credited: how much" };
        return AccountCommands.Make("settle", "Answer a dispute, a complaint or a review", async call =>
        {
            StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
            Currency currency = (await call.Folder.Stores.Ledgers.FindAsync(stored.Account.LedgerId, call.Cancel))!.Currency;
            return await Put(call, new SettleCase(Me(call), call.Get(Id), call.Get(outcome)!, call.Get(Reason)!, call.Get(amount) is { } text ? Invocation.Amount(text, currency, "--amount") : null));
        }, AccountCommands.Account, Id, outcome, amount, Reason, Role);
    }

    static Command Take()
    {
        Option<string?> to = new("--to") { Description = "Who has it from now on; the person in --by without it" };
        return AccountCommands.Make("take", "Take a case, or give it to somebody", call => Put(call, new TakeCase(Me(call), call.Get(Id), call.Get(to))), AccountCommands.Account, Id, to, Role);
    }

    static Command Prolong()
    {
        Option<string> until = new("--until") { Description = "Last day without reminders for it", Required = true };
        return AccountCommands.Make("prolong", "Let a case rest the chase for longer", call => Put(call, new ProlongCase(Me(call), call.Get(Id), Invocation.Date(call.Get(until)!, "--until"), call.Get(Reason)!)), AccountCommands.Account, Id, until, Reason, Role);
    }

    static Command Decide()
    {
        Argument<string> verdict = new("verdict") { Description = "grant or refuse" };
        return AccountCommands.Make("decide", "Grant or refuse what a request last asked: within your limits, never what you have put forward", call => call.Get(verdict) is "grant" or "refuse"
            ? Put(call, new DecideCase(Me(call), call.Get(Id), call.Get(verdict) == "grant", call.Get(Reason)!))
            : throw new BadInputException("verdict", $"'{call.Get(verdict)}' is no decision", "say grant or refuse"), AccountCommands.Account, Id, verdict, Reason, Role);
    }

    static Command Complaint()
    {
        Option<string> words = new("--words") { Description = "In the customer's words", Required = true }, via = new("--via") { Description = string.Join(", ", OpenRequest.Ways), DefaultValueFactory = _ => "staff" };
        Option<string?> contact = new("--contact") { Description = "The contact who complains and is answered" };
        return AccountCommands.Make("complaint", "Record a complaint: reminders rest, an answer is promised", call => Put(call, new OpenComplaint(Me(call), call.Get(via)!, call.Get(words)!, call.Get(contact))), AccountCommands.Account, words, via, contact, Role);
    }

    static Command Review()
    {
        Option<string> where = new("--where") { Description = "The site", Required = true }, words = new("--words") { Description = "What it says", DefaultValueFactory = _ => "" };
        Option<int> rating = new("--rating") { Description = "Stars, 1 to 5", Required = true };
        Option<string?> link = new("--link") { Description = "Its https page" };
        return AccountCommands.Make("review", "Record a public review: an answer is drafted, a good one is thanked", call => Put(call, new OpenReview(Me(call), call.Get(where)!, call.Get(rating), call.Get(link), call.Get(words)!)), AccountCommands.Account, where, rating, link, words, Role);
    }

    static Command DeputiesOf()
    {
        Option<string?> owner = new("--owner") { Description = "Who has new cases; as before without it" };
        Option<string[]> lend = new("--lend") { Description = "FROM=TO=ROLE=FIRST-DAY=LAST-DAY, once for each; replaces those before", AllowMultipleArgumentsPerToken = true };
        return AccountCommands.Make("deputies", "Who has new cases, and who decides for whom while somebody is away", async call =>
        {
            Ledger ledger = await call.LedgerAsync();
            Delegation[] lent = [.. (call.Get(lend) ?? []).Select(Lent)];
            Problem[] problems = [.. Deputies.Problems(lent)];
            if (problems.Length > 0) throw new BadInputException(problems);
            Ledger saved = ledger with { CaseOwner = call.Get(owner) ?? ledger.CaseOwner, Delegations = call.Get(lend) is { Length: > 0 } ? [.. lent] : ledger.Delegations };
            if (saved != ledger) await call.Folder.Stores.Ledgers.SaveAsync(saved, call.Now, call.By, call.Cancel);
            return call.Print(new { owner = saved.CaseOwner, delegations = saved.Delegations }, () =>
            {
                call.Out.WriteLine($"New cases go to {(saved.CaseOwner.Length > 0 ? saved.CaseOwner : "whoever takes them")}.");
                foreach (Delegation d in saved.Delegations) call.Out.WriteLine($"  {d.To} decides for {d.From} as {Code.Of(d.Role)} from {d.FromDate:yyyy-MM-dd} to {d.UntilDate:yyyy-MM-dd}");
            });
        }, owner, lend);
    }

    static Delegation Lent(string text) => text.Split('=') is [var from, var to, var role, var first, var last] && Code.TryRead(role, out DecisionRole right)
        ? new(from, to, right, Invocation.Date(first, "--lend"), Invocation.Date(last, "--lend"))
        : throw new BadInputException("--lend", $"'{text}' is no lent right", "write it as ben=ann=approver=2026-03-02=2026-03-13");
}
