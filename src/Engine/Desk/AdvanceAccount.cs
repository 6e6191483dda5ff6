using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Does whatever an account is due for: its run, a message that is ready, one whose fate is unclear. May be called twice at once: the gate makes that harmless.</summary>
/// <param name="look">Reads invoices from their source just before the gate; null: no ledger is connected, and a message of one that is would wait.</param>
/// <param name="fill">Puts the secrets into texts that wait for some; null: letters carry no link.</param>
/// <param name="recalls">Channels that hold a final notice until its time and give it back; null: every message goes in one phase.</param>
public sealed class AdvanceAccount(AccountDesk desk, IReadOnlyList<ISendMessages> channels, LookBeforeSending? look = null, FillSecrets? fill = null, IReadOnlyList<IRecallMessages>? recalls = null)
{
    const int MostSteps = 20;
    readonly TwoPhase twoPhase = new(desk, recalls ?? [], look);

    /// <summary>Advances until nothing is due. Answers what it did; <see cref="Advanced.WakeAt"/> null: only a new event moves the account.</summary>
    public Task<Advanced> RunAsync(AccountId id, CancellationToken cancel) => RunAsync(id, null, cancel);

    /// <summary>As above, on what the caller has just read or committed; null: read it.</summary>
    internal async Task<Advanced> RunAsync(AccountId id, Footing? on, CancellationToken cancel)
    {
        List<ConsideredAccount> considered = [];
        List<string> begun = [];
        for (int step = 0; step < MostSteps; step++)
        {
            StoredAccount? stored = on?.Stored ?? await desk.Stores.Accounts.LoadAsync(id, cancel);
            if (stored is null) return new(null, considered, begun);
            DateTimeOffset now = desk.Now;
            if (stored.RunAt <= now)
            {
                (DeskAnswer answer, on) = await desk.PutAsync(new Ask(id, new DailyRun(), new("schedule")), on ?? await desk.StandAsync(stored, cancel), cancel);
                if (answer.Decision.Verdict is { } verdict) considered.Add(new(id, stored.Account.LedgerId, verdict));
            }
            else if (WatchCases.IsDue(stored.Account, now))
                (_, on) = await desk.PutAsync(new Ask(id, new WatchCases(), new("schedule")), on ?? await desk.StandAsync(stored, cancel), cancel);
            else if (stored.Account.Messages.Where(m => m.WakesAt <= now).MinBy(m => m.WakesAt) is not { } message) return new(stored.WakeAt, considered, begun);
            else if (message.State == MessageState.Ready) on = await SendAsync(stored, on, message, begun, cancel);
            else
            {
                if (!await twoPhase.StepAsync(stored, message, cancel)) await new Reconcile(desk, channels).RunAsync(stored, message, cancel);
                on = null;
            }
        }
        return new(desk.Now, considered, begun);
    }

    /// <summary>What the next step stands on; null: it must be read again.</summary>
    async Task<Footing?> SendAsync(StoredAccount stored, Footing? on, Message message, List<string> begun, CancellationToken cancel)
    {
        DateTimeOffset now = desk.Now;
        Surroundings around = on is null ? await desk.Reader.ReadAsync(stored.Account, now, cancel) : await desk.Reader.RefreshAsync(on.Around, now, cancel);
        if (look is not null && await look.LookAsync(new(stored, around), message, cancel) is { } seen)
        {
            if (seen.Stored.Account.MessageOf(message.Id) != message) return null; // what was read has settled it otherwise
            (stored, around, now) = (seen.Stored, seen.Around, desk.Now);
        }
        if (fill is null) around = around with { Ledger = around.Ledger with { Sender = around.Ledger.Sender with { PortalAddress = null } } };
        GateDecision gate = GateDecision.On(stored.Account, around, message, desk.Book, now);
        if (gate is GateDecision.Pass && twoPhase.For(message) is { } recall)
        {
            BatchOutcome batch = await recall.OpenBatchAsync(cancel);
            if (batch is not BatchOutcome.Opened opening) return (await desk.PutAsync(new Ask(stored.Account.Id, new RecordNoBatch(message.Id, batch), new("provider:recall")), null, cancel)).On;
            gate = GateDecision.On(new Turn(stored.Account, around, desk.Book, desk.Now), message, new HeldAtProvider(recall.Rule, opening.BatchId));
        }
        if (gate is not GateDecision.Pass pass)
        {
            await KeepBackAsync(stored, around, gate, cancel);
            return null;
        }
        MessageText leaving = fill is not null && HiddenWords.AreIn(message, pass.Text) ? await fill(pass.After, message, pass.Text, cancel) : pass.Text;
        AccountCommit commit = desk.Commit(stored, pass.Events, pass.After, around) with { Cause = "gate", Grant = pass.Grant, Text = pass.Text };
        long opened = desk.Clock.GetTimestamp();
        CommitOutcome outcome = await desk.Stores.Accounts.CommitAsync(commit, cancel);
        if (outcome == CommitOutcome.Conflict) return null; // the account has moved on: look again
        if (outcome != CommitOutcome.Committed)
        {
            await RefuseAsync(stored, around, message, outcome, cancel);
            return null;
        }
        begun.Add(message.Id);
        return await CallAsync(pass with { Text = leaving }, new Footing(stored, around).After(commit), message.Id, opened, cancel);
    }

    // The one call. It starts within five seconds of the gate or not at all; then the message is looked for as if the call had been made.
    async Task<Footing?> CallAsync(GateDecision.Pass pass, Footing on, string messageId, long opened, CancellationToken cancel)
    {
        Message message = pass.After.MessageOf(messageId)!;
        if (channels.FirstOrDefault(c => c.Channel == message.Channel) is not { } channel || desk.Clock.GetElapsedTime(opened) > Gate.Deadline) return on;
        Contact contact = pass.After.ContactOf(message.ContactId)!;
        OutgoingMessage outgoing = new(message.Id, pass.After.LedgerId, pass.After.Id, message.Attempt, message.Kind, new(message.Address, contact.Name), on.Around.Ledger.Sender, pass.Text);
        SendOutcome outcome = message.SendAt is { } sendAt ? await twoPhase.For(message)!.ScheduleAsync(outgoing, message.Handle, sendAt, cancel) : await channel.SendAsync(outgoing, cancel);
        bool isOut = outcome is SendOutcome.Refused { Why: Refusal.OptedOut };
        if (isOut) await desk.Stores.Contacts.OptOutAsync(message.Address, desk.Now, channel.Name, cancel);
        Ask ask = new(pass.After.Id, new RecordOutcome(message.Id, message.Attempt, outcome, channel.Name), new($"provider:{channel.Name}"));
        return (await desk.PutAsync(ask, isOut ? null : on, cancel)).On;
    }

    Task KeepBackAsync(StoredAccount stored, Surroundings around, GateDecision gate, CancellationToken cancel)
    {
        (ImmutableArray<AccountEvent> events, Account after) = gate.Match(pass => (pass.Events, pass.After), drop => (drop.Events, drop.After), defer => (defer.Events, defer.After));
        return desk.Stores.Accounts.CommitAsync(desk.Commit(stored, events, after, around) with { Cause = "gate" }, cancel);
    }

    Task RefuseAsync(StoredAccount stored, Surroundings around, Message message, CommitOutcome outcome, CancellationToken cancel)
    {
        Reason reason = outcome switch
        {
            CommitOutcome.OptedOut => Reason.OptedOut,
            CommitOutcome.BudgetSpent => Reason.BudgetSpent,
            _ => Reason.DailyCap,
        };
        MessageDropped dropped = new(message.Id, Code.Of(reason));
        return desk.Stores.Accounts.CommitAsync(desk.Commit(stored, [dropped], dropped.Apply(stored.Account), around) with { Cause = "gate" }, cancel);
    }
}

/// <summary>Numbers of the send protocol (reliability 2.1).</summary>
internal static class Gate
{
    /// <summary>INV-5: the call starts within this time after its gate, on the monotonic clock.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
}

/// <summary>What advancing did.</summary>
/// <param name="WakeAt">When to look again; null: only a new event moves the account.</param>
/// <param name="Considered">One for each run that was decided.</param>
/// <param name="Begun">Messages that passed the gate.</param>
public sealed record Advanced(DateTimeOffset? WakeAt, IReadOnlyList<ConsideredAccount> Considered, IReadOnlyList<string> Begun);
