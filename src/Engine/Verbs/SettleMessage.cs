using Collections.Domain;

namespace Collections.Engine;

/// <summary>A person settles a message whose fate is not known: as sent, or as not sent (then its level may go again, on its own day).</summary>
public sealed record SettleMessage(string MessageId, bool WasSent, string By) : Input
{
    /// <inheritdoc />
    public override string Cause => "settle";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is { IsPending: true } pending) return Pending(turn, pending);
        bool uncertain = turn.Account.Invoices.Any(i => i.Ladder?.Done.Any(d => d.MessageId == MessageId && d.By == DoneBy.Uncertain) ?? false);
        if (!uncertain && turn.Account.Tasks.All(t => t.Kind != "uncertain-message" || t.About != MessageId)) return new Answer.AlreadyRecorded("the message needs no settling");
        turn.Add(new MessageSettled(MessageId, WasSent));
        turn.CloseTasks("uncertain-message", MessageId, WasSent ? "sent" : "not sent");
        return new Answer.Done(WasSent ? "settled as sent" : "settled as not sent", MessageId);
    }

    Answer Pending(Turn turn, Message message)
    {
        if (message.State is not (MessageState.Sending or MessageState.Unknown)) return new Answer.Refused("message", $"it is {Code.Of(message.State)}", "only a message whose fate is unknown needs settling");
        turn.Add(WasSent ? new MessageAccepted(MessageId, null, By) : new MessageDropped(MessageId, "settled as not sent"));
        return new Answer.Done(WasSent ? "settled as sent" : "settled as not sent", MessageId);
    }
}

/// <summary>A person lets a message go, or refuses it, that waited for review.</summary>
public sealed record ReleaseMessage(string MessageId, bool Release, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "review";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.AwaitingRelease } message) return new Answer.AlreadyRecorded("the message does not wait for release");
        turn.Add(Release ? new MessageReleased(MessageId, OpensAt(turn, message)) : new MessageDropped(MessageId, Reason));
        return new Answer.Done(Release ? "released" : "held back", MessageId);
    }

    // Released in the evening it waits for the morning: the gate would drop it, and the next run would ask for its release again.
    static DateTimeOffset? OpensAt(Turn turn, Message message)
    {
        if (!message.CountsAsContact || turn.Account.ContactOf(message.ContactId) is not { } contact || turn.Book.Edition(message.Pack) is not { } pack) return null;
        ContactWindow window = new(pack.Rules.ContactHours.From, pack.Rules.ContactHours.To);
        DateTimeOffset from = message.NotBefore > turn.Now ? message.NotBefore : turn.Now;
        return window.OpensAt(from, turn.Around.ZoneOf(turn.Account, contact), turn.Around.Holidays, turn.Around.AreaOf(turn.Account, contact));
    }
}

/// <summary>What a provider reported of a message after it was accepted.</summary>
public sealed record RecordDelivery(string MessageId, string ContactId, Channel Channel, string What, string Code, Refusal? Why) : Input
{
    /// <inheritdoc />
    public override string Cause => "delivery";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is { State: MessageState.Sending or MessageState.Unknown or MessageState.Scheduled or MessageState.Recalling } pending) return Pending(turn, pending);
        if (Why is not { } why) return new Answer.Done("noted");
        bool known = turn.Account.Invoices.Any(i => i.Ladder?.Done.Any(d => d.MessageId == MessageId && d.By is DoneBy.Accepted or DoneBy.Uncertain) ?? false);
        if (known) turn.Add(new MessageBounced(MessageId, ContactId, Channel, Code));
        StandingNotice.CameBack(turn, MessageId);
        if (turn.Account.ContactOf(ContactId)?.AddressFor(Channel) is not null) Dead.Contact(turn, new(ContactId, Channel, Code, why));
        return known ? new Answer.Done("the level is undone and goes another way", MessageId) : new Answer.Done("noted");
    }

    // A provider also tells that it has taken what it holds until its time.
    static Answer Held(Turn turn, Message message)
    {
        if (message.State is MessageState.Sending or MessageState.Unknown) Scheduled.Take(turn, message, message.ProviderId);
        return new Answer.Done("noted");
    }

    // The event came before, or instead of, the answer to our call: it settles the message as it would have after the answer. What the provider
    // tells of was taken, so a failure is one that came back: its route has failed, and the same step does not go the same way again.
    Answer Pending(Turn turn, Message message)
    {
        if (Why is null && turn.Now < message.SendAt) return Held(turn, message);
        if (Why is { } refused && !message.CountsAsContact) RecordOutcome.Refuse(turn, message, new(Code, refused));
        else turn.Add(new MessageAccepted(MessageId, null, What));
        if (Why is { } why && message.CountsAsContact)
        {
            turn.Add(new MessageBounced(MessageId, ContactId, Channel, Code));
            Dead.Contact(turn, new(ContactId, Channel, Code, why));
        }
        return new Answer.Done("the message is settled", MessageId);
    }
}

/// <summary>An import of an account in several commits begins or is whole.</summary>
public sealed record MarkFeed(string FeedId, bool IsWhole) : Input
{
    /// <inheritdoc />
    public override string Cause => "feed";

    internal override Answer Decide(Turn turn)
    {
        turn.Add(IsWhole ? new FeedClosed(FeedId) : new FeedOpened(FeedId));
        return new Answer.Done(IsWhole ? "the import is whole" : "the import begins");
    }
}
