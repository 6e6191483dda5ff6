using Collections.Domain;
using Collections.Living;

namespace Collections.Simulation.Invariants;

/// <summary>INV-17, 19, 20 and 21: no promise or dispute is lost; nobody is warned, proposed or blacklisted on a message that was not accepted, on frozen figures or by one person; who has paid is free at once.</summary>
internal sealed class DueProcess(World world) : Invariant("INV-17/19/20/21 due process")
{
    readonly HashSet<string> accepted = new(StringComparer.Ordinal);

    public override void On(Committed committed)
    {
        Account before = committed.Commit.From.Account, after = committed.Commit.To;
        foreach (AccountEvent happened in committed.Commit.Events)
        {
            if (happened is MessageAccepted a) accepted.Add(a.MessageId);
            if (happened is MessageBounced b) accepted.Remove(b.MessageId);
            if (happened is StandingChanged { Record: var record } && record.Standing != before.Standing.Standing) Changed(after, record);
        }
        Holds(before.Promises.All(p => after.Promises.Any(q => q.Id == p.Id)), after.Id, "a promise is lost");
        Holds(before.Disputes.All(d => after.Disputes.Any(e => e.Id == d.Id && (d.ClosedDate is null || e.ClosedDate == d.ClosedDate))), after.Id, "a dispute is lost");
        Holds(committed.Commit.Events.OfType<PromiseMade>().All(p => p.Promise.Invoices.All(n => !before.Disputes.Any(d => d.ClosedDate is null && d.Invoice == n))), after.Id, "a promise overwrote a dispute");
        Released(after);
    }

    void Changed(Account account, StandingRecord record)
    {
        switch (record.Standing)
        {
            case Standing.Warned:
                Noticed(account, record);
                break;
            case Standing.Proposed when record.Proposal!.Ground == StandingGround.Payment:
                Noticed(account, record);
                Holds(!world.IsSafe && !world.IsStale(account.LedgerId), account.Id, "proposed on frozen figures");
                Holds(!account.Promises.Any(p => p.Standing == PromiseStanding.Open) && !account.Disputes.Any(d => d.ClosedDate is null), account.Id, "proposed with a promise or dispute open");
                Holds(record.NoticeDate!.Value.AddDays(world.Book.Edition(record.Pack!)!.Rules.Standing.CureDays) < world.DateIn(account.LedgerId), account.Id, "proposed within the cure period");
                break;
            case Standing.Blacklisted:
                string[] persons = [.. record.Proposal!.ApprovedBy.Append(record.Proposal.By).Where(p => p != "rule").Distinct()];
                Holds(persons.Length >= 2 && !record.Proposal.ApprovedBy.Contains(record.Proposal.By), account.Id, "blacklisted by fewer than two persons");
                Holds(record.ReviewDate is not null && !world.IsSafe && !world.IsStale(account.LedgerId), account.Id, "blacklisted on frozen figures or without a review date");
                break;
            default:
                break;
        }
    }

    void Noticed(Account account, StandingRecord record) =>
        Holds(record.NoticeMessageId is { } id && accepted.Contains(id) && record.NoticeDate is not null, account.Id, "the notice was not accepted, or came back");

    void Released(Account account)
    {
        if (account.Standing is not { Standing: Standing.Warned or Standing.Proposed, Proposal: null or { Ground: StandingGround.Payment } }) return;
        Holds(account.Invoices.Any(i => i.IsOpen), account.Id, $"everything is paid and the account is {account.Standing.Standing}");
    }
}
