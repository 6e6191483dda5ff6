using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Somebody asks for time or relief: a case is opened, what it covers leaves the chase at once, and within the policy's limits it is granted at once.</summary>
/// <param name="By">The customer, or the person who writes it down for them and then never decides it.</param>
/// <param name="Via">"staff", "portal", "api", "email", "sms".</param>
/// <param name="Asked">What is asked; without invoices, every open one that is neither contested nor on a plan.</param>
/// <param name="Words">In the customer's words; may be empty.</param>
public sealed record OpenRequest(Actor By, string Via, CaseTerms Asked, string Words) : Input
{
    /// <summary>The ways a case comes in.</summary>
    public static readonly IReadOnlyList<string> Ways = ["staff", "portal", "api", "email", "sms"];

    /// <summary>What the customer states of their means; null: nothing.</summary>
    public CustomerStatement? Stated { get; init; }
    /// <summary>What the creditor supplies; refused from the customer. Null: nothing.</summary>
    public SuppliedFacts? Supplied { get; init; }
    /// <summary>The task of the email or text that it was read from: done with it. Null: none.</summary>
    public string? TaskId { get; init; }
    /// <summary>The contact who asks and is answered; null: whoever can be reached.</summary>
    public string? ContactId { get; init; }

    /// <inheritdoc />
    public override string Cause => "request";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [.. CaseRight.Writing(By)];
        CheckedTerms? terms = TermCheck.Of(turn, Asked, problems);
        if (!Ways.Contains(Via)) problems.Add(new("via", $"'{Via}' is no way in", $"one of: {string.Join(", ", Ways)}"));
        if (By.IsCustomer && Supplied is not null) problems.Add(new("supplied", "the customer supplies no score", "leave it out"));
        if (Supplied?.OutsideScore is < 0 or > 100) problems.Add(new("score", $"{Supplied.OutsideScore} is no score", "bring it to 0 to 100"));
        if (terms is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        if (Same(turn, terms.Terms) is { } same) return new Answer.AlreadyRecorded($"case {same.Id} asks for that already");
        if (Overlapping(turn, terms.Terms) is { } other)
            return new Answer.Refused("invoices", $"case {other.Id} is open for {string.Join(", ", other.Invoices.Where(terms.Terms.Invoices.Contains))}", $"change what case {other.Id} asks for, or take it back first");
        return Opened(turn, terms);
    }

    Answer.Done Opened(Turn turn, CheckedTerms terms)
    {
        Case draft = Draft(turn, terms);
        Assessment assessment = Assessment.Of(turn, draft, terms);
        ImmutableArray<RuleFinding> over = [.. assessment.ForAPerson, .. TermRules.Over(turn, turn.Rules.Requests.AtOnce, terms)];
        draft = draft with
        {
            Difficulty = assessment.Difficulty, Facts = assessment.Facts, Measures = assessment.Measures, Exceptions = [.. over.Select(o => o.Rule).Distinct()],
            Level = TermRules.LevelFor(turn, terms) ?? Math.Max(1, turn.Rules.Requests.Chain.Length),
            History = [new(turn.Now, CaseSteps.NameOf(By), "opened", CaseWords.Of(terms.Terms))],
        };
        turn.Add(new CaseOpened(draft));
        if (TaskId is { } read) new CloseTask(read, $"case {draft.Id}").Decide(turn);
        Protection.Apply(turn, draft);
        if (over.IsEmpty) return Deciding.GrantAtOnce(turn, draft, terms);
        CaseSteps.Queue(turn, draft);
        CaseLetters.Tell(turn, draft, new(Protection.Needs(turn, draft) ? StandardLetters.Hardship : StandardLetters.RequestReceived, "", ""));
        return new Answer.Done($"case {draft.Id}: {CaseWords.Of(terms.Terms)} waits for level {draft.Level} ({string.Join(", ", draft.Exceptions)}); an answer is promised by {Local(turn, draft.AnswerBy!.Value)}", draft.Id);
    }

    Case Draft(Turn turn, CheckedTerms terms) => new()
    {
        Id = turn.NextId("C"), Kind = CaseKind.Request, Via = Via, OpenedBy = CaseSteps.NameOf(By), ContactId = ContactId, OpenedAt = turn.Now, OpenedDate = turn.Today, Words = Words.Trim(),
        Invoices = terms.Terms.Invoices, AtStake = [terms.Amount(turn)], Stated = Stated, Supplied = Supplied, Owner = TermRules.OwnerOn(turn.Around.Ledger, turn.Today),
        AnswerBy = ServiceTime.After(turn, turn.Rules.Requests.AnswerDays), DueAt = ServiceTime.After(turn, turn.Rules.Requests.AnswerDays),
        PausedUntil = Protection.PausedUntil(turn, Stated) ?? (HasRested(turn, terms.Terms) ? null : turn.Today.AddDays(turn.Rules.Requests.MostPauseDays)),
        Rounds = [new(CaseSteps.NameOf(By), true, terms.Terms, turn.Today, Words.Trim())],
    };

    // Asked again by the customer soon after it was answered, it is looked at again and rests nothing by itself: else asking would be a way never to pay.
    bool HasRested(Turn turn, CaseTerms terms) => By.IsCustomer && turn.Account.Cases.Any(c =>
        c is { Kind: CaseKind.Request, State: CaseState.Refused or CaseState.Withdrawn or CaseState.Lapsed, PausedUntil: not null, Decision.Date: var ended }
            && ended > turn.Today.AddDays(-turn.Rules.Requests.MostPauseDays) && c.Invoices.Any(terms.Invoices.Contains));

    static Case? Same(Turn turn, CaseTerms terms) => turn.Account.Cases.FirstOrDefault(c => c is { IsOpen: true, Kind: CaseKind.Request, Asked: { } asked } && asked.Same(terms));

    static Case? Overlapping(Turn turn, CaseTerms terms) =>
        turn.Account.Cases.FirstOrDefault(c => c is { IsOpen: true, Kind: CaseKind.Request } && (c.Invoices.Any(terms.Invoices.Contains) || (terms.Kind == TermsKind.SmallerOrder && c.Asked?.Order == terms.Order)));

    internal static string Local(Turn turn, DateTimeOffset at) => SendTime.In(turn.Around.Ledger.TimeZone, at).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
