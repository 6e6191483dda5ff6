using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>How a request ends: granted, refused, taken back, lapsed. Each end tells the customer, with its reason and how to ask again.</summary>
internal static class Deciding
{
    public const string WithinLimits = "within-limits", ByPerson = "by-person", OfferTaken = "offer-taken", TakenBack = "taken-back", OfferLapsed = "offer-lapsed", NothingLeft = "nothing-left";

    public static Answer.Done GrantAtOnce(Turn turn, Case open, CheckedTerms terms) => Granted(turn, open, terms, new(CaseState.Granted, CaseSteps.Rule, turn.Today, "", WithinLimits));

    /// <summary>Sets the agreement and closes the case.</summary>
    public static Answer.Done Granted(Turn turn, Case open, CheckedTerms terms, CaseDecision how)
    {
        string reason = how.Reason.Length > 0 ? how.Reason : "granted within the policy's limits";
        ImmutableArray<string> ids = Grant.Set(turn, open, terms, reason);
        DateOnly last = terms.Terms.LastDate ?? turn.Today;
        Case closed = open with
        {
            Invoices = terms.Terms.Invoices, FollowUp = new(last.AddDays(turn.Rules.Requests.FollowUpDays)),
            Decision = how with { Terms = terms.Terms, Amount = terms.Amount(turn), Agreements = [.. ids.Where(i => i.Length > 0)], Level = open.Level },
        };
        Close(turn, closed, how.Outcome, CaseWords.Of(terms.Terms));
        return new Answer.Done($"case {open.Id} is granted: {CaseWords.Of(terms.Terms)}", open.Id);
    }

    /// <summary>Closes the case without an agreement.</summary>
    public static Answer.Done Ended(Turn turn, Case open, CaseDecision how, string words)
    {
        Close(turn, open with { Decision = how with { Level = open.Level } }, how.Outcome, words);
        return new Answer.Done($"case {open.Id} is {Code.Of(how.Outcome)}", open.Id);
    }

    static void Close(Turn turn, Case closed, CaseState state, string words)
    {
        CaseDecision how = closed.Decision!;
        Case after = CaseSteps.Take(turn, closed with { State = state, AnswerBy = null, DueAt = null }, how.By, Code.Of(state), how.Reason.Length > 0 ? $"{words}: {how.Reason}" : words);
        CaseSteps.Unqueue(turn, closed.Id, Code.Of(state));
        if (LetterFor(closed.Kind, how) is { } letter) CaseLetters.Tell(turn, after, new(letter, KeyOf(how), how.Reason));
    }

    static string KeyOf(CaseDecision how) => how.Rule == ByPerson ? Code.Of(how.Outcome) : how.Rule;

    // Who takes something back, or has paid meanwhile, knows it already.
    static string? LetterFor(CaseKind kind, CaseDecision how) => how.Rule is TakenBack or NothingLeft ? null : kind switch
    {
        CaseKind.Request => StandardLetters.RequestDecision,
        CaseKind.Dispute => StandardLetters.DisputeDecision,
        CaseKind.Complaint => StandardLetters.ComplaintAnswer,
        CaseKind.Review => null,
    };
}
