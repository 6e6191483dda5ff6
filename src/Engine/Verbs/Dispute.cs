using Collections.Domain;

namespace Collections.Engine;

/// <summary>An invoice, or a part of it, is contested: that part leaves the chase at once.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="ReasonCode">"quality", "price", "quantity", "not-received", "already-paid", "wrong-customer", "other".</param>
/// <param name="Words">In the customer's words.</param>
/// <param name="Amount">The contested part; null: the whole.</param>
public sealed record OpenDispute(string Invoice, string ReasonCode, string Words, Money? Amount = null) : Input
{
    /// <summary>The reason codes.</summary>
    public static readonly IReadOnlyList<string> ReasonCodes = ["quality", "price", "quantity", "not-received", "already-paid", "wrong-customer", "other"];

    /// <inheritdoc />
    public override string Cause => "dispute";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        Invoice? invoice = turn.Account.Invoice(Invoice);
        if (invoice is not { IsOpen: true }) problems.Add(new("invoice", $"invoice {Invoice} is not open here", "name an open invoice"));
        if (!ReasonCodes.Contains(ReasonCode)) problems.Add(new("reason", $"'{ReasonCode}' is no reason code", $"one of: {string.Join(", ", ReasonCodes)}"));
        if (invoice is not null && Amount is { } part && (part.Currency != invoice.Amount.Currency || !part.IsPositive || part > invoice.Balance))
            problems.Add(new("amount", $"{part} of {invoice.Balance}", "contest more than nothing and at most what is open, in the invoice's currency"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (turn.Account.Disputes.FirstOrDefault(d => d.ClosedDate is null && d.Invoice == Invoice && d.Amount == Amount) is { } same) return new Answer.AlreadyRecorded($"dispute {same.Id} says so already");
        Dispute dispute = new() { Id = turn.NextId("D"), Invoice = Invoice, Amount = Amount, ReasonCode = ReasonCode, Words = Words, OpenedDate = turn.Today };
        turn.Add(new DisputeOpened(dispute));
        turn.OpenTask("dispute", dispute.Id, $"Invoice {Invoice} is contested ({ReasonCode}): look into it and settle it.");
        return new Answer.Done($"dispute {dispute.Id} on invoice {Invoice}; it is not chased meanwhile", dispute.Id);
    }
}

/// <summary>A dispute is settled; a credit note, where one is due, comes from the accounting software.</summary>
/// <param name="DisputeId">Which.</param>
/// <param name="Outcome">"credited", "partly-credited", "rejected", "withdrawn".</param>
/// <param name="Reason">Why, in words for the customer.</param>
public sealed record CloseDispute(string DisputeId, string Outcome, string Reason) : Input
{
    /// <summary>The outcomes.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["credited", "partly-credited", "rejected", "withdrawn"];

    /// <inheritdoc />
    public override string Cause => "dispute-settled";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Disputes.FirstOrDefault(d => d.Id == DisputeId) is not { } dispute) return new Answer.Refused("dispute", $"there is no dispute {DisputeId}", "see the account for its disputes");
        if (!Outcomes.Contains(Outcome)) return new Answer.Refused("outcome", $"'{Outcome}' is no outcome", $"one of: {string.Join(", ", Outcomes)}");
        if (dispute.ClosedDate is not null) return new Answer.AlreadyRecorded($"dispute {DisputeId} was settled: {dispute.Outcome}");
        turn.Add(new DisputeClosed(DisputeId, turn.Today, Outcome, Reason));
        turn.CloseTasks("dispute", DisputeId, Outcome);
        return new Answer.Done($"dispute {DisputeId} is settled: {Outcome}", DisputeId);
    }
}

/// <summary>Every open dispute of an invoice is settled: for files, which know invoices and not our disputes.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Outcome">As of <see cref="CloseDispute"/>.</param>
/// <param name="Reason">Why.</param>
public sealed record CloseDisputesOf(string Invoice, string Outcome, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "dispute-settled";

    internal override Answer Decide(Turn turn)
    {
        Dispute[] open = [.. turn.Account.Disputes.Where(d => d.ClosedDate is null && d.Invoice == Invoice)];
        if (open.Length == 0) return new Answer.AlreadyRecorded($"invoice {Invoice} is not in dispute");
        foreach (Dispute dispute in open)
            if (new CloseDispute(dispute.Id, Outcome, Reason).Decide(turn) is Answer.Refused refused) return refused;
        return new Answer.Done($"invoice {Invoice} is no longer in dispute", Invoice);
    }
}
