using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The customer complains about us: reminders rest for the cool-off, and an answer is promised.</summary>
/// <param name="By">The customer, or the person who writes it down and then does not answer it.</param>
/// <param name="Via">As of <see cref="OpenRequest.Ways"/>.</param>
/// <param name="Words">In the customer's words.</param>
/// <param name="ContactId">Who complains and is answered; null: whoever can be reached.</param>
public sealed record OpenComplaint(Actor By, string Via, string Words, string? ContactId = null) : Input
{
    /// <inheritdoc />
    public override string Cause => "complaint";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [.. CaseRight.Writing(By)];
        if (!OpenRequest.Ways.Contains(Via)) problems.Add(new("via", $"'{Via}' is no way in", $"one of: {string.Join(", ", OpenRequest.Ways)}"));
        if (Words.Trim().Length == 0) problems.Add(new("words", "a complaint has words", "write down what the customer says"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (turn.Account.Cases.FirstOrDefault(c => c is { IsOpen: true, Kind: CaseKind.Complaint } && c.Words == Words.Trim()) is { } same) return new Answer.AlreadyRecorded($"case {same.Id} says so already");
        CoolOff.Begin(turn, "a complaint");
        DateTimeOffset answerBy = ServiceTime.After(turn, turn.Rules.Requests.ComplaintAnswerDays);
        Case opened = CoolOff.Open(turn, new()
        {
            Id = turn.NextId("C"), Kind = CaseKind.Complaint, Via = Via, OpenedBy = CaseSteps.NameOf(By), ContactId = ContactId, OpenedAt = turn.Now, OpenedDate = turn.Today, Words = Words.Trim(),
            AnswerBy = answerBy, DueAt = answerBy,
        });
        CaseSteps.Queue(turn, opened);
        CaseLetters.Tell(turn, opened, new(StandardLetters.ComplaintReceived, "", ""));
        return new Answer.Done($"case {opened.Id}: a complaint; reminders rest until {turn.Account.Flags.ComplaintUntil:yyyy-MM-dd}, an answer is promised by {OpenRequest.Local(turn, answerBy)}", opened.Id);
    }
}

/// <summary>Somebody wrote about us in public. A bad one rests the chase and gets a factual draft; a good one is thanked.</summary>
/// <param name="By">Who found it.</param>
/// <param name="Where">The site's name.</param>
/// <param name="Rating">Stars from 1 to 5.</param>
/// <param name="Link">https; null: unknown.</param>
/// <param name="Words">What it says.</param>
public sealed record OpenReview(Actor By, string Where, int Rating, string? Link, string Words) : Input
{
    /// <inheritdoc />
    public override string Cause => "review";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [.. CaseRight.Writing(By)];
        if (Rating is < 1 or > 5) problems.Add(new("rating", $"{Rating} is no rating", "give 1 to 5 stars"));
        if (Where.Trim().Length == 0) problems.Add(new("where", "a review stands somewhere", "name the site"));
        if (Link is not null && !Link.StartsWith("https://", StringComparison.Ordinal)) problems.Add(new("link", "it is no https address", "give the page's address, or none"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (turn.Account.Cases.FirstOrDefault(c => c.Review is { } r && r.Where == Where.Trim() && r.Link == Link && c.Words == Words.Trim()) is { } same) return new Answer.AlreadyRecorded($"case {same.Id} has it already");
        string language = turn.Pack?.Letters.Languages[0] ?? "en";
        PublicReview review = new(Where.Trim(), Rating, Link, CaseWording.For(Rating >= 4 ? "review-good" : "review-bad", language, turn.Around.Ledger.LegalName, turn.Around.Ledger.Sender.Phone));
        if (!review.IsGood) CoolOff.Begin(turn, "a public review");
        Case opened = CoolOff.Open(turn, new()
        {
            Id = turn.NextId("C"), Kind = CaseKind.Review, Via = "staff", OpenedBy = CaseSteps.NameOf(By), OpenedAt = turn.Now, OpenedDate = turn.Today, Words = Words.Trim(), Review = review,
            DueAt = ServiceTime.After(turn, turn.Rules.Requests.ReviewAnswerDays),
        });
        return review.IsGood ? Thanked(turn, opened) : Drafted(turn, opened);
    }

    static Answer.Done Thanked(Turn turn, Case opened)
    {
        Deciding.Ended(turn, opened, new(CaseState.Settled, CaseSteps.Rule, turn.Today, "", "review-thanked"), "thanked");
        CaseLetters.Tell(turn, turn.Account.CaseOf(opened.Id)!, new(StandardLetters.ReviewThanks, "", ""));
        return new Answer.Done($"case {opened.Id}: a good review, thanked; the public answer is drafted", opened.Id);
    }

    static Answer.Done Drafted(Turn turn, Case opened)
    {
        CaseSteps.Queue(turn, opened);
        return new Answer.Done($"case {opened.Id}: the answer is drafted for a person to look at by {OpenRequest.Local(turn, opened.DueAt!.Value)}; reminders rest until {turn.Account.Flags.ComplaintUntil:yyyy-MM-dd}", opened.Id);
    }
}

/// <summary>What complaints and reviews share: they concern the account, and reminders rest for a set time.</summary>
internal static class CoolOff
{
    /// <summary>Rests reminders for the policy's days; a longer rest that runs stays.</summary>
    public static void Begin(Turn turn, string because)
    {
        DateOnly until = turn.Today.AddDays(turn.Rules.Requests.CoolOffDays);
        if (!(turn.Account.Flags.ComplaintUntil >= until)) turn.Add(new FlagsSet(turn.Account.Flags with { ComplaintUntil = until }, because));
    }

    public static Case Open(Turn turn, Case draft)
    {
        Case opened = draft with
        {
            Owner = TermRules.OwnerOn(turn.Around.Ledger, turn.Today), AtStake = [.. turn.Chase.Totals().Values],
            History = [new(turn.Now, draft.OpenedBy, "opened", CaseWords.Of(draft))],
        };
        turn.Add(new CaseOpened(opened));
        return opened;
    }
}
