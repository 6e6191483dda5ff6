namespace Collections.Domain;

/// <summary>A promise to pay was accepted.</summary>
public sealed record PromiseMade(Promise Promise) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Promises = account.Promises.Add(Promise), NextNumber = account.NextNumber + 1 };
}

/// <summary>A promise was judged, or judged again after a late or reversed payment.</summary>
/// <param name="PromiseId">Which.</param>
/// <param name="Standing">Kept, PartlyKept or Broken; Open again when a reversal reopens it before its last date.</param>
/// <param name="Received">What counted for it.</param>
/// <param name="Date">The ledger's day of the judgement.</param>
public sealed record PromiseJudged(string PromiseId, PromiseStanding Standing, Money Received, DateOnly Date) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Promise old = account.Promises.First(p => p.Id == PromiseId);
        Promise judged = old with { Standing = Standing, Received = Received, JudgedDate = Standing == PromiseStanding.Open ? null : Date };
        PaymentHabit habit = Count(Count(account.Habit, old.Standing, -1), Standing, 1);
        if (Standing is PromiseStanding.Broken or PromiseStanding.PartlyKept) habit = habit with { LastBrokenDate = Date };
        return account with { Promises = account.Promises.Replace(old, judged), Habit = habit };
    }

    static PaymentHabit Count(PaymentHabit habit, PromiseStanding standing, int sign) => standing switch
    {
        PromiseStanding.Kept => habit with { PromisesKept = habit.PromisesKept + sign },
        PromiseStanding.Broken or PromiseStanding.PartlyKept => habit with { PromisesBroken = habit.PromisesBroken + sign },
        PromiseStanding.Open or PromiseStanding.Withdrawn => habit,
    };
}

/// <summary>A promise was taken back before its date.</summary>
public sealed record PromiseWithdrawn(string PromiseId, DateOnly Date) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Promise old = account.Promises.First(p => p.Id == PromiseId);
        return account with { Promises = account.Promises.Replace(old, old with { Standing = PromiseStanding.Withdrawn, JudgedDate = Date }) };
    }
}

/// <summary>An invoice got a later date for chasing; the contractual one stays.</summary>
public sealed record InvoiceExtended(string Invoice, DateOnly Until, DateOnly AgreedDate, string Reason) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account.With(account.Invoice(Invoice)! with { ExtendedTo = Until });
}

/// <summary>A payment plan was agreed.</summary>
public sealed record PlanAgreed(Plan Plan) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Plans = account.Plans.Add(Plan), NextNumber = account.NextNumber + 1 };
}

/// <summary>A plan ended: completed, broken or withdrawn.</summary>
public sealed record PlanEnded(string PlanId, PlanStanding Standing, DateOnly Date) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Plan old = account.Plans.First(p => p.Id == PlanId);
        return account with { Plans = account.Plans.Replace(old, old with { Standing = Standing, EndedDate = Date }) };
    }
}

/// <summary>A settlement discount was agreed: given if the rest is paid by its date.</summary>
public sealed record DiscountAgreed(string Invoice, DiscountOffer Offer) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.With(account.Invoice(Invoice)! with { Discount = Offer }) with { NextNumber = account.NextNumber + 1 };
}

/// <summary>An invoice, or a part of it, is contested.</summary>
public sealed record DisputeOpened(Dispute Dispute) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) => account with { Disputes = account.Disputes.Add(Dispute), NextNumber = account.NextNumber + 1 };
}

/// <summary>A dispute was settled.</summary>
/// <param name="DisputeId">Which.</param>
/// <param name="Date">The ledger's day.</param>
/// <param name="Outcome">"credited", "partly-credited", "rejected", "withdrawn".</param>
/// <param name="Reason">Why, in words for the customer.</param>
public sealed record DisputeClosed(string DisputeId, DateOnly Date, string Outcome, string Reason) : AccountEvent
{
    /// <summary>What we agreed to credit; null: nothing, or the credit note has come already.</summary>
    public Money? CreditDue { get; init; }

    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Dispute old = account.Disputes.First(d => d.Id == DisputeId);
        return account with { Disputes = account.Disputes.Replace(old, old with { ClosedDate = Date, Outcome = Outcome, CreditDue = CreditDue }) };
    }
}
