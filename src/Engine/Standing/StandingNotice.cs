using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The notice before blacklisting: it counts from its acceptance, and never when its fate is uncertain or it came back.</summary>
internal static class StandingNotice
{
    /// <summary>Looks at what this input brought for messages that standing waits for.</summary>
    public static void Record(Turn turn)
    {
        int known = turn.Events.Count;
        for (int i = 0; i < known; i++)
        {
            if (turn.Events[i] is MessageAccepted accepted) Accepted(turn, accepted.MessageId);
            else if (turn.Events[i] is MessageSettled { WasSent: true } settled) Accepted(turn, settled.MessageId);
            else if (turn.Events[i] is MessageUncertain uncertain && turn.Account.Standing.ToTell?.MessageId == uncertain.MessageId)
                StandingStep.Take(turn, turn.Account.Standing with { ToTell = null }, "letter-uncertain");
            else if (turn.Events[i] is PaymentReversed reversed) TakenBack(turn, reversed.PaymentId);
        }
    }

    // The notice went once and goes no second time: whether it holds again after a payment was taken back is for a person to say.
    static void TakenBack(Turn turn, string paymentId)
    {
        if (turn.Account.Standing.Standing is not (Standing.Good or Standing.Watch)) return;
        foreach (Allocation allocation in turn.Account.Payments.FirstOrDefault(p => p.Id == paymentId)?.Allocations ?? [])
            if (turn.Account.Invoice(allocation.Invoice) is { IsOpen: true, Ladder: { } ladder } && turn.Book.Edition(ladder.Pack) is { } pack
                && ladder.Done.Any(d => d.By == DoneBy.Accepted && pack.Rules.Level(d.Number) is { Warns: true }))
                turn.OpenTask("notice-reopened", allocation.Invoice, $"The payment that ended the notice on invoice {allocation.Invoice} was taken back: decide how to go on.");
    }

    /// <summary>True while the notice of a payment process stands as accepted on its ladder.</summary>
    public static bool Stands(Account account) => account.Standing.NoticeMessageId is { } id && Carrier(account, id) is { Done.By: DoneBy.Accepted };

    /// <summary>The invoice whose ladder carried a message, with the level done by it; null when its ladder has left or the level was undone.</summary>
    public static (Invoice Invoice, LevelDone Done)? Carrier(Account account, string messageId)
    {
        foreach (Invoice invoice in account.Invoices)
            if (invoice.Ladder is { } ladder)
                foreach (LevelDone done in ladder.Done)
                    if (done.MessageId == messageId) return (invoice, done);
        return null;
    }

    /// <summary>A letter of standing came back: as a notice it no longer counts, and it goes to the next address.</summary>
    public static void CameBack(Turn turn, string messageId)
    {
        StandingRecord now = turn.Account.Standing;
        if (now is not { Standing: Standing.Proposed, Proposal: { Ground: StandingGround.Conduct } proposal } || now.NoticeMessageId != messageId) return;
        StandingStep.Take(turn, now with
        {
            NoticeDate = null, ToTell = new(StandingLetters.ConductNotice, "", proposal.Reason), Proposal = proposal with { ApprovedBy = [] },
        }, "notice-came-back");
    }

    static void Accepted(Turn turn, string messageId)
    {
        StandingRecord now = turn.Account.Standing;
        if (now.NoticeMessageId == messageId && now.NoticeDate is null && now.Proposal is { Ground: StandingGround.Conduct } proposal)
            StandingStep.Take(turn, now with
            {
                NoticeDate = turn.Today, ToTell = null,
                Proposal = proposal with
                {
                    Evidence = proposal.Evidence.Add($"notice accepted on {turn.Today:yyyy-MM-dd}, message {messageId}"), AccountVersion = turn.Around.AccountVersion + 1,
                },
            }, "notice-accepted");
        else if (now.ToTell?.MessageId == messageId) StandingStep.Take(turn, now with { ToTell = null }, "told");
        else if (Carrier(turn.Account, messageId) is { Done.By: DoneBy.Accepted } carrier && carrier.Invoice.Ladder is { } ladder
            && turn.Book.Edition(ladder.Pack) is { } pack && pack.Rules.Level(carrier.Done.Number) is { Warns: true }) Warn(turn, carrier.Done, pack);
    }

    // The notice demanded what was late on its day; a debt that fell due since is no cause of this warning.
    static void Warn(Turn turn, LevelDone done, LoadedPack pack)
    {
        StandingRecord now = turn.Account.Standing;
        if (now.Standing is Standing.Proposed or Standing.Blacklisted) return;
        ImmutableArray<string> noticed = [.. turn.Chase.Chaseable.Where(i => i.Invoice.ChasingDueDate < (done.Date ?? turn.Today)).Select(i => i.Invoice.Number)];
        if (noticed.IsEmpty) return; // paid while the message was on its way
        StandingStep.Take(turn, new()
        {
            Standing = Standing.Warned, NoticeMessageId = done.MessageId, NoticeDate = turn.Today, Pack = pack.ContentId, Noticed = noticed,
            Reason = $"the notice before blacklisting (level {done.Number}) was accepted; the cure period ends on {turn.Today.AddDays(pack.Rules.Standing.CureDays):yyyy-MM-dd}",
            Step = now.Step, StepDate = now.StepDate,
        }, "warned");
    }
}
