using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The ledger's run of the day reaches the account: what is dated today is judged, then a level goes out, or a reminder, or nothing, with the reason.</summary>
public sealed record DailyRun : Input
{
    /// <inheritdoc />
    public override string Cause => "run";

    internal override Answer Decide(Turn turn)
    {
        Judge.All(turn);
        Housekeeping.Retire(turn);
        Entry.Contextual(turn);
        NextLevel next = NextLevel.Of(turn);
        Message? reserved = next.Reason == Reason.None ? Reserve.Level(turn, next, byHand: false) : null;
        if (reserved is null)
        {
            Aftermath(turn, next);
            reserved = Reminders.Reserve(turn, next.Reason == Reason.LadderEnded ? NextLevel.Of(turn) : next);
        }
        CaseRun.Advance(turn);
        StandingRun.Advance(turn);
        turn.Verdict = new(turn, next, reserved);
        return new Answer.Done(reserved is null ? "no message" : "a message is reserved", reserved?.Id);
    }

    // What a silence leaves behind: a task, a skipped level, the end of the ladder.
    static void Aftermath(Turn turn, NextLevel next)
    {
        switch (next.Reason)
        {
            case Reason.CreditToAllocate:
                turn.OpenTask("credit-to-allocate", "", "Unapplied cash or credit notes cover what is overdue: allocate them in the accounting software.");
                break;
            case Reason.NoUsableContact or Reason.OptedOut or Reason.ThirdPartySms when next.Stops.Length == 1:
                Unreachable(turn, next);
                break;
            case Reason.PolicyMissing:
                turn.OpenTask("policy-missing", next.Carrying!.Invoice.Number, next.Stops[0].Words);
                break;
            case Reason.LadderEnded:
                EndOfTheLadder.Decide(turn, next);
                break;
        }
    }

    static void Unreachable(Turn turn, NextLevel next)
    {
        Invoice carrying = next.Carrying!.Invoice;
        DunningLevel level = next.Level!;
        string words = $"Level {level.Number} for invoice {carrying.Number} reaches nobody: {next.Stops[0].Words}.";
        turn.OpenTask("no-contact", carrying.Number, words);
        if (carrying.Ladder is not { FailedRoutes.Length: > 0 }) return; // never tried: it waits for a contact
        turn.Add(level.Required
            ? new LadderStopped(carrying.Number, true, words)
            : new LevelPassed(carrying.Number, level.Number, DoneBy.SkippedNoContact, turn.Today, words));
    }
}

/// <summary>With contextual entry the first run on which an invoice carries settles its level, whether a message may go that day or not (product rule 2.2).</summary>
internal static class Entry
{
    public static void Contextual(Turn turn)
    {
        if (turn.Pack is not { Rules.Entry: LadderEntry.Contextual } pack || turn.Account.OpenFeed is not null) return;
        if (turn.Chase.Carrying(pack.Rules) is not { Invoice: { Ladder: null } carrying }) return;
        turn.Add(new LadderEntered(carrying.Number, pack.ContentId, NextLevel.EntryLevel(carrying, pack.Rules, turn.Today)));
    }
}

/// <summary>Makes reservations: a message named by what it is for and whom it goes to, durable before any provider is called.</summary>
internal static class Reserve
{
    public static Message Level(Turn turn, NextLevel next, bool byHand)
    {
        DunningLevel level = next.Level!;
        return Add(turn, new Purpose(MessageKind.Level, next.Carrying!.Invoice.Number, level.Number, level.Letter), next.Route!, next.Pack!, next.At, byHand);
    }

    public static Message Add(Turn turn, Purpose purpose, Route route, LoadedPack pack, DateTimeOffset at, bool byHand = false)
    {
        Message message = new()
        {
            Id = Message.IdOf(turn.Account.Id, purpose.Kind, purpose.About, purpose.Number, route.Contact, route.Channel),
            Kind = purpose.Kind, About = purpose.About, Number = purpose.Number, Letter = purpose.Letter,
            Channel = route.Channel, ContactId = route.Contact.Id, Address = route.Address, Person = route.Contact.Person ?? route.Address,
            Pack = pack.ContentId, ReservedAt = turn.Now, NotBefore = at, ByHand = byHand,
            State = pack.Rules.Review && purpose.Kind is not (MessageKind.Confirmation or MessageKind.Correction) ? MessageState.AwaitingRelease : MessageState.Ready,
        };
        turn.Add(new MessageReserved(message));
        return message;
    }
}

/// <summary>What a message is for.</summary>
internal sealed record Purpose(MessageKind Kind, string About, int Number, string Letter);

/// <summary>The explicit end of a ladder (product rule 2.7): never silence, never one a day for ever.</summary>
internal static class EndOfTheLadder
{
    public static void Decide(Turn turn, NextLevel next)
    {
        Invoice carrying = next.Carrying!.Invoice;
        Ladder ladder = carrying.Ladder!;
        PolicyPack rules = next.Pack!.Rules;
        if (ladder.EndedDate is not null || turn.Today < EndDate(ladder, rules)) return;
        turn.Add(new LadderEnded(carrying.Number, turn.Today, Code.Of(rules.EndOfLadder)));
        if (rules.EndOfLadder == EndOfLadder.ProposeBlacklisting && turn.Account.Standing.Standing is Standing.Warned or Standing.Proposed or Standing.Blacklisted)
            return; // the rules of standing go on from the accepted notice; without one nothing is ever proposed, and a person must know
        if (rules.EndOfLadder == EndOfLadder.Repeat) return;
        turn.OpenTask(
            rules.EndOfLadder == EndOfLadder.ProposeWriteOff ? "write-off-proposed" : "ladder-ended", carrying.Number,
            $"Every level for invoice {carrying.Number} is done and {next.Carrying.Open} is unpaid: decide how to go on.");
    }

    public static DateOnly EndDate(Ladder ladder, PolicyPack rules) =>
        ladder.Done.Select(d => d.Date).LastOrDefault(d => d is not null)?.AddDays(rules.EndAfterDays) ?? DateOnly.MinValue;
}

/// <summary>Closed items leave ninety days after they closed, unless a promise may still be judged by them.</summary>
internal static class Housekeeping
{
    const int KeepDays = 90;

    public static void Retire(Turn turn)
    {
        Account account = turn.Account;
        DateOnly before = turn.Today.AddDays(-KeepDays);
        foreach (Promise promise in account.Promises)
            if (Judge.MayChange(promise, turn.Today) && promise.GivenDate < before) before = promise.GivenDate;
        foreach (Plan plan in account.Plans)
            if (plan.Standing == PlanStanding.OnTrack && plan.AgreedDate < before) before = plan.AgreedDate;

        ImmutableArray<string> invoices = [.. account.Invoices.Where(i => i.ClosedDate < before && !i.IsOpen).Select(i => i.Number)];
        ImmutableArray<string> notes = [.. account.CreditNotes.Where(c => c.ValueDate < before && c.Open.IsZero).Select(c => c.Number)];
        ImmutableArray<string> payments = [.. account.Payments.Where(p => p.ValueDate < before && p.Unapplied.IsZero).Select(p => p.Id)];
        if (invoices.Length + notes.Length + payments.Length > 0) turn.Add(new ItemsRetired(invoices, notes, payments));
    }
}
