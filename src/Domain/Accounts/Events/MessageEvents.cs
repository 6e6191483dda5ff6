using System.Collections.Immutable;

namespace Collections.Domain;

/// <summary>A message was reserved: durable before any provider is called.</summary>
public sealed record MessageReserved(Message Message) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Message? dropped = account.MessageOf(Message.Id); // dropped or uncertain, and kept because its one automatic re-send is spent, for ever
        Message message = dropped is null ? Message : Message with { Attempt = dropped.Attempt, Resends = dropped.Resends };
        account = account with { Messages = account.Messages.RemoveAll(m => m.Id == Message.Id).Add(message) };
        return account.Remember(message, reserved: true);
    }
}

/// <summary>A person let a message go that waited for review.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="NotBefore">When the recipient's hours allow it; null: as it was reserved.</param>
public sealed record MessageReleased(string MessageId, DateTimeOffset? NotBefore = null) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.Change(MessageId, m => m with { State = MessageState.Ready, NotBefore = NotBefore ?? m.NotBefore });
}

/// <summary>A message passed the gate: from here on the one call may have been made.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="At">The gate's instant.</param>
/// <param name="Date">The ledger's day of it.</param>
/// <param name="Demanded">The sums the text demands, by currency.</param>
/// <param name="Invoices">The invoices whose payment it demands.</param>
/// <param name="Watermark">The feed time that the balances rest on; null for an account fed by hand.</param>
/// <param name="TextHash">SHA-256 of the exact text, which is kept beside the commit.</param>
/// <param name="SaysBrokenPromise">The promise whose breaking the text states; null: none.</param>
/// <param name="SendAt">When the provider is to let it leave; null: at once.</param>
/// <param name="Handle">The provider's batch, by which it can be called back; null: none, or the provider names the message only once it has taken it.</param>
public sealed record MessageBegun(
    string MessageId, int Attempt, DateTimeOffset At, DateOnly Date, ImmutableArray<Money> Demanded, ImmutableArray<string> Invoices,
    DateTimeOffset? Watermark, string TextHash, string? SaysBrokenPromise = null, DateTimeOffset? SendAt = null, string? Handle = null) : AccountEvent
{
    /// <summary>How long an answer may stay out before the message is looked for in the provider's records.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    /// <summary>The same for a message that is scheduled: it is called back while there is time.</summary>
    public static readonly TimeSpan PatienceScheduled = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Message message = account.MessageOf(MessageId)!;
        account = account.Change(MessageId, m => m with
        {
            State = MessageState.Sending, Attempt = Attempt, BegunAt = At, BegunDate = Date, NextStepAt = At + (SendAt is null ? Patience : PatienceScheduled), SendAt = SendAt, Handle = Handle,
        });
        if (SaysBrokenPromise is { } said) account = account with { Promises = [.. account.Promises.Select(p => p.Id == said ? p with { BrokenSaid = true } : p)] };
        return message.CountsAsContact ? account with { LastMessage = new(MessageId, Date) } : account;
    }
}

/// <summary>The provider took the message: its level is done.</summary>
public sealed record MessageAccepted(string MessageId, string? ProviderId, string By) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.Finish(MessageId, DoneBy.Accepted);
}

/// <summary>Its fate stayed unknown: never sent again, and nothing rests on it.</summary>
public sealed record MessageUncertain(string MessageId) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Message message = account.MessageOf(MessageId)!;
        account = account.Finish(MessageId, DoneBy.Uncertain);
        // Its one automatic re-send is spent for ever, also when a person settles it as not sent and the same step is reserved again.
        return message.Resends == 0 ? account : account with { Messages = account.Messages.Add(message with { State = MessageState.Uncertain, NextStepAt = null }) };
    }
}

/// <summary>The provider refused it for good: the level is not done, and its route has failed.</summary>
public sealed record MessageRefused(string MessageId, string Code, string By) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Message message = account.MessageOf(MessageId)!;
        account = account.Change(MessageId, null);
        return message.Kind == MessageKind.Level ? account.FailRoute(message.About, AccountMessages.RouteOf(message)) : account;
    }
}

/// <summary>The provider could not take it now: it is ready again after a while.</summary>
public sealed record MessageDelayed(string MessageId, DateTimeOffset NextStepAt, string Code) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.Change(MessageId, m => m with { State = MessageState.Ready, NextStepAt = NextStepAt, SendAt = null, Handle = null });
}

/// <summary>The outcome of the call is not known, or one more search found nothing.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="Searches">Searches so far that found nothing.</param>
/// <param name="NextStepAt">When to look next.</param>
public sealed record MessageUnclear(string MessageId, int Searches, DateTimeOffset? NextStepAt) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.Change(MessageId, m => m with { State = MessageState.Unknown, Searches = Searches, NextStepAt = NextStepAt });
}

/// <summary>The provider's own records say that it was not taken: it may go once more.</summary>
public sealed record MessageAllowedAgain(string MessageId, DateTimeOffset At) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.Change(MessageId, m => m with { State = MessageState.Ready, Resends = m.Resends + 1, NextStepAt = At, Searches = 0, SendAt = null, Handle = null });
}

/// <summary>The provider took the message and holds it until its time.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="ProviderId">The provider's id; null: it gave none.</param>
/// <param name="Handle">By what it is called back.</param>
/// <param name="NextStepAt">When to look next: before it leaves, then once it has left.</param>
public sealed record MessageScheduled(string MessageId, string? ProviderId, string? Handle, DateTimeOffset NextStepAt) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.Change(MessageId, m => m with
    {
        State = MessageState.Scheduled, ProviderId = ProviderId ?? m.ProviderId, Handle = Handle ?? m.Handle, NextStepAt = NextStepAt, Searches = 0,
    });
}

/// <summary>Something stopped a scheduled message: it is being called back.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="Reason">Code of the stop.</param>
/// <param name="NextStepAt">When to try, or to try again.</param>
public sealed record MessageRecalled(string MessageId, string Reason, DateTimeOffset NextStepAt) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.Change(MessageId, m => m with { State = MessageState.Recalling, RecallReason = Reason, NextStepAt = NextStepAt });
}

/// <summary>The provider has confirmed that it will not send the message: it never left, its level is not done, and the account is decided anew.</summary>
public sealed record MessageWithdrawn(string MessageId, string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Message message = account.MessageOf(MessageId)!;
        Func<Message, Message>? keep = message.Resends == 0 ? null : m => m with { State = MessageState.Withdrawn, NextStepAt = null };
        if (account.LastMessage?.MessageId == MessageId) account = account with { LastMessage = null }; // nobody got it, and the one before it was at least the gap away
        return account.Change(MessageId, keep).Remember(message, reserved: false);
    }
}

/// <summary>A reserved message was given up before the gate: the account is decided anew.</summary>
public sealed record MessageDropped(string MessageId, string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Message message = account.MessageOf(MessageId)!;
        Func<Message, Message>? keep = message.Resends == 0 ? null : m => m with { State = MessageState.Dropped, NextStepAt = null };
        return account.Change(MessageId, keep).Remember(message, reserved: false);
    }
}

/// <summary>An accepted message came back, even days later: its level is undone, unless a later one has gone.</summary>
public sealed record MessageBounced(string MessageId, string ContactId, Channel Channel, string Code) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Invoice? carrying = account.Invoices.FirstOrDefault(i => i.Ladder?.Done.Any(d => d.MessageId == MessageId) ?? false);
        if (carrying is null) return account;
        Ladder ladder = carrying.Ladder!;
        LevelDone done = ladder.Done.First(d => d.MessageId == MessageId);
        Ladder after = account.IsLast(carrying, done)
            ? ladder.Without(done)
            : ladder with { Done = ladder.Done.Replace(done, done with { By = DoneBy.BouncedLater }) };
        return account.With(carrying with { Ladder = after }).FailRoute(carrying.Number, AccountMessages.RouteOf(Channel, ContactId));
    }
}

/// <summary>A person settled a message whose fate had stayed unknown: its level stays done as accepted, or is undone.</summary>
public sealed record MessageSettled(string MessageId, bool WasSent) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        if (account.Invoices.FirstOrDefault(i => i.Ladder?.Done.Any(d => d.MessageId == MessageId) ?? false) is not { Ladder: { } ladder } invoice) return account;
        LevelDone done = ladder.Done.First(d => d.MessageId == MessageId);
        if (WasSent) return account.With(invoice with { Ladder = ladder with { Done = ladder.Done.Replace(done, done with { By = DoneBy.Accepted }) } });
        return account.IsLast(invoice, done) ? account.With(invoice with { Ladder = ladder.Without(done) }) : account;
    }
}

/// <summary>What message events do to the account.</summary>
public static class AccountMessages
{
    /// <summary>The route of a message: "email:ap-1".</summary>
    public static string RouteOf(Message message) => RouteOf(message.Channel, message.ContactId);

    /// <summary>The route over a channel to a contact.</summary>
    public static string RouteOf(Channel channel, string contactId) => $"{Code.Of(channel)}:{contactId}";

    internal static Account Change(this Account account, string id, Func<Message, Message>? change)
    {
        Message? old = account.MessageOf(id);
        if (old is null) return account;
        return account with { Messages = change is null ? account.Messages.Remove(old) : account.Messages.Replace(old, change(old)) };
    }

    internal static Account Finish(this Account account, string id, DoneBy by)
    {
        Message message = account.MessageOf(id)!;
        account = account.Change(id, null);
        if (message.Kind == MessageKind.Level) return account.Done(message.About, new(message.Number, by, message.BegunDate, id));
        if (message.Kind == MessageKind.Repeat && account.Invoice(message.About) is { Ladder: { } ladder } carrying)
            return account.With(carrying with { Ladder = ladder with { Repeats = message.Number } });
        return account;
    }

    internal static Account Remember(this Account account, Message message, bool reserved) => message.Kind switch
    {
        MessageKind.PromiseReminder => account with
        {
            Promises = [.. account.Promises.Select(p => p.Id == message.About ? p with { Reminded = reserved } : p)],
        },
        MessageKind.InstalmentReminder => account with
        {
            Plans = [.. account.Plans.Select(p => p.Id == message.About ? p with { Reminded = reserved ? message.Number : message.Number - 1 } : p)],
        },
        MessageKind.Courtesy when account.Invoice(message.About) is { } invoice => account.With(invoice with { CourtesyReserved = reserved }),
        _ => account,
    };

    internal static Account Done(this Account account, string number, LevelDone done) =>
        account.Invoice(number) is not { Ladder: { } ladder } invoice
            ? account
            : account.With(invoice with
            {
                Ladder = ladder with { Done = ladder.Done.Add(ladder.FailedRoutes.IsEmpty ? done : done with { FailedBefore = ladder.FailedRoutes }), FailedRoutes = [], StoppedForPerson = false },
            });

    // A later level that has passed its gate may have gone: the one before it is then not begun again below it.
    internal static bool IsLast(this Account account, Invoice carrying, LevelDone done) =>
        done == carrying.Ladder!.Done[^1] && !account.Messages.Any(m =>
            m.Kind == MessageKind.Level && m.About == carrying.Number && m.Number > done.Number && m.State is MessageState.Sending or MessageState.Unknown or MessageState.Scheduled or MessageState.Recalling);

    internal static Ladder Without(this Ladder ladder, LevelDone done) =>
        ladder with { Done = ladder.Done.Remove(done), EndedDate = null, FailedRoutes = done.FailedBefore.IsDefault ? [] : done.FailedBefore };

    internal static Account FailRoute(this Account account, string number, string route) =>
        account.Invoice(number) is not { Ladder: { } ladder } invoice || ladder.FailedRoutes.Contains(route)
            ? account
            : account.With(invoice with { Ladder = ladder with { FailedRoutes = ladder.FailedRoutes.Add(route) } });
}
