using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A stored ledger as the facts of a backtest: what happened to its accounts, by day, without what our own chase did.</summary>
public sealed class StoredHistory(Stores stores)
{
    /// <summary>What must be assumed to make dated facts of a stored history.</summary>
    public const string Assumption = "Invoices are known from their date of issue and money from its value date, whenever they reached us; contacts and opt-outs are those of today, from the first day on.";

    const int Page = 500;

    /// <summary>Every fact of a ledger, and the opt-outs of its addresses. Costs by all that was ever written.</summary>
    public async Task<(IReadOnlyList<DatedFact> Facts, IReadOnlyList<AddressFact> Addresses)> ReadAsync(Ledger ledger, CancellationToken cancel)
    {
        List<DatedFact> facts = [];
        HashSet<string> addresses = [];
        await foreach (AccountLine line in stores.Accounts.EveryAsync(ledger.Id, Page, cancel))
        {
            AccountHistory history = new(line.Customer, ledger.TimeZone);
            await foreach (StoredCommit commit in stores.Accounts.HistoryAsync(line.Id, cancel))
                foreach (AccountEvent happened in commit.Events) history.Take(happened, commit.At);
            if (await stores.Accounts.LoadAsync(line.Id, cancel) is not { } stored) continue;
            facts.AddRange(history.Facts(stored.Account));
            addresses.UnionWith(AccountLines.Addresses(stored.Account));
        }
        IReadOnlyList<OptOutSpan> spans = addresses.Count == 0 ? [] : await stores.Contacts.OptOutsAsync(addresses, cancel);
        return (facts, [.. spans.SelectMany(s => Words(s, ledger.TimeZone))]);
    }

    static IEnumerable<AddressFact> Words(OptOutSpan span, TimeZoneInfo zone)
    {
        yield return new(SendTime.DateIn(zone, span.From), span.Address, true);
        if (span.To is { } to) yield return new(SendTime.DateIn(zone, to), span.Address, false);
    }
}

/// <summary>One account's events turned back into the inputs that a source or a person gave. Its own version counts for each item: the order of the events.</summary>
internal sealed class AccountHistory(string customer, TimeZoneInfo zone)
{
    readonly List<DatedFact> facts = [];
    readonly Dictionary<string, Payment> payments = new(StringComparer.Ordinal);
    readonly Dictionary<string, CreditNote> creditNotes = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateOnly> issued = new(StringComparer.Ordinal);
    long version;

    /// <summary>The facts, the customer as it is today before all of them.</summary>
    public IEnumerable<DatedFact> Facts(Account now)
    {
        if (facts.Count == 0) return [];
        ImmutableArray<Contact> contacts = [.. now.Contacts.Select(c => c with { EmailDeadSince = null, MobileDeadSince = null })];
        DescribeCustomer who = new(new(Name: now.Name, Zone: now.Zone, HolidayArea: now.HolidayArea), contacts);
        return facts.Prepend(new(facts.Min(f => f.Date), customer, who));
    }

    public void Take(AccountEvent happened, DateTimeOffset at)
    {
        version++;
        DateOnly day = SendTime.DateIn(zone, at);
        if (!OfItem(happened)) OfPerson(happened, day);
    }

    bool OfItem(AccountEvent happened)
    {
        switch (happened)
        {
            case InvoiceRecorded e:
                issued[e.Invoice.Number] = e.Invoice.IssueDate;
                return Add(e.Invoice.IssueDate, new RecordInvoice(Plain(e.Invoice)));
            case InvoiceChanged e: return Add(e.Date, new RecordInvoice(Plain(e.To)));
            case InvoiceVoided e: return Add(e.Date, new VoidInvoice(e.Number, e.Date, version));
            case PaymentRecorded e: return Pay(e.Payment, e.Payment.ValueDate);
            case PaymentAllocated e when payments.TryGetValue(e.PaymentId, out Payment? known):
                return Pay(known with { Amount = e.Amount ?? known.Amount, Allocations = Sum(known.Allocations, e.Allocations) }, e.Date);
            case PaymentReversed e: return Add(e.Date, new ReversePayment(e.PaymentId));
            case CreditNoteRecorded e: return Credit(e.CreditNote, e.CreditNote.ValueDate);
            case CreditNoteAllocated e when creditNotes.TryGetValue(e.Number, out CreditNote? known):
                return Credit(known with { Amount = e.Amount ?? known.Amount, Allocations = Sum(known.Allocations, e.Allocations) }, e.Date);
            case CreditNoteVoided e when creditNotes.TryGetValue(e.Number, out CreditNote? known): return Credit(known with { IsVoid = true }, e.Date);
            case BalanceReduced { Kind: PostingKind.Waiver or PostingKind.WriteOff } e:
                return Add(e.Date, new Agree(new Agreement.Waiver(e.Invoice, e.Amount, e.Kind == PostingKind.WriteOff), "as it was agreed", true));
            default: return false;
        }
    }

    // What was agreed with limits that have changed since stays agreed: it is taken as an approver's.
    void OfPerson(AccountEvent happened, DateOnly day)
    {
        Input? input = happened switch
        {
            PromiseMade e => new MakePromise(e.Promise.Amount, e.Promise.Date, e.Promise.Invoices, e.Promise.Via),
            PromiseWithdrawn e => new WithdrawPromise(e.PromiseId, "as it was withdrawn"),
            InvoiceExtended e => new Agree(new Agreement.Extension(e.Invoice, e.Until), e.Reason, true),
            PlanAgreed e => new Agree(new Agreement.Instalments(e.Plan.Invoices, e.Plan.Instalments), "as it was agreed", true),
            DiscountAgreed e => new Agree(new Agreement.Settlement(e.Invoice, e.Offer.Off, e.Offer.Until), "as it was agreed", true),
            DisputeOpened e => new OpenDispute(e.Dispute.Invoice, e.Dispute.ReasonCode, "", e.Dispute.Amount),
            DisputeClosed e => new CloseDispute(e.DisputeId, e.Outcome, e.Reason),
            BlockSet e => new BlockReminders(e.Block.Invoice, e.Block.Reason, e.Block.UntilDate),
            BlockLifted e => new LiftBlock(e.BlockId),
            FlagsSet e => new FlagAccount(e.Reason, e.Flags.Insolvency, e.Flags.Vulnerability, e.Flags.ComplaintUntil),
            _ => null,
        };
        if (input is not null) Add(day, input);
    }

    bool Pay(Payment payment, DateOnly day)
    {
        payments[payment.Id] = payment;
        return Add(Known(day, payment.Allocations), new RecordPayment(payment with { Place = 0, SourceVersion = version }));
    }

    bool Credit(CreditNote note, DateOnly day)
    {
        creditNotes[note.Number] = note;
        return Add(Known(day, note.Allocations), new RecordCreditNote(note with { Place = 0, SourceVersion = version }));
    }

    bool Add(DateOnly day, Input input)
    {
        facts.Add(new(day, customer, input));
        return true;
    }

    // Money that names an invoice issued later is known with that invoice.
    DateOnly Known(DateOnly day, ImmutableArray<Allocation> allocations) => allocations.Select(a => issued.GetValueOrDefault(a.Invoice, day)).Append(day).Max();

    Invoice Plain(Invoice invoice) => new()
    {
        Number = invoice.Number, IssueDate = invoice.IssueDate, DueDate = invoice.DueDate, Amount = invoice.Amount, Description = invoice.Description, PayLink = invoice.PayLink,
        AutomaticPaymentPending = invoice.AutomaticPaymentPending, SourceVersion = version,
    };

    static ImmutableArray<Allocation> Sum(ImmutableArray<Allocation> known, ImmutableArray<Allocation> changes) =>
        [.. known.Concat(changes).GroupBy(a => a.Invoice, StringComparer.Ordinal).Select(g => new Allocation(g.Key, g.Select(a => a.Amount).Aggregate((sum, a) => sum + a))).Where(a => !a.Amount.IsZero)];
}
