namespace Collections.Domain;

/// <summary>A request, dispute, complaint or review came in: it is an account's case from now on.</summary>
public sealed record CaseOpened(Case Case) : AccountEvent
{
    /// <summary>Closed cases that stay in the account, the latest; older ones stand in its history alone.</summary>
    public const int ClosedKept = 12;

    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        int over = account.Cases.Count(IsDone) - ClosedKept;
        return account with { Cases = account.Cases.RemoveAll(c => IsDone(c) && over-- > 0).Add(Case), NextNumber = account.NextNumber + 1 };
    }

    static bool IsDone(Case old) => !old.IsOpen && old.ToTell is null && old.FollowUp is null or { Outcome: not null };
}

/// <summary>A case went a step further.</summary>
/// <param name="Case">The case after the step.</param>
/// <param name="Step">As in its history.</param>
/// <param name="Words">A sentence for staff; empty when the step only keeps the books in order.</param>
public sealed record CaseChanged(Case Case, string Step, string Words) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.CaseOf(Case.Id) is { } old ? account with { Cases = account.Cases.Replace(old, Case) } : account;
}

/// <summary>Late interest, fixed sums and fees on an invoice are given up.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="ThroughDate">For all days up to this one, included; from the day after interest runs again.</param>
/// <param name="AgreementId">The agreement it rests on.</param>
/// <param name="Reason">Why.</param>
public sealed record ClaimsWaived(string Invoice, DateOnly ThroughDate, string AgreementId, string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.Invoice(Invoice) is { } invoice
        ? account.With(invoice with { ClaimsWaivedTo = ThroughDate }) with { NextNumber = account.NextNumber + 1 }
        : account;
}
