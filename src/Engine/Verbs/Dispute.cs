using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>An invoice, or a part of it, is contested: that part leaves the chase at once.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="ReasonCode">"quality", "price", "quantity", "not-received", "already-paid", "wrong-customer", "other".</param>
/// <param name="Words">In the customer's words.</param>
/// <param name="Amount">The contested part; null: the whole.</param>
public sealed record OpenDispute(string Invoice, string ReasonCode, string Words, Money? Amount = null) : Input
{
    /// <summary>Who contests it, and who writes it down: then it is a case with an answer promised. Null: a file or the accounting software says so, and no case is opened.</summary>
    public Actor? By { get; init; }
    /// <summary>As of <see cref="OpenRequest.Ways"/>.</summary>
    public string Via { get; init; } = "staff";
    /// <summary>The contact who contests it and is answered; null: whoever can be reached.</summary>
    public string? ContactId { get; init; }
    /// <summary>Names of the documents that show it, as they are kept; never their content.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

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
        if (By is not null) OpenCase(turn, dispute);
        else turn.OpenTask("dispute", dispute.Id, $"Invoice {Invoice} is contested ({ReasonCode}): look into it and settle it.");
        return new Answer.Done($"dispute {dispute.Id} on invoice {Invoice}; it is not chased meanwhile", dispute.Id);
    }

    // The amount says whose limit is enough: the next person in the chain, until the limit suffices.
    void OpenCase(Turn turn, Dispute dispute)
    {
        Money stake = dispute.Amount ?? turn.Account.Invoice(dispute.Invoice)!.Balance;
        DateTimeOffset answerBy = ServiceTime.After(turn, turn.Rules.Requests.DisputeAnswerDays);
        Case opened = new()
        {
            Id = turn.NextId("C"), Kind = CaseKind.Dispute, Via = Via, OpenedBy = CaseSteps.NameOf(By!), ContactId = ContactId, OpenedAt = turn.Now, OpenedDate = turn.Today, Words = Words.Trim(),
            Invoices = [dispute.Invoice], AtStake = [stake], DisputeId = dispute.Id, Owner = TermRules.OwnerOn(turn.Around.Ledger, turn.Today), Level = TermRules.LevelFor(turn, [stake]),
            AnswerBy = answerBy, DueAt = answerBy, Facts = [.. Evidence.Select(e => $"evidence: {e}")],
            History = [new(turn.Now, CaseSteps.NameOf(By!), "opened", $"{stake} of invoice {dispute.Invoice} is contested ({ReasonCode})")],
        };
        turn.Add(new CaseOpened(opened));
        CaseSteps.Queue(turn, opened);
        CaseLetters.Tell(turn, opened, new(StandardLetters.DisputeReceived, "", ""));
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

    /// <summary>Who settles it: needed where it has a case, because then the policy's limits hold. Null: a file or the accounting software says so.</summary>
    public Actor? By { get; init; }
    /// <summary>Partly credited, with a case: how much; null otherwise.</summary>
    public Money? Amount { get; init; }

    /// <inheritdoc />
    public override string Cause => "dispute-settled";

    internal override Answer Decide(Turn turn)
    {
        if (By is { } by && turn.Account.Cases.FirstOrDefault(c => c.IsOpen && c.DisputeId == DisputeId) is { } open) return new SettleCase(by, open.Id, Outcome, Reason, Amount).Decide(turn);
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
