using Collections.Domain;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-4, 10 and 18: nothing passes the gate after a payment, promise, dispute, block, reply or opt-out was committed; what is demanded is owed; an opt-out holds until the same address opts in.</summary>
internal sealed class StopsWin(Sight sight) : Invariant(sight, "INV-4/10/18 a stop wins")
{
    readonly HashSet<string> optedOut = new(StringComparer.Ordinal);

    public override void On(Happening happening)
    {
        if (happening is Opted { IsOut: true } o) optedOut.Add(o.Address);
        else if (happening is Opted i) optedOut.Remove(i.Address);
        else if (happening is Committed committed)
            foreach (AccountEvent e in committed.Commit.Events)
                if (e is MessageBegun begun) Passed(committed, begun);
    }

    // The state that counts is the one that the commit before this one left, whatever this one says that it was decided on.
    void Passed(Committed committed, MessageBegun begun)
    {
        Account before = Sight.Accounts.GetValueOrDefault(committed.Id) ?? committed.Commit.From.Account;
        Message message = Sight.Reserved[begun.MessageId];
        Holds(!optedOut.Contains(message.Address), before.Id, $"{message.Address} passed the gate after it had opted out");
        Holds(!Sight.IsSafe, before.Id, "a message passed the gate in safe mode");
        if (message.Kind is MessageKind.Level or MessageKind.Repeat) Chased(before, begun);
        if (message.CountsAsContact) Flags(before, begun.Date);
        Sums(before, begun);
    }

    void Chased(Account account, MessageBegun begun)
    {
        Holds(begun.Invoices.Length > 0 && begun.Demanded.Length > 0, account.Id, "a level that demands nothing");
        foreach (string number in begun.Invoices)
        {
            Invoice invoice = account.Invoice(number)!;
            Holds(invoice.Balance.IsPositive, account.Id, $"{number} is paid and was demanded");
            Holds(begun.Date > (invoice.ExtendedTo ?? invoice.DueDate), account.Id, $"{number} is not yet due and was demanded");
            Holds(!account.Promises.Any(p => p.Standing == PromiseStanding.Open && p.Invoices.Contains(number)), account.Id, $"{number} is promised and was demanded");
            Holds(!account.Plans.Any(p => p.Standing == PlanStanding.OnTrack && p.Invoices.Contains(number)), account.Id, $"{number} is on a plan and was demanded");
            Holds(!account.Disputes.Any(d => d.ClosedDate is null && d.Invoice == number && d.Amount is null), account.Id, $"{number} is in dispute and was demanded");
            Holds(!account.Blocks.Any(b => b.Invoice == number && begun.Date >= b.FromDate && begun.Date <= b.UntilDate), account.Id, $"{number} is blocked and was demanded");
            Holds(!account.Cases.Any(c => c is { IsOpen: true, Kind: CaseKind.Request } && c.Invoices.Contains(number) && c.PausedUntil >= begun.Date), account.Id, $"a request for {number} waits for its answer and it was demanded");
            Holds(!invoice.AutomaticPaymentPending, account.Id, $"{number} is collected automatically and was demanded");
        }
    }

    void Flags(Account account, DateOnly date)
    {
        AccountFlags flags = account.Flags;
        Holds(!flags.Insolvency && !flags.Vulnerability && !flags.UnreadReply && !(flags.ComplaintUntil >= date), account.Id, "a message to an account that is with a person");
        Holds(!account.Blocks.Any(b => b.Invoice is null && date >= b.FromDate && date <= b.UntilDate), account.Id, "a message to a blocked account");
        Holds(!account.Tasks.Any(t => t.Kind == "event-parked"), account.Id, "a message while an event of the account is parked");
    }

    void Sums(Account account, MessageBegun begun)
    {
        foreach (Money demanded in begun.Demanded)
        {
            long owed = begun.Invoices.Select(n => account.Invoice(n)!).Where(i => i.Amount.Currency == demanded.Currency).Sum(i => i.Balance.Minor);
            long credit = account.Payments.Where(p => p.Amount.Currency == demanded.Currency).Sum(p => p.Unapplied.Minor)
                + account.Invoices.Where(i => i.Amount.Currency == demanded.Currency).Sum(i => Math.Max(0, -i.Balance.Minor))
                + account.CreditNotes.Where(c => c.Amount.Currency == demanded.Currency).Sum(c => c.Open.Minor);
            Holds(demanded.IsPositive && demanded.Minor <= owed, account.Id, $"{demanded} was demanded of {owed} owed");
            Holds(demanded.Minor >= owed - credit - Contested(account, begun), account.Id, $"{demanded} is less than {owed} owed less what covers it");
        }
    }

    static long Contested(Account account, MessageBegun begun) =>
        account.Disputes.Where(d => d.ClosedDate is null && begun.Invoices.Contains(d.Invoice)).Sum(d => d.Amount?.Minor ?? 0);
}
