using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>What a person can do on an account, each a form: read the fields, put the input, and go back to the account with what it did or what stands in the way.</summary>
internal static class AccountForms
{
    public static void Map(RouteGroupBuilder account)
    {
        Form(account, "promise", Duty.Work, (f, a, _) => new MakePromise(f.Money("amount", f.Needed("currency", 3)), f.Date("date"), f.Many("invoices"), "staff"));
        Form(account, "promise-withdraw", Duty.Work, (f, a, _) => new WithdrawPromise(f.Needed("promise"), f.Needed("reason")));
        Form(account, "extend", Duty.Work, (f, a, by) => new Agree(new Agreement.Extension(f.Needed("invoice"), f.Date("until")), f.Needed("reason"), by.May(Duty.Approve)));
        Form(account, "plan", Duty.Work, (f, a, by) => new Agree(new Agreement.Instalments(f.Many("invoices"), Parts(f)), f.Needed("reason"), by.May(Duty.Approve)));
        Form(account, "waive", Duty.Work, (f, a, by) => new Agree(new Agreement.Waiver(f.Needed("invoice"), Part(f, a, f.Needed("invoice"))), f.Needed("reason"), by.May(Duty.Approve)));
        Form(account, "write-off", Duty.Work, (f, a, by) => new Agree(new Agreement.Waiver(f.Needed("invoice"), Part(f, a, f.Needed("invoice")), AsLoss: true), f.Needed("reason"), by.May(Duty.Approve)));
        Form(account, "discount", Duty.Work, (f, a, by) => new Agree(new Agreement.Settlement(f.Needed("invoice"), Part(f, a, f.Needed("invoice")), f.Date("until")), f.Needed("reason"), by.May(Duty.Approve)));
        Form(account, "payment", Duty.Work, (f, a, _) => Received(f, a));
        Form(account, "payment-reverse", Duty.Work, (f, a, _) => new ReversePayment(f.Needed("payment")));
        Form(account, "reply", Duty.Work, (f, a, _) => new RecordReply(Channel.Email, f.Needed("words", 4000), f.Flag("automatic")));
        Form(account, "contact", Duty.Work, (f, a, _) => new DescribeCustomer(new(), [Contact(f)]));
        Form(account, "contact-remove", Duty.Work, (f, a, _) => new RemoveContact(f.Needed("contact")));
        Form(account, "dispute", Duty.Work, (f, a, by) => new OpenDispute(f.Needed("invoice"), f.Needed("code"), f.Text("words", 2000), f.Has("amount") ? Part(f, a, f.Needed("invoice")) : null) { By = by.Actor });
        Form(account, "dispute-close", Duty.Work, (f, a, by) => new CloseDispute(f.Needed("dispute"), f.Needed("outcome"), f.Needed("reason")) { By = by.Actor });
        Form(account, "block", Duty.Work, (f, a, _) => new BlockReminders(f.Has("invoice") ? f.Text("invoice") : null, f.Needed("reason"), f.Date("until")));
        Form(account, "block-lift", Duty.Work, (f, a, _) => new LiftBlock(f.Needed("block")));
        Form(account, "hold", Duty.Work, (f, a, by) => new HoldOrders(f.Needed("reason"), f.DateOrNone("review"), by.Name));
        Form(account, "hold-release", Duty.Work, (f, a, _) => new ReleaseOrders(f.Needed("reason")));
        Form(account, "flag", Duty.Work, (f, a, _) => new FlagAccount(f.Needed("reason"), f.Flag("insolvency"), f.Flag("vulnerability"), f.DateOrNone("complaint"), f.Text("exclude")));
        Form(account, "waive-level", Duty.Approve, (f, a, _) => new WaiveLevel(f.Needed("reason")));
        Form(account, "task", Duty.Work, (f, a, _) => new CloseTask(f.Needed("task"), f.Needed("how")));
        Form(account, "propose", Duty.Work, (f, a, by) => new ProposeBlacklisting(by.Actor, f.Needed("account", 4000), Lines(f, "evidence")));
        Form(account, "approve", Duty.Approve, (f, a, by) => new ApproveBlacklisting(by.Actor, f.Whole("version"), f.Needed("reason")));
        Form(account, "refuse", Duty.Approve, (f, a, by) => new RefuseBlacklisting(by.Actor, f.Whole("version"), f.Needed("reason")));
        Form(account, "renew", Duty.Work, (f, a, by) => new RenewEvidence(by.Actor));
        Form(account, "appeal", Duty.Work, (f, a, _) => new AppealStanding(f.Needed("words", 4000)));
        Form(account, "appeal-decide", Duty.Approve, (f, a, by) => new DecideAppeal(by.Actor, f.Flag("upheld"), f.Needed("reason")));
        Form(account, "review", Duty.Approve, (f, a, by) => new ReviewStanding(by.Actor, Outcome(f), f.Needed("reason")));
        account.MapPost("/escalate", EscalateAsync).Asks(Duty.Work);
        account.MapPost("/opt-out", (HttpContext h, string ledger, string account, AccountActs acts, OptOutDesk desk) => OptAsync(h, (ledger, account), acts, desk, isOut: true)).Asks(Duty.Work);
        account.MapPost("/opt-in", (HttpContext h, string ledger, string account, AccountActs acts, OptOutDesk desk) => OptAsync(h, (ledger, account), acts, desk, isOut: false)).Asks(Duty.Work);
    }

    static void Form(RouteGroupBuilder account, string act, Duty duty, Func<FormFields, Account, Caller, Input> read) =>
        account.MapPost("/" + act, async (HttpContext http, string ledger, string account, AccountActs acts) => await acts.PutAsync(http, ledger, account, read)).Asks(duty);

    static async Task<IResult> EscalateAsync(HttpContext http, string ledger, string account, AccountActs acts, EscalationPreview previews)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        if (!fields.Flag("preview")) return await acts.PutAsync(http, ledger, account, (f, _, _) => new Escalate(f.Needed("reason")));
        if (await acts.FindAsync(ledger, account, http.RequestAborted) is not { } found) return Notices.NotFound;
        PreviewedEscalation preview = await previews.OfAsync(found.Account.Id, fields.Needed("reason"), http.RequestAborted);
        return await acts.ShowAsync(http, ledger, account, [.. fields.Problems, .. preview.Problems], preview.Text);
    }

    static async Task<IResult> OptAsync(HttpContext http, (string Ledger, string Account) at, AccountActs acts, OptOutDesk desk, bool isOut)
    {
        if (await acts.FindAsync(at.Ledger, at.Account, http.RequestAborted) is not { } found) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        string address = fields.Needed("address");
        if (!AccountLines.Addresses(found.Account).Contains(address)) fields.Fault("address", "no contact of the account has it", "choose one of the list");
        if (!fields.Problems.IsEmpty) return await acts.ShowAsync(http, at.Ledger, at.Account, fields.Problems);
        await desk.RecordAsync(found.Account, address, isOut, Caller.Of(http).Name, http.RequestAborted);
        return acts.Back(http, at.Ledger, at.Account, isOut ? "opt-out" : "opt-in");
    }

    /// <summary>The roles a contact may have.</summary>
    internal static readonly ImmutableArray<string> ContactRoles = ["accounts-payable", "owner", "escalation"];

    static Contact Contact(FormFields f)
    {
        string role = f.Needed("role", 40);
        if (!ContactRoles.Contains(role)) f.Fault("role", "it is no role of a contact", $"one of: {string.Join(", ", ContactRoles)}");
        return new()
        {
            Id = f.Needed("id", 100), Name = f.Text("name", 200), Role = role, Email = Given(f, "email", 254), Mobile = Given(f, "mobile", 30),
            Language = Given(f, "language", 10), Zone = Given(f, "zone", 60), HolidayArea = Given(f, "holidays", 10),
        };
    }

    static string? Given(FormFields f, string name, int most) => f.Text(name, most) is { Length: > 0 } text ? text : null;

    // What names an invoice goes to it up to its balance; the rest stays unapplied.
    static Input Received(FormFields f, Account account)
    {
        Money amount = f.Money("amount", f.Needed("currency", 3));
        string id = f.Needed("id", 200);
        DateOnly date = f.Date("date");
        ImmutableArray<Allocation> allocations = [];
        if (f.Has("invoice"))
        {
            if (account.Invoice(f.Text("invoice")) is not { } invoice) f.Fault("invoice", "it is not known here", "choose one of the account's");
            else if (invoice.Amount.Currency != amount.Currency) f.Fault("invoice", $"it is in {invoice.Amount.Currency}", "choose one of the payment's currency, or none");
            else allocations = [new(invoice.Number, Money.Min(amount, invoice.Balance))];
        }
        return f.Text("kind") == "credit-note"
            ? new RecordCreditNote(new() { Number = id, Amount = amount, ValueDate = date, Allocations = allocations })
            : new RecordPayment(new() { Id = id, Amount = amount, ValueDate = date, Allocations = allocations });
    }

    static ImmutableArray<string> Lines(FormFields fields, string name) => [.. fields.Needed(name, 4000).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    static ReviewOutcome Outcome(FormFields fields)
    {
        if (!Code.TryRead(fields.Needed("outcome"), out ReviewOutcome outcome)) fields.Fault("outcome", "it is no outcome", $"one of: {string.Join(", ", Code.All<ReviewOutcome>())}");
        return outcome;
    }

    static Money Part(FormFields fields, Account account, string invoice)
    {
        if (account.Invoice(invoice) is { } known) return fields.Money("amount", known.Amount.Currency.Code);
        fields.Fault("invoice", $"invoice {Show.Text(invoice)} is not known here", "choose one of the account's");
        return default;
    }

    internal static ImmutableArray<Instalment> Parts(FormFields fields)
    {
        ImmutableArray<Instalment>.Builder parts = ImmutableArray.CreateBuilder<Instalment>();
        foreach (string line in fields.Needed("parts", 2000).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 3 && WrittenDate.TryRead(words[0], out DateOnly day) && Currency.TryOf(words[2], out Currency currency) && Money.TryParse(words[1], currency, out Money amount))
                parts.Add(new(day, amount));
            else fields.Fault("parts", $"'{Show.Text(line)}' is no instalment", "write each line as 2026-12-01 250.00 GBP");
        }
        return parts.ToImmutable();
    }
}

/// <summary>Records opt-outs that staff were told of, or that a customer chose: they belong to the address, and are audited in the ledger.</summary>
internal sealed class OptOutDesk(Stores stores, TimeProvider clock)
{
    /// <summary>Of an address of an account: audited in its ledger.</summary>
    public Task RecordAsync(Account account, string address, bool isOut, string by, CancellationToken cancel) => RecordAsync(address, isOut, (by, account.LedgerId, $"an address of account {account.Id}"), cancel);

    /// <summary>Of any address: audited in the house, which keeps no address.</summary>
    public Task RecordAsync(string address, bool isOut, string by, CancellationToken cancel) => RecordAsync(address, isOut, (by, "", "an address"), cancel);

    /// <summary>Of an address of their own account, by the customer.</summary>
    public Task ChosenAsync(Account account, string address, string by, CancellationToken cancel) => RecordAsync(address, true, (by, account.LedgerId, $"an address of account {account.Id}"), cancel, "portal");

    async Task RecordAsync(string address, bool isOut, (string By, string Ledger, string Words) audit, CancellationToken cancel, string via = "staff")
    {
        DateTimeOffset now = clock.GetUtcNow();
        await (isOut ? stores.Contacts.OptOutAsync(address, now, via, cancel) : stores.Contacts.OptInAsync(address, now, via, cancel));
        await stores.Ledgers.AuditAsync(audit.Ledger, new(now, audit.By, isOut ? "opt-out" : "opt-in", audit.Words), cancel);
    }
}

/// <summary>Puts what a form says to an account.</summary>
internal sealed class AccountActs(AccountDesk desk, AccountPages pages, AgeingBook ageing)
{
    /// <summary>The account of an id, when it is this ledger's.</summary>
    public async Task<StoredAccount?> FindAsync(string ledger, string account, CancellationToken cancel) =>
        await desk.Stores.Accounts.LoadAsync(new(account), cancel) is { } stored && stored.Account.LedgerId == ledger ? stored : null;

    public async Task<IResult> PutAsync(HttpContext http, string ledger, string account, Func<FormFields, Account, Caller, Input> read)
    {
        if (await FindAsync(ledger, account, http.RequestAborted) is not { } found) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        Input input = read(fields, found.Account, Caller.Of(http));
        return fields.Problems.IsEmpty ? await PutAsync(http, ledger, found.Account.Id, input) : await pages.ShowAsync(http, ledger, account, fields.Problems, null);
    }

    public async Task<IResult> PutAsync(HttpContext http, string ledger, AccountId id, Input input)
    {
        DeskAnswer answer = await desk.PutAsync(id, input, Caller.Of(http).Origin, http.RequestAborted);
        ageing.Forget(ledger);
        return await answer.Answer.Match(
            done => Task.FromResult(Back(http, ledger, id.Value, input.Cause)),
            same => Task.FromResult(Back(http, ledger, id.Value, "same")),
            refused => pages.ShowAsync(http, ledger, id.Value, refused.Problems, null));
    }

    /// <summary>The account again, with what stands in the way.</summary>
    public Task<IResult> ShowAsync(HttpContext http, string ledger, string account, ImmutableArray<Problem> problems, MessageText? preview = null) => pages.ShowAsync(http, ledger, account, problems, preview);

    /// <summary>To the account, with what was done.</summary>
    public IResult Back(HttpContext http, string ledger, string account, string done) =>
        SeeOther.To($"/console/ledgers/{Uri.EscapeDataString(ledger)}/accounts/{Uri.EscapeDataString(account)}?done={done}");
}

/// <summary>The answer to a form that did its work: another page, read anew.</summary>
internal sealed record SeeOther(string Path) : IResult
{
    public static IResult To(string path) => new SeeOther(path);

    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Path;
        return Task.CompletedTask;
    }
}
