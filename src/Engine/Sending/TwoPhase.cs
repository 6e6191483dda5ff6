using Collections.Domain;

namespace Collections.Engine;

/// <summary>A final notice in two phases (reliability 2.3): handed to the provider to leave later, looked at again before it leaves, and called back when something stops it or when
/// it is unclear whether it was taken. Decides nothing: what the provider answers becomes an input.</summary>
internal sealed class TwoPhase(AccountDesk desk, IReadOnlyList<IRecallMessages> recalls, LookBeforeSending? look)
{
    /// <summary>What may hold the message until its time; null: it goes in one phase, because its level does not ask for two or its channel cannot call back.</summary>
    public IRecallMessages? For(Message message) =>
        message.Kind == MessageKind.Level && desk.Book.Edition(message.Pack)?.Rules.Level(message.Number)?.RecallMinutes is not null ? On(message.Channel) : null;

    IRecallMessages? On(Channel channel) => recalls.FirstOrDefault(r => r.Channel == channel);

    /// <summary>The next step of a message that is scheduled, is being called back, or whose hand-over is unclear. False: it is settled like any other unclear message.</summary>
    public async Task<bool> StepAsync(StoredAccount stored, Message message, CancellationToken cancel)
    {
        if (message.SendAt is not { } leaves || On(message.Channel) is not { } recall) return false;
        if (message.State == MessageState.Scheduled) await LookAsync(stored, message, recall, cancel);
        else if (message.Handle is not null && (message.State == MessageState.Recalling || desk.Now < LastCall(leaves, recall.Rule))) await CallBackAsync(stored, message, recall, cancel);
        else return false;
        return true;
    }

    async Task CallBackAsync(StoredAccount stored, Message message, IRecallMessages recall, CancellationToken cancel)
    {
        CancelOutcome outcome = await recall.CancelAsync(message.Handle!, cancel);
        RecallStatus status = await recall.StatusAsync(message.Handle!, cancel); // the provider's word is confirmed by its records
        await desk.PutAsync(stored.Account.Id, new RecordRecall(message.Id, message.Attempt, outcome, status, LastCall(message.SendAt!.Value, recall.Rule)), new("provider:recall"), cancel);
    }

    // Before it leaves: is it still right, and is the ledger fresh? Once it has left: what do the provider's records say?
    async Task LookAsync(StoredAccount stored, Message message, IRecallMessages recall, CancellationToken cancel)
    {
        AccountId id = stored.Account.Id;
        if (desk.Now >= message.SendAt)
        {
            RecallStatus status = message.Handle is { } handle ? await recall.StatusAsync(handle, cancel) : new RecallStatus.Unavailable("no handle");
            await desk.PutAsync(id, new RecordLeft(message.Id, message.Attempt, status), new("provider:recall"), cancel);
            return;
        }
        Footing on = await desk.StandAsync(stored, cancel);
        if (look is not null && await look.LookAsync(on, message, cancel) is { } seen) on = seen;
        await desk.PutAsync(new Ask(id, new LookAgain(message.Id, message.Attempt), new("schedule")), on, cancel);
    }

    /// <summary>Until then a message may be called back: half as long again before it leaves as the provider asks.</summary>
    public static DateTimeOffset LastCall(DateTimeOffset leaves, RecallRule rule) => leaves - rule.CancelBefore * 1.5;
}

/// <summary>How a message is held at the provider.</summary>
/// <param name="Rule">The provider's limits.</param>
/// <param name="BatchId">Its handle; null: it names the message once it has taken it.</param>
internal sealed record HeldAtProvider(RecallRule Rule, string? BatchId);

/// <summary>The provider gave no handle for a message in two phases: it waits, or a person must mend our set-up.</summary>
internal sealed record RecordNoBatch(string MessageId, BatchOutcome Outcome) : Input
{
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public override string Cause => "outcome";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.Ready } message) return new Answer.AlreadyRecorded("the message does not wait");
        if (Outcome is BatchOutcome.Later later) turn.Add(new MessageDelayed(MessageId, turn.Now + (later.RetryAfter ?? Rest), later.Code));
        if (Outcome is BatchOutcome.Refused refused) RecordOutcome.Refuse(turn, message, new(refused.Code, Refusal.Configuration));
        return new Answer.Done("recorded", MessageId);
    }
}

/// <summary>Scheduled messages: what stops them, and how they end.</summary>
internal static class Scheduled
{
    static readonly TimeSpan Recheck = TimeSpan.FromMinutes(20), AfterLeaving = TimeSpan.FromMinutes(1);

    /// <summary>When a scheduled message is looked at next: twenty minutes before it leaves, then once it has left.</summary>
    public static DateTimeOffset NextLook(Message message, DateTimeOffset now) => message.SendAt!.Value - Recheck > now ? message.SendAt.Value - Recheck : message.SendAt.Value + AfterLeaving;

    /// <summary>The provider has taken it.</summary>
    public static void Take(Turn turn, Message message, string? providerId) =>
        turn.Add(new MessageScheduled(message.Id, providerId, message.Handle ?? providerId, NextLook(message, turn.Now)));

    /// <summary>After every input: a stop that came in between calls it back, and so does money, because its text would demand too much.</summary>
    public static void Settle(Turn turn)
    {
        foreach (Message message in turn.Account.Messages)
        {
            if (message is not { State: MessageState.Scheduled, RecallReason: null } || turn.Now >= message.SendAt || turn.Account.OpenFeed is not null) continue;
            string? code = turn.Events.Any(LowersWhatIsOwed) ? Code.Of(Reason.Paid) : GateDecision.StopOfScheduled(turn, message)?.Code;
            if (code is not null) turn.Add(new MessageRecalled(message.Id, code, turn.Now));
        }
    }

    static bool LowersWhatIsOwed(AccountEvent e) => e is PaymentRecorded or PaymentAllocated or CreditNoteRecorded or CreditNoteAllocated or BalanceReduced or InvoiceVoided or InvoiceChanged;
}

/// <summary>The look before a scheduled message leaves: the stops again, and how fresh the ledger is.</summary>
internal sealed record LookAgain(string MessageId, int Attempt) : Input
{
    /// <inheritdoc />
    public override string Cause => "recheck";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.Scheduled } message || message.Attempt != Attempt) return new Answer.AlreadyRecorded("the message has been settled");
        Stop? stop = GateDecision.StopOfScheduled(turn, message) ?? Guards.OfLedger(turn.Account, turn.Around, turn.Book.Edition(message.Pack)!.Rules, turn.Now).FirstOrDefault()
            ?? Freshness.Stop(turn.Account, turn.Around, message, turn.Book, turn.Now);
        if (stop is not null && message.RecallReason is null) turn.Add(new MessageRecalled(MessageId, stop.Code, turn.Now));
        else turn.Add(new MessageScheduled(MessageId, null, null, Scheduled.NextLook(message, turn.Now)));
        return new Answer.Done("looked at again", MessageId);
    }
}

/// <summary>What the provider's records say once a scheduled message's time has come.</summary>
internal sealed record RecordLeft(string MessageId, int Attempt, RecallStatus Status) : Input
{
    static readonly TimeSpan Between = TimeSpan.FromHours(1), GiveUpAfter = TimeSpan.FromHours(24);

    /// <inheritdoc />
    public override string Cause => "outcome";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.Scheduled } message || message.Attempt != Attempt) return new Answer.AlreadyRecorded("the message has been settled");
        bool doubtful = Status is RecallStatus.Unavailable && message.RecallReason is not null; // it was taken, and only a call-back whose end is not known could have stopped it
        if (Status is RecallStatus.Cancelled) turn.Add(new MessageWithdrawn(MessageId, message.RecallReason ?? "cancelled at the provider"));
        else if (!doubtful) turn.Add(new MessageAccepted(MessageId, message.ProviderId, "recall"));
        else if (turn.Now - message.SendAt < GiveUpAfter) turn.Add(new MessageScheduled(MessageId, null, null, turn.Now + Between));
        else
        {
            turn.Add(new MessageUncertain(MessageId));
            turn.OpenTask("uncertain-message", MessageId, $"It was never learnt whether the {Code.Of(message.Channel)} about {message.About} left: settle it as sent or not sent.");
        }
        return new Answer.Done("recorded", MessageId);
    }
}

/// <summary>How a call-back went.</summary>
/// <param name="MessageId">Which message.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Outcome">What the provider answered.</param>
/// <param name="Status">What its records say after it: only both together confirm it.</param>
/// <param name="LastCall">Until then it is tried again.</param>
internal sealed record RecordRecall(string MessageId, int Attempt, CancelOutcome Outcome, RecallStatus Status, DateTimeOffset LastCall) : Input
{
    static readonly TimeSpan Between = TimeSpan.FromMinutes(1), Passive = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public override string Cause => "recall";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.Sending or MessageState.Unknown or MessageState.Recalling } message || message.Attempt != Attempt)
            return new Answer.AlreadyRecorded("the message has been settled");
        bool wasTaken = message.State == MessageState.Recalling;
        if (Status is RecallStatus.Cancelled) Confirmed(turn, message, wasTaken);
        else if (Status is RecallStatus.Left left) turn.Add(new MessageAccepted(MessageId, left.ProviderId ?? message.ProviderId, "recall"));
        else if (Outcome is not CancelOutcome.Refused && turn.Now + Between < LastCall) Again(turn, message, wasTaken);
        else TooLate(turn, message, wasTaken);
        return new Answer.Done("recorded", MessageId);
    }

    // Called back for a stop it is withdrawn; after an unclear hand-over it goes once more, because the provider's records say that the first never will.
    static void Confirmed(Turn turn, Message message, bool wasTaken)
    {
        if (wasTaken) turn.Add(new MessageWithdrawn(message.Id, message.RecallReason!));
        else if (message.Resends == 0) turn.Add(new MessageAllowedAgain(message.Id, turn.Now));
        else turn.Add(new MessageWithdrawn(message.Id, "unclear twice"));
    }

    void Again(Turn turn, Message message, bool wasTaken)
    {
        DateTimeOffset next = turn.Now + ((Outcome as CancelOutcome.Full)?.RetryAfter ?? Between), last = LastCall - Between / 2;
        if (next > last) next = last;
        turn.Add(wasTaken ? new MessageRecalled(message.Id, message.RecallReason!, next) : new MessageUnclear(message.Id, message.Searches, next));
    }

    // From here on it counts as one call that may have been taken; a person is told at once.
    static void TooLate(Turn turn, Message message, bool wasTaken)
    {
        turn.OpenTask("recall-failed", message.Id, wasTaken
            ? $"The final notice about {message.About} could not be called back in time ({message.RecallReason}): it leaves, or has left."
            : $"It is not known whether the final notice about {message.About} was taken, and it could not be called back in time.");
        if (wasTaken) turn.Add(new MessageScheduled(message.Id, null, null, Scheduled.NextLook(message, turn.Now)));
        else turn.Add(new MessageUnclear(message.Id, message.Searches, turn.Now + Passive));
    }
}
