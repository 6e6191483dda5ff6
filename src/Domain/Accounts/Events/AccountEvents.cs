using System.Collections.Immutable;

namespace Collections.Domain;

/// <summary>The customer appeared in the ledger.</summary>
public sealed record AccountOpened(string LedgerId, string Customer, string Name) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { LedgerId = LedgerId, Customer = Customer, Name = Name, IsOpened = true };
}

/// <summary>What is known of the customer changed; a null leaves what stood.</summary>
public sealed record AccountDescribed(
    string? Name = null, string? Zone = null, string? HolidayArea = null, string? Pack = null, Money? CreditLimit = null, string? ExcludedBecause = null)
    : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with
    {
        Name = Name ?? account.Name,
        Zone = Zone ?? account.Zone,
        HolidayArea = HolidayArea ?? account.HolidayArea,
        Pack = Pack ?? account.Pack,
        CreditLimit = CreditLimit ?? account.CreditLimit,
        ExcludedBecause = ExcludedBecause switch { null => account.ExcludedBecause, "" => null, string reason => reason },
    };
}

/// <summary>A contact was added or changed; its place in the order stays.</summary>
public sealed record ContactSet(Contact Contact) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Contact? old = account.ContactOf(Contact.Id);
        return account with { Contacts = old is null ? account.Contacts.Add(Contact) : account.Contacts.Replace(old, Contact) };
    }
}

/// <summary>A contact left.</summary>
public sealed record ContactRemoved(string ContactId) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Contacts = account.Contacts.RemoveAll(c => c.Id == ContactId) };
}

/// <summary>An address of a contact was found dead.</summary>
public sealed record ContactDied(string ContactId, Channel Channel, DateOnly Date, string Code) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with
    {
        Contacts = [.. account.Contacts.Select(c => c.Id != ContactId ? c : Channel == Channel.Email ? c with { EmailDeadSince = Date } : c with { MobileDeadSince = Date })],
    };
}

/// <summary>An import in several commits began: the account decides nothing until it is whole.</summary>
public sealed record FeedOpened(string FeedId) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { OpenFeed = FeedId };
}

/// <summary>The import is whole.</summary>
public sealed record FeedClosed(string FeedId) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.OpenFeed == FeedId ? account with { OpenFeed = null } : account;
}

/// <summary>A person stopped reminders.</summary>
public sealed record BlockSet(DunningBlock Block) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Blocks = account.Blocks.Add(Block), NextNumber = account.NextNumber + 1 };
}

/// <summary>A person lifted a block before its end.</summary>
public sealed record BlockLifted(string BlockId, DateOnly Date) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Blocks = account.Blocks.RemoveAll(b => b.Id == BlockId) };
}

/// <summary>A person stopped new orders.</summary>
public sealed record HoldPlaced(CreditHold Hold) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Hold = Hold };
}

/// <summary>New orders are possible again.</summary>
public sealed record HoldReleased(string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Hold = null };
}

/// <summary>What stops automation for the account changed.</summary>
/// <param name="Flags">All flags from now on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Date">The ledger's day; insolvency begins a span without interest on it, and its end closes the span the day before. Null: no span moves.</param>
public sealed record FlagsSet(AccountFlags Flags, string Reason, DateOnly? Date = null) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Flags = Flags, Moratoria = Spans(account) };

    ImmutableArray<Claims.DaySpan> Spans(Account account)
    {
        ImmutableArray<Claims.DaySpan> spans = account.Moratoria;
        if (Date is not { } day || Flags.Insolvency == account.Flags.Insolvency) return spans;
        if (Flags.Insolvency) return spans.Add(new(day, DateOnly.MaxValue));
        return spans.Length == 0 ? spans : spans.SetItem(spans.Length - 1, spans[^1] with { To = day.AddDays(-1) });
    }
}

/// <summary>The order gate's answer became another one.</summary>
public sealed record GateAnswered(GateRecord Record) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Gate = Record };
}

/// <summary>A person let one order through against the gate.</summary>
public sealed record OrderReleased(OrderRelease Release) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with
    {
        Releases = account.Releases.RemoveAll(r => r.Order == Release.Order || r.UntilDate < Release.Date).Add(Release),
        NextNumber = account.NextNumber + 1,
    };
}

/// <summary>Something came up for a person; the same kind about the same thing stays one task.</summary>
public sealed record TaskOpened(WorkItem Task) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Tasks = account.Tasks.Add(Task), NextNumber = account.NextNumber + 1 };
}

/// <summary>A task is done with.</summary>
public sealed record TaskDone(string TaskId, string How) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Tasks = account.Tasks.RemoveAll(t => t.Id == TaskId) };
}

/// <summary>Standing moved by one step of its due process.</summary>
/// <param name="Record">Standing after the step.</param>
/// <param name="Step">"watched", "warned", "cured", "proposed", "approved", "blacklisted", "refused", "appealed", "appeal-decided", "rehabilitating", "restored"...</param>
public sealed record StandingChanged(StandingRecord Record, string Step) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Standing = Record };
}

/// <summary>Closed items left the account ninety days after they closed; the habit keeps what they taught.</summary>
public sealed record ItemsRetired(ImmutableArray<string> Invoices, ImmutableArray<string> CreditNotes, ImmutableArray<string> Payments) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with
    {
        Invoices = account.Invoices.RemoveAll(i => Invoices.Contains(i.Number)),
        CreditNotes = account.CreditNotes.RemoveAll(c => CreditNotes.Contains(c.Number)),
        Payments = account.Payments.RemoveAll(p => Payments.Contains(p.Id)),
        Settled = SettledInvoices.With(account.Settled, Invoices),
    };
}
