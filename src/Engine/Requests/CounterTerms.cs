using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The other side names other terms: the customer asks for something else, or a person of ours offers it. Three rounds at most, the first request counted.</summary>
/// <param name="By">The customer, a person who writes it down for them (<paramref name="ForCustomer"/>), or the person who offers.</param>
/// <param name="CaseId">Which.</param>
/// <param name="Terms">The terms; without invoices, those of the case.</param>
/// <param name="Reason">Why, in words that reach the other side; needed for an offer.</param>
/// <param name="ForCustomer">True when staff write down what the customer asks for.</param>
public sealed record CounterTerms(Actor By, string CaseId, CaseTerms Terms, string Reason, bool ForCustomer = false) : Input
{
    bool IsAsked => By.IsCustomer || ForCustomer;

    /// <inheritdoc />
    public override string Cause => "counter-offer";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        Case? open = CaseSteps.Open(turn, CaseId, problems);
        if (open is { Kind: not CaseKind.Request }) problems.Add(new("case", $"case {CaseId} is no request", "settle it instead"));
        problems.AddRange(CaseRight.Writing(By));
        if (open is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        if (open.Rounds[^1] is var last && last.ByCustomer == IsAsked && last.Terms.Same(Named(open))) return new Answer.AlreadyRecorded($"case {CaseId} says so already");
        if (open.Rounds.Length >= turn.Rules.Requests.MostRounds) problems.Add(new("rounds", $"{open.Rounds.Length} rounds were gone through; the policy allows {turn.Rules.Requests.MostRounds}", "take the last terms, decide, or take the request back"));
        if (!IsAsked) problems.AddRange(CaseRight.Problems(By, open));
        if (!IsAsked && Reason.Trim().Length == 0) problems.Add(new("reason", "an offer needs a reason", "say why not as asked, in words that reach the customer"));
        CheckedTerms? terms = TermCheck.Of(turn, Named(open), problems);
        if (terms is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        return IsAsked ? Asked(turn, open, terms) : Offered(turn, open, terms);
    }

    CaseTerms Named(Case open) => Terms.Invoices.IsEmpty && Terms.Kind != TermsKind.SmallerOrder ? Terms with { Invoices = open.Invoices } : Terms;

    // What the customer asks instead is assessed like the first request: within the limits it is granted at once.
    Answer Asked(Turn turn, Case open, CheckedTerms terms)
    {
        Case countered = open with { Rounds = open.Rounds.Add(new(CaseSteps.NameOf(By), true, terms.Terms, turn.Today, Reason.Trim())), State = CaseState.Open };
        Assessment assessment = Assessment.Of(turn, countered, terms);
        ImmutableArray<RuleFinding> over = [.. assessment.ForAPerson, .. TermRules.Over(turn, turn.Rules.Requests.AtOnce, terms)];
        DateTimeOffset answerBy = ServiceTime.After(turn, turn.Rules.Requests.AnswerDays);
        Case next = CaseSteps.Take(turn, countered with
        {
            Facts = assessment.Facts, Measures = assessment.Measures, Exceptions = [.. over.Select(o => o.Rule).Distinct()], AtStake = [terms.Amount(turn)],
            Level = Math.Max(open.Level, TermRules.LevelFor(turn, terms) ?? Math.Max(1, turn.Rules.Requests.Chain.Length)), AnswerBy = answerBy, DueAt = answerBy, Apologies = 0,
        }, CaseSteps.NameOf(By), "countered", CaseWords.Of(terms.Terms));
        if (over.IsEmpty) return Deciding.GrantAtOnce(turn, next, terms);
        CaseSteps.Queue(turn, next);
        CaseLetters.Tell(turn, next, new(StandardLetters.RequestReceived, "", ""));
        return new Answer.Done($"case {open.Id}: the customer asks for {CaseWords.Of(terms.Terms)}", open.Id);
    }

    // An offer is a decision of whoever makes it: it must lie within their limits, and the customer's yes makes it an agreement.
    Answer Offered(Turn turn, Case open, CheckedTerms terms)
    {
        ImmutableArray<RuleFinding> over = TermRules.Lacking(turn, open, By, terms);
        if (!over.IsEmpty) return new Answer.Refused([.. over.Select(o => CaseRight.Over(turn, o, terms))]);
        DateOnly until = turn.Today.AddDays(turn.Rules.Requests.OfferDays);
        CaseRound round = new(By.Name.Trim(), false, terms.Terms, turn.Today, Reason.Trim(), until);
        Case next = CaseSteps.Take(turn, open with
        {
            Rounds = open.Rounds.Add(round), State = CaseState.Offered, AnswerBy = null, DueAt = ServiceTime.EndOf(turn, until), Owner = By.Name.Trim(),
            PausedUntil = open.PausedUntil > until ? open.PausedUntil : until,
        }, By.Name.Trim(), "offered", CaseWords.Of(terms.Terms));
        CaseSteps.Unqueue(turn, open.Id, "an offer waits for the customer");
        CaseLetters.Tell(turn, next, new(StandardLetters.RequestOffer, "", Reason.Trim()));
        return new Answer.Done($"case {open.Id}: {CaseWords.Of(terms.Terms)} is offered until {until:yyyy-MM-dd}", open.Id);
    }
}

/// <summary>The customer takes our offer: it becomes the agreement as it was offered.</summary>
/// <param name="By">The customer, or a person who writes down their yes; never the person who made the offer.</param>
/// <param name="CaseId">Which.</param>
public sealed record AcceptOffer(Actor By, string CaseId) : Input
{
    /// <inheritdoc />
    public override string Cause => "offer-accepted";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        if (turn.Account.CaseOf(CaseId) is { State: CaseState.Granted, Decision.Rule: Deciding.OfferTaken }) return new Answer.AlreadyRecorded($"case {CaseId} is agreed");
        Case? open = CaseSteps.Open(turn, CaseId, problems);
        problems.AddRange(CaseRight.Writing(By));
        if (open is { Offer.UntilDate: { } until } && until < turn.Today) problems.Add(new("offer", $"it stood until {until:yyyy-MM-dd}", "ask again"));
        if (open is { Offer: null }) problems.Add(new("offer", "no offer waits for an answer", "wait for ours, or ask for something else"));
        if (open is { Offer: { } made } && !By.IsCustomer && By.Is(made.By)) problems.Add(new("by", "who made the offer does not accept it", "the customer accepts it, or another person writes down their yes"));
        CheckedTerms? terms = open is { Offer: { } offer } && problems.Count == 0 ? TermCheck.Of(turn, offer.Terms, problems) : null;
        if (open is null || terms is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        return Deciding.Granted(turn, open, terms, new(CaseState.Granted, open.Offer!.By, turn.Today, "", Deciding.OfferTaken));
    }
}

/// <summary>The customer takes a request back, or says no to our offer: the chase goes on where it stood.</summary>
/// <param name="By">The customer, or a person who writes it down.</param>
/// <param name="CaseId">Which.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record WithdrawCase(Actor By, string CaseId, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "case-withdrawn";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        if (turn.Account.CaseOf(CaseId) is { State: CaseState.Withdrawn }) return new Answer.AlreadyRecorded($"case {CaseId} was taken back");
        problems.AddRange(CaseRight.Writing(By));
        if (CaseSteps.Open(turn, CaseId, problems) is not { } open || problems.Count > 0) return new Answer.Refused([.. problems]);
        if (open.Kind == CaseKind.Dispute && turn.Account.Disputes.Any(d => d.Id == open.DisputeId && d.ClosedDate is null))
            return new SettleCase(By, CaseId, "withdrawn", Reason).Decide(turn);
        return Deciding.Ended(turn, open, new(CaseState.Withdrawn, CaseSteps.NameOf(By), turn.Today, Reason.Trim(), Deciding.TakenBack), "taken back");
    }
}
