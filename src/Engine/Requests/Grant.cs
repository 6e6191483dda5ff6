using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Turns terms into the agreement that the chase keeps: the very dates and amounts, so that what is agreed is what later reminders ask for.</summary>
internal static class Grant
{
    /// <summary>Sets the agreement; answers its ids. A promise or an older plan on the same invoices ends with it.</summary>
    public static ImmutableArray<string> Set(Turn turn, Case about, CheckedTerms granted, string reason)
    {
        CaseTerms terms = granted.Terms;
        string why = $"request {about.Id}: {reason}";
        if (terms.Kind is TermsKind.Extension or TermsKind.PartPayment or TermsKind.Plan or TermsKind.SmallFirstPlan or TermsKind.Settlement) EndOlder(turn, terms);
        return terms.Kind switch
        {
            TermsKind.Extension => [.. terms.Invoices.Select(n => Id(turn, new Agreement.Extension(n, terms.Until!.Value), why))],
            TermsKind.PartPayment or TermsKind.Plan or TermsKind.SmallFirstPlan => [Id(turn, new Agreement.Instalments(terms.Invoices, terms.Parts), why)],
            TermsKind.Settlement => [.. Shares(turn, granted).SelectMany(s => Settle(turn, s, terms.Until!.Value, why))],
            TermsKind.Reduction => [.. OldestFirst(turn, granted).Select(s => Id(turn, new Agreement.Waiver(s.Invoice, s.Off), why))],
            TermsKind.ClaimWaiver => [.. terms.Invoices.Select(n => WaiveClaims(turn, n, why))],
            TermsKind.SmallerOrder => [Release(turn, terms, (about, reason))],
        };
    }

    static string Id(Turn turn, Agreement what, string why) => new Agree(what, why, ByApprover: true).Decide(turn) switch
    {
        Answer.Done { Id: { } id } => id,
        Answer.AlreadyRecorded => "",
        Answer.Refused { Problems: [var first, ..] } => throw new InvalidOperationException($"Terms that were checked cannot be set: {first.Where}, {first.What}."),
        _ => "",
    };

    // The customer asks for new dates: what they promised before on these invoices is replaced, and nothing is judged broken behind their back.
    static void EndOlder(Turn turn, CaseTerms terms)
    {
        foreach (Promise promise in turn.Account.Promises.Where(p => p.Standing == PromiseStanding.Open && p.Invoices.Any(terms.Invoices.Contains)))
            turn.Add(new PromiseWithdrawn(promise.Id, turn.Today));
        foreach (Plan plan in turn.Account.Plans.Where(p => p.Standing == PlanStanding.OnTrack && p.Invoices.Any(terms.Invoices.Contains)))
            turn.Add(new PlanEnded(plan.Id, PlanStanding.Withdrawn, turn.Today));
    }

    // Until its day nobody is chased for the whole: the letters ask for nothing, and the discount is given as soon as the rest has come.
    static IEnumerable<string> Settle(Turn turn, (string Invoice, Money Off) share, DateOnly until, string why)
    {
        if (turn.Account.Invoice(share.Invoice)!.ChasingDueDate < until) Id(turn, new Agreement.Extension(share.Invoice, until), why);
        yield return Id(turn, new Agreement.Settlement(share.Invoice, share.Off, until), why);
    }

    static string WaiveClaims(Turn turn, string invoice, string why)
    {
        string id = turn.NextId("A");
        turn.Add(new ClaimsWaived(invoice, turn.Today, id, why));
        return id;
    }

    static string Release(Turn turn, CaseTerms terms, (Case About, string Reason) why)
    {
        OrderRelease release = new(turn.NextId("R"), terms.Order!, terms.Most!.Value, terms.OnPrepayment, turn.Today, turn.Today.AddDays(turn.Rules.OrderGate.HoldReviewDays), $"request {why.About.Id}: {why.Reason}", CaseSteps.Rule);
        turn.Add(new OrderReleased(release));
        return release.Id;
    }

    // A discount is spread by what each invoice owes, so that none is given before its own rest has come.
    static IEnumerable<(string Invoice, Money Off)> Shares(Turn turn, CheckedTerms granted)
    {
        Money left = granted.Terms.Off!.Value, open = granted.Covered;
        foreach (string number in granted.Terms.Invoices)
        {
            Money balance = turn.Account.Invoice(number)!.Balance;
            Money share = balance == open ? left : left.Times((decimal)balance.Minor / open.Minor);
            (left, open) = (left - share, open - balance);
            if (share.IsPositive) yield return (number, share);
        }
    }

    static IEnumerable<(string Invoice, Money Off)> OldestFirst(Turn turn, CheckedTerms granted)
    {
        Money left = granted.Terms.Off!.Value;
        foreach (string number in granted.Terms.Invoices)
        {
            Money part = Money.Min(left, turn.Account.Invoice(number)!.Balance);
            left -= part;
            if (part.IsPositive) yield return (number, part);
        }
    }
}
