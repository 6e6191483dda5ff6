using Collections.Domain;

namespace Collections.Engine;

/// <summary>What follows from any change: agreements are judged again, discounts are given, tasks that have become pointless close.</summary>
internal static class AfterEveryInput
{
    public static void Settle(Turn turn)
    {
        GiveDiscounts(turn);
        Judge.All(turn);
        CaseRelease.Settle(turn);
        StandingRelease.Settle(turn);
        if (turn.Account.Messages.Length > 0) Scheduled.Settle(turn);
        if (turn.Account.Tasks.Length > 0) CloseTasks(turn);
    }

    static void GiveDiscounts(Turn turn)
    {
        foreach (Invoice invoice in turn.Account.Invoices)
        {
            if (invoice.Discount is not { } offer || !invoice.IsOpen || invoice.Balance > offer.Off) continue;
            if (invoice.Postings.Any(p => p.Kind == PostingKind.Payment && p.ValueDate > offer.Until)) continue; // the rest came too late
            turn.Add(new BalanceReduced(invoice.Number, PostingKind.Discount, invoice.Balance, turn.Today < offer.Until ? turn.Today : offer.Until, offer.AgreementId));
        }
    }

    static void CloseTasks(Turn turn)
    {
        Account account = turn.Account;
        foreach (WorkItem task in account.Tasks)
        {
            bool pointless = task.Kind switch
            {
                "credit-to-allocate" => !turn.Chase.Invoices.Any(i => i.Out == Reason.CreditToAllocate),
                "no-contact" or "notice-reopened" or "ladder-ended" or "write-off-proposed" or "policy-missing" => account.Invoice(task.About) is not { IsOpen: true },
                "plan-broken" => account.Plans.FirstOrDefault(p => p.Id == task.About) is { } plan && plan.Invoices.All(n => account.Invoice(n) is not { IsOpen: true }),
                "credit-due" => account.Disputes.FirstOrDefault(d => d.Id == task.About) is { } settled && (account.Invoice(settled.Invoice) is not { } billed || settled.CreditMissing(billed) is null),
                "hold-review" => account.Hold is null,
                "blacklist-proposed" => account.Standing.Standing != Standing.Proposed,
                "standing-review" => account.Standing.Standing != Standing.Blacklisted,
                "appeal" => account.Standing.Appeal is not { DecidedBy: null },
                "standing-letter" => account.Standing.ToTell is not { MessageId: null },
                _ => false,
            };
            if (pointless) turn.Add(new TaskDone(task.Id, "it has settled itself"));
        }
    }
}
