using System.Collections.Immutable;
using System.CommandLine;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>payment, promise, agree, dispute, block, hold, flag: what a person records about an account.</summary>
internal static class ActCommands
{
    static readonly Option<string> Reason = new("--reason") { Description = "Why; may reach the customer", Required = true };
    static readonly Option<string?> Until = new("--until") { Description = "A date, included: 2026-03-31" };
    static readonly Option<string[]> Invoices = new("--invoice") { Description = "An invoice's number; may be given more than once", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Date = new("--date") { Description = "A date: 2026-03-05" };

    public static IEnumerable<Command> Build() => [Payment(), Promise(), Agree(), Dispute(), Block(), Hold(), Flag(), Reply()];

    static Command Payment()
    {
        Argument<string> amount = new("amount") { Description = "250.00 or \"250.00 GBP\"; with --reverse it may be left out", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> id = new("--id") { Description = "The payment's own id: the same id again changes nothing" };
        Option<bool> reverse = new("--reverse") { Description = "The bank took the payment of --id back" }, credit = new("--credit-note") { Description = "It is a credit note" };
        return AccountCommands.Make("payment", "Record a payment or credit note; what no --invoice is named for stays unapplied", async call =>
        {
            if (call.Get(reverse)) return await call.PutAsync(call.Get(AccountCommands.Account), new ReversePayment(call.Get(id) ?? throw new BadInputException("--id", "it is missing", "name the payment to take back")));
            Ledger ledger = await LedgerOfAsync(call);
            Money money = Invocation.Amount(call.Get(amount) ?? "", ledger.Currency, "amount");
            DateOnly date = call.Get(Date) is { } text ? Invocation.Date(text, "--date") : SendTime.DateIn(ledger.TimeZone, call.Now);
            string own = call.Get(id) ?? $"cli-{call.Now:yyyyMMddHHmmssfff}";
            ImmutableArray<Allocation> allocations = await AllocationsAsync(call, money);
            Input input = call.Get(credit)
                ? new RecordCreditNote(new() { Number = own, Amount = money, ValueDate = date, Allocations = allocations })
                : new RecordPayment(new() { Id = own, Amount = money, ValueDate = date, Allocations = allocations });
            return await call.PutAsync(call.Get(AccountCommands.Account), input);
        }, AccountCommands.Account, amount, Date, Invoices, id, reverse, credit);
    }

    // "INV-1=100.00" says how much; a bare number takes what is left, up to its balance.
    static async Task<ImmutableArray<Allocation>> AllocationsAsync(Invocation call, Money money)
    {
        Account account = (await call.AccountAsync(call.Get(AccountCommands.Account))).Account;
        List<Allocation> allocations = [];
        Money left = money;
        foreach (string named in call.Get(Invoices) ?? [])
        {
            int equals = named.LastIndexOf('=');
            string number = equals > 0 ? named[..equals] : named;
            Invoice invoice = account.Invoice(number) ?? throw new BadInputException("--invoice", $"invoice {number} is not known here", "see 'account' for its invoices");
            Money part = equals > 0 ? Invocation.Amount(named[(equals + 1)..], money.Currency, "--invoice") : Money.Min(left, invoice.Balance);
            if (!part.IsPositive) continue;
            allocations.Add(new(number, part));
            left -= part;
        }
        return [.. allocations];
    }

    static Command Promise()
    {
        Argument<string> amount = new("amount") { Description = "250.00 or \"250.00 GBP\"", Arity = ArgumentArity.ZeroOrOne };
        Option<string> via = new("--via") { Description = "staff, portal, sms or email", DefaultValueFactory = _ => "staff" };
        Option<string?> withdraw = new("--withdraw") { Description = "Take the promise of this id back: P1" };
        return AccountCommands.Make("promise", "Record a promise to pay: AMOUNT by --date; it pauses what it covers", async call =>
        {
            if (call.Get(withdraw) is { } id) return await call.PutAsync(call.Get(AccountCommands.Account), new WithdrawPromise(id, "by staff"));
            Ledger ledger = await LedgerOfAsync(call);
            DateOnly date = Invocation.Date(call.Get(Date) ?? throw new BadInputException("--date", "it is missing", "give the promised day"), "--date");
            return await call.PutAsync(call.Get(AccountCommands.Account), new MakePromise(Invocation.Amount(call.Get(amount) ?? "", ledger.Currency, "amount"), date, [.. call.Get(Invoices) ?? []], call.Get(via)!));
        }, AccountCommands.Account, amount, Date, Invoices, via, withdraw);
    }

    static Command Agree()
    {
        Option<string[]> part = new("--instalment") { Description = "DATE=AMOUNT, once for each: 2026-03-31=100.00", AllowMultipleArgumentsPerToken = true };
        Option<string?> waive = new("--waive") { Description = "Give up this amount" }, writeOff = new("--write-off") { Description = "Give up this amount as lost" }, discount = new("--discount") { Description = "Give up this amount if the rest is paid by --until" };
        Option<bool> approver = new("--approver") { Description = "An approver agrees: the controller's limits do not apply" };
        return AccountCommands.Make("agree", "Agree to an extension (--until), a plan (--instalment), a waiver, a write-off or a discount", async call =>
        {
            Ledger ledger = await LedgerOfAsync(call);
            string[] invoices = call.Get(Invoices) is { Length: > 0 } named ? named : throw new BadInputException("--invoice", "it is missing", "name the invoice");
            Agreement what = call.Get(part) is { Length: > 0 } parts ? new Agreement.Instalments([.. invoices], [.. parts.Select(p => Part(p, ledger))])
                : call.Get(waive) is { } off ? new Agreement.Waiver(invoices[0], Invocation.Amount(off, ledger.Currency, "--waive"))
                : call.Get(writeOff) is { } lost ? new Agreement.Waiver(invoices[0], Invocation.Amount(lost, ledger.Currency, "--write-off"), AsLoss: true)
                : call.Get(discount) is { } cut ? new Agreement.Settlement(invoices[0], Invocation.Amount(cut, ledger.Currency, "--discount"), Invocation.Date(call.Get(Until) ?? "", "--until"))
                : new Agreement.Extension(invoices[0], Invocation.Date(call.Get(Until) ?? "", "--until"));
            return await call.PutAsync(call.Get(AccountCommands.Account), new Agree(what, call.Get(Reason)!, call.Get(approver)));
        }, AccountCommands.Account, Invoices, Until, part, waive, writeOff, discount, Reason, approver);
    }

    static Instalment Part(string text, Ledger ledger) => text.Split('=', 2) is [var date, var amount]
        ? new(Invocation.Date(date, "--instalment"), Invocation.Amount(amount, ledger.Currency, "--instalment"))
        : throw new BadInputException("--instalment", $"'{text}' is no instalment", "write it as 2026-03-31=100.00");

    static Command Dispute()
    {
        Option<string> code = new("--code") { Description = string.Join(", ", OpenDispute.ReasonCodes), DefaultValueFactory = _ => "other" };
        Option<string> words = new("--words") { Description = "In the customer's words", DefaultValueFactory = _ => "" };
        Option<string?> part = new("--amount") { Description = "The contested part; the whole without it" }, close = new("--close") { Description = "Settle the dispute of this id: D1" };
        Option<string> outcome = new("--outcome") { Description = string.Join(", ", CloseDispute.Outcomes), DefaultValueFactory = _ => "rejected" };
        return AccountCommands.Make("dispute", "Open a dispute on --invoice, or settle one with --close", async call =>
        {
            if (call.Get(close) is { } id) return await call.PutAsync(call.Get(AccountCommands.Account), new CloseDispute(id, call.Get(outcome)!, call.Get(words)!) { By = CaseCommands.Me(call), Amount = call.Get(part) is { } credited ? Invocation.Amount(credited, (await LedgerOfAsync(call)).Currency, "--amount") : null });
            Ledger ledger = await LedgerOfAsync(call);
            string invoice = call.Get(Invoices) is { Length: > 0 } named ? named[0] : throw new BadInputException("--invoice", "it is missing", "name the invoice");
            return await call.PutAsync(call.Get(AccountCommands.Account), new OpenDispute(invoice, call.Get(code)!, call.Get(words)!, call.Get(part) is { } text ? Invocation.Amount(text, ledger.Currency, "--amount") : null) { By = CaseCommands.Me(call) });
        }, AccountCommands.Account, Invoices, code, words, part, close, outcome, CaseCommands.Role);
    }

    static Command Block()
    {
        Option<string?> lift = new("--lift") { Description = "Lift the block of this id: B1" };
        Option<string?> reason = new("--reason") { Description = "Why" };
        return AccountCommands.Make("block", "Stop reminders for the account or an --invoice until a date; never sales", call => call.Get(lift) is { } id
            ? call.PutAsync(call.Get(AccountCommands.Account), new LiftBlock(id))
            : call.PutAsync(call.Get(AccountCommands.Account), new BlockReminders(call.Get(Invoices) is { Length: > 0 } named ? named[0] : null, call.Get(reason) ?? "", Invocation.Date(call.Get(Until) ?? "", "--until"))),
            AccountCommands.Account, Invoices, Until, reason, lift);
    }

    static Command Hold()
    {
        Option<string?> review = new("--review") { Description = "When to look again; within the policy's days" };
        Option<bool> release = new("--release") { Description = "Orders are possible again" };
        return AccountCommands.Make("hold", "Stop new orders at once; never reminders", call => call.Get(release)
            ? call.PutAsync(call.Get(AccountCommands.Account), new ReleaseOrders(call.Get(Reason)!))
            : call.PutAsync(call.Get(AccountCommands.Account), new HoldOrders(call.Get(Reason)!, call.Get(review) is { } date ? Invocation.Date(date, "--review") : null, call.By)),
            AccountCommands.Account, Reason, review, release);
    }

    static Command Flag()
    {
        Option<bool?> insolvency = new("--insolvency") { Description = "true or false" }, vulnerability = new("--vulnerability") { Description = "true or false" };
        Option<string?> complaint = new("--complaint-until") { Description = "Last day of the cool-off after a complaint" }, exclude = new("--exclude") { Description = "Never chase by rule, for this reason; empty lifts it" };
        return AccountCommands.Make("flag", "Insolvency, vulnerability, a complaint: what stops automation and goes to a person", call => call.PutAsync(call.Get(AccountCommands.Account),
            new FlagAccount(call.Get(Reason)!, call.Get(insolvency), call.Get(vulnerability), call.Get(complaint) is { } date ? Invocation.Date(date, "--complaint-until") : null, call.Get(exclude))),
            AccountCommands.Account, Reason, insolvency, vulnerability, complaint, exclude);
    }

    static Command Reply()
    {
        Option<string> words = new("--words") { Description = "What the customer wrote", Required = true };
        Option<bool> automatic = new("--automatic") { Description = "An out-of-office or other machine answer" };
        return AccountCommands.Make("reply", "Record a reply: the chase pauses until its task is done", call =>
            call.PutAsync(call.Get(AccountCommands.Account), new RecordReply(Channel.Email, call.Get(words)!, call.Get(automatic))), AccountCommands.Account, words, automatic);
    }

    static async Task<Ledger> LedgerOfAsync(Invocation call)
    {
        StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
        return (await call.Folder.Stores.Ledgers.FindAsync(stored.Account.LedgerId, call.Cancel))!;
    }
}
