using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What an input shows is applied by that input: an accepted notice warns, and where the cause has ended its effect ends (INV-20).</summary>
internal static class StandingRelease
{
    public static void Settle(Turn turn)
    {
        if (turn.Events.Count > 0) StandingNotice.Record(turn);
        if (turn.Account.OpenFeed is not null) return; // an import that is not whole shows nothing yet
        switch (turn.Account.Standing)
        {
            case { Standing: Standing.Watch } when Overdue.WhyWatched(turn) is null:
                StandingStep.Take(turn, StandingStep.Free(turn, "what was watched has ended"), "watch-ended");
                break;
            case { Standing: Standing.Warned or Standing.Proposed } underWay when StandingStep.IsForPayment(underWay):
                OfNotice(turn, underWay);
                break;
            case { Standing: Standing.Blacklisted, Noticed.IsEmpty: false } blacklisted:
                OfBlacklisting(turn, blacklisted);
                break;
        }
    }

    static void OfNotice(Turn turn, StandingRecord now)
    {
        Chase chase = turn.Chase;
        if (now.Noticed.All(n => IsSettled(chase, n)))
        {
            StandingStep.Take(turn, StandingStep.Free(turn, "what the notice named is settled"), "cured");
            StandingLetters.Tell(turn, new(StandingLetters.WarningEnded, "", ""));
        }
        else if (!StandingNotice.Stands(turn.Account))
            StandingStep.Take(turn, StandingStep.Free(turn, "the notice came back or was undone"), "notice-undone");
        else if (now.Standing == Standing.Proposed && StandingEvidence.Of(turn).Missing is { IsEmpty: false } missing)
            StandingStep.Take(turn, now with { Standing = Standing.Warned, Proposal = null, Reason = $"the proposal has lapsed: {string.Join("; ", missing)}" }, "proposal-lapsed");
    }

    // Paid invoices leave the cause at the input that pays them; a loss that was written off is no payment.
    static void OfBlacklisting(Turn turn, StandingRecord now)
    {
        Chase chase = turn.Chase;
        ImmutableArray<string> left = now.Noticed.RemoveAll(n => turn.Account.Invoice(n) is { } invoice && IsSettled(chase, n) && invoice.Postings.All(p => p.Kind != PostingKind.WriteOff));
        if (left.Length == now.Noticed.Length) return;
        if (left.Length > 0)
        {
            StandingStep.Take(turn, now with { Noticed = left }, "part-settled");
            return;
        }
        StandingStep.Take(turn, StandingStep.Rehabilitating(turn, RehabilitationStep.Prepay, "what the blacklisting rested on is paid"), "rehabilitating");
        StandingLetters.Tell(turn, new(StandingLetters.TermsChanged, "prepay", ""));
    }

    static bool IsSettled(Chase chase, string number) =>
        chase.Invoices.FirstOrDefault(i => i.Invoice.Number == number) is not { } open || (open.DueNow.IsZero && open.Contested.IsZero);
}
