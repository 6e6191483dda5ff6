using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-17: a promise or dispute that was answered to whoever gave it stands in the account for good; nothing ends it but its judgement or an act of its own.</summary>
internal sealed class Promises(Sight sight) : Invariant(sight, "INV-17 no lost promise")
{
    public override void On(Happening happening)
    {
        if (happening is Committed committed) Kept(committed);
        if (happening is not Answered answered) return;
        Account account = Sight.Accounts[answered.Account];
        if (answered.Input is MakePromise promise)
            Holds(account.Promises.Any(p => p.Amount == promise.Amount && p.Date == promise.Date), account.Id, $"a promise of {promise.Amount} by {promise.Date} was answered and is not there");
        if (answered.Input is OpenDispute dispute)
            Holds(account.Disputes.Any(d => d.Invoice == dispute.Invoice), account.Id, $"a dispute of {dispute.Invoice} was answered and is not there");
    }

    void Kept(Committed committed)
    {
        if (!Sight.Accounts.TryGetValue(committed.Id, out Account? before)) return;
        Account after = committed.Commit.To;
        Holds(before.Promises.All(p => after.Promises.Any(q => q.Id == p.Id && q.Amount == p.Amount)), after.Id, "a promise is lost");
        Holds(before.Disputes.All(d => after.Disputes.Any(e => e.Id == d.Id && (d.ClosedDate is null || e.ClosedDate == d.ClosedDate))), after.Id, "a dispute is lost");
        Holds(before.Plans.All(p => after.Plans.Any(q => q.Id == p.Id)), after.Id, "a plan is lost");
        foreach (AccountEvent e in committed.Commit.Events)
            if (e is PromiseMade made)
                Holds(made.Promise.Invoices.All(n => !before.Disputes.Any(d => d.ClosedDate is null && d.Invoice == n)), after.Id, "a promise overwrote a dispute");
    }
}
