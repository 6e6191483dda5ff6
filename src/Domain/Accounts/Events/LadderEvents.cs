using System.Collections.Immutable;

namespace Collections.Domain;

/// <summary>An invoice began to carry: its ladder runs under this pack to its end.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Pack">Content id of the pack.</param>
/// <param name="SkippedBelow">With contextual entry, the first level to be sent; levels below it count as skipped on entry. One with restart.</param>
public sealed record LadderEntered(string Invoice, string Pack, int SkippedBelow) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.With(account.Invoice(Invoice)! with
    {
        Ladder = new(Pack, [.. Enumerable.Range(1, Math.Max(0, SkippedBelow - 1)).Select(n => new LevelDone(n, DoneBy.SkippedOnEntry, null, null))]),
    });
}

/// <summary>A level is done without a message: waived by a person, skipped after a broken promise, or because no contact was left.</summary>
public sealed record LevelPassed(string Invoice, int Level, DoneBy By, DateOnly? Date, string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.Done(Invoice, new(Level, By, Date, null));
}

/// <summary>The ladder of an invoice ended unpaid.</summary>
public sealed record LadderEnded(string Invoice, DateOnly Date, string How) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.With(account.Invoice(Invoice)! with { Ladder = account.Invoice(Invoice)!.Ladder! with { EndedDate = Date } });
}

/// <summary>A required level could not be delivered: the ladder waits for a person. A new contact or a settled task lets it go on.</summary>
public sealed record LadderStopped(string Invoice, bool Stopped, string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Invoice invoice = account.Invoice(Invoice)!;
        Ladder ladder = invoice.Ladder! with { StoppedForPerson = Stopped };
        return account.With(invoice with { Ladder = Stopped ? ladder : ladder with { FailedRoutes = [] } });
    }
}

/// <summary>A running ladder was moved to another version of the policy by an explicit, previewed migration.</summary>
public sealed record LadderMoved(string Invoice, string Pack) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.With(account.Invoice(Invoice)! with { Ladder = account.Invoice(Invoice)!.Ladder! with { Pack = Pack } });
}
