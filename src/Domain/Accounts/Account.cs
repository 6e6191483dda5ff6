using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>One customer in one ledger: the fold of its events, and the unit of consistency.</summary>
public sealed record Account
{
    /// <summary>Our own id.</summary>
    public required AccountId Id { get; init; }
    /// <summary>The ledger's id.</summary>
    public required string LedgerId { get; init; }
    /// <summary>The customer's number at the creditor.</summary>
    public required string Customer { get; init; }
    /// <summary>The customer's name; may be empty.</summary>
    public string Name { get; init; } = "";
    /// <summary>IANA zone of the customer; null: the ledger's.</summary>
    public string? Zone { get; init; }
    /// <summary>Public holidays of the customer; null: the ledger's.</summary>
    public string? HolidayArea { get; init; }
    /// <summary>The pack for new ladders of this account; null: the ledger's.</summary>
    public string? Pack { get; init; }
    /// <summary>True: never chased by rule; with a reason, by a person.</summary>
    public string? ExcludedBecause { get; init; }
    /// <summary>The creditor's credit limit for this account; null: the policy's.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>People at the customer, in the order in which they are written to.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];
    /// <summary>Invoices, open and lately closed, by place.</summary>
    [JsonIgnore] public ImmutableArray<Invoice> Invoices { get; init; } = [];
    /// <summary>Credit notes, open and lately closed, by place.</summary>
    [JsonIgnore] public ImmutableArray<CreditNote> CreditNotes { get; init; } = [];
    /// <summary>Payments, lately received or with unapplied cash, by place.</summary>
    [JsonIgnore] public ImmutableArray<Payment> Payments { get; init; } = [];
    /// <summary>Promises of the last year, oldest first.</summary>
    public ImmutableArray<Promise> Promises { get; init; } = [];
    /// <summary>Payment plans, oldest first.</summary>
    public ImmutableArray<Plan> Plans { get; init; } = [];
    /// <summary>Disputes, oldest first.</summary>
    public ImmutableArray<Dispute> Disputes { get; init; } = [];
    /// <summary>Requests, disputes, complaints and reviews, oldest first: every open one, and the latest closed ones.</summary>
    public ImmutableArray<Case> Cases { get; init => field = value.IsDefault ? [] : value; } = []; // rows written before it existed lack it
    /// <summary>Dunning blocks, oldest first.</summary>
    public ImmutableArray<DunningBlock> Blocks { get; init; } = [];
    /// <summary>A person's stop of new orders; null: none.</summary>
    public CreditHold? Hold { get; init; }
    /// <summary>What stops automation for the whole account.</summary>
    public AccountFlags Flags { get; init; } = AccountFlags.None;
    /// <summary>Standing with its due process.</summary>
    public StandingRecord Standing { get; init; } = StandingRecord.Good;
    /// <summary>What the order gate last answered, when that was not a plain yes; null: never anything else.</summary>
    public GateRecord? Gate { get; init; }
    /// <summary>Single orders that a person let through against the gate and that have not expired.</summary>
    public ImmutableArray<OrderRelease> Releases { get; init => field = value.IsDefault ? [] : value; } = []; // rows written before it existed lack it
    /// <summary>Days of a moratorium or insolvency: interest neither runs in them nor may be claimed for them later.</summary>
    public ImmutableArray<Claims.DaySpan> Moratoria { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Messages on their way and those whose outcome a person must settle.</summary>
    public ImmutableArray<Message> Messages { get; init; } = [];
    /// <summary>The last message that we began to send; null: none yet.</summary>
    public LastMessage? LastMessage { get; init; }
    /// <summary>What waits for a person.</summary>
    public ImmutableArray<WorkItem> Tasks { get; init; } = [];
    /// <summary>How it has paid so far.</summary>
    public PaymentHabit Habit { get; init; } = PaymentHabit.Unknown;
    /// <summary>The import that is not yet whole; the account decides nothing meanwhile. Null: none.</summary>
    public string? OpenFeed { get; init; }
    /// <summary>Invoices that were settled and have left, as <see cref="SettledInvoices"/> marks them; empty: none has.</summary>
    public string Settled { get; init; } = "";
    /// <summary>True once its first event is applied.</summary>
    public bool IsOpened { get; init; }
    /// <summary>Counts everything ever numbered here (promises, plans, tasks): the next one's number.</summary>
    public int NextNumber { get; init; } = 1;
    /// <summary>Counts every item ever listed: the next one's place.</summary>
    public int NextPlace { get; init; }

    /// <summary>An account that has no event yet.</summary>
    public static Account New(string ledgerId, string customer) =>
        new() { Id = AccountId.Of(ledgerId, customer), LedgerId = ledgerId, Customer = customer };

    /// <summary>The invoice of that number; null when there is none.</summary>
    public Invoice? Invoice(string number)
    {
        foreach (Invoice invoice in Invoices)
            if (invoice.Number == number) return invoice;
        return null;
    }

    /// <summary>The same account with one invoice changed.</summary>
    public Account With(Invoice changed)
    {
        for (int i = 0; i < Invoices.Length; i++)
            if (Invoices[i].Number == changed.Number) return this with { Invoices = Invoices.SetItem(i, changed) };
        return this with { Invoices = Invoices.Add(changed with { Place = NextPlace }), NextPlace = NextPlace + 1 };
    }

    /// <summary>The message of that id; null when it is neither pending nor waiting for a person.</summary>
    public Message? MessageOf(string id) => Messages.FirstOrDefault(m => m.Id == id);

    /// <summary>The case of that id; null when there is none, or it was closed long ago.</summary>
    public Case? CaseOf(string id) => Cases.FirstOrDefault(c => c.Id == id);

    /// <summary>The contact of that id; null when there is none.</summary>
    public Contact? ContactOf(string id) => Contacts.FirstOrDefault(c => c.Id == id);

    /// <summary>Applies events in order.</summary>
    public Account Apply(IEnumerable<AccountEvent> events) => events.Aggregate(this, (account, e) => e.Apply(account));
}

/// <summary>What stops automation for the whole account and goes to a person.</summary>
/// <param name="Insolvency">Insolvency, bankruptcy or a moratorium is known.</param>
/// <param name="Vulnerability">A vulnerable person is behind the account.</param>
/// <param name="ComplaintUntil">Last day of the cool-off after a complaint; null: none.</param>
/// <param name="UnreadReply">A reply came that nobody has read yet.</param>
public sealed record AccountFlags(
    bool Insolvency = false, bool Vulnerability = false, DateOnly? ComplaintUntil = null, bool UnreadReply = false)
{
    /// <summary>No flag set.</summary>
    public static AccountFlags None { get; } = new();
}

/// <summary>How an account has paid: running figures that survive when closed items leave.</summary>
/// <param name="Settled">Invoices settled.</param>
/// <param name="SettledLate">Of these, after the due date.</param>
/// <param name="DaysLateTotal">Sum over settled invoices of days beyond terms, early as zero.</param>
/// <param name="PromisesKept">Promises kept.</param>
/// <param name="PromisesBroken">Promises broken or partly kept.</param>
/// <param name="LastPaymentDate">Value date of the last payment; null: none yet.</param>
/// <param name="LastBrokenDate">The day a promise was last judged broken; null: never.</param>
public sealed record PaymentHabit(
    int Settled = 0, int SettledLate = 0, long DaysLateTotal = 0, int PromisesKept = 0, int PromisesBroken = 0,
    DateOnly? LastPaymentDate = null, DateOnly? LastBrokenDate = null)
{
    /// <summary>Nothing is known yet.</summary>
    public static PaymentHabit Unknown { get; } = new();
}
