using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Terms as they hold on an account today: complete, possible, and with what they cover.</summary>
/// <param name="Terms">With the invoices named, the oldest first.</param>
/// <param name="Covered">What is open of them, contested parts left out; zero for an order.</param>
internal sealed record CheckedTerms(CaseTerms Terms, Money Covered)
{
    /// <summary>What the decider's limit is measured by: the money that is moved or given up, or the order.</summary>
    public Money Amount(Turn turn) => Terms.Kind switch
    {
        TermsKind.SmallerOrder => Terms.Most!.Value,
        TermsKind.ClaimWaiver => TermCheck.ClaimsOn(turn, Terms.Invoices, Covered.Currency),
        _ => Covered,
    };
}

/// <summary>Completes terms and finds what makes them impossible, all of it at once. Whether they are allowed is asked of <see cref="TermRules"/>.</summary>
internal static class TermCheck
{
    /// <summary>The terms, complete; null when they cannot be, with every problem.</summary>
    public static CheckedTerms? Of(Turn turn, CaseTerms terms, List<Problem> problems)
    {
        int before = problems.Count;
        if (terms.Kind == TermsKind.SmallerOrder) return OfOrder(turn, terms, problems);
        ImmutableArray<ChasedInvoice> lines = Lines(turn, terms, problems);
        if (problems.Count > before) return null;
        Money covered = lines.Aggregate(Money.Zero(lines[0].Open.Currency), (sum, i) => sum + i.Open - i.Contested);
        CheckedTerms complete = new(terms with { Invoices = [.. lines.Select(i => i.Invoice.Number)] }, covered);
        switch (terms.Kind)
        {
            case TermsKind.Extension: Later(turn, terms.Until, problems); break;
            case TermsKind.PartPayment or TermsKind.Plan or TermsKind.SmallFirstPlan: Parts(turn, complete, problems); break;
            case TermsKind.Settlement:
                Later(turn, terms.Until, problems);
                GivenUp(complete, problems);
                break;
            case TermsKind.Reduction: GivenUp(complete, problems); break;
            case TermsKind.ClaimWaiver when ClaimsOn(turn, complete.Terms.Invoices, covered.Currency).IsZero:
                problems.Add(new("invoices", "no interest or fixed sum is claimed on them today", "there is nothing to give up"));
                break;
        }
        return problems.Count > before ? null : complete;
    }

    /// <summary>Interest and fixed sums claimed today on the invoices named.</summary>
    public static Money ClaimsOn(Turn turn, ImmutableArray<string> invoices, Currency currency) =>
        ClaimFigures.OfAll(turn.Account, turn.Around, turn.Rules, turn.Today).Where(c => invoices.Contains(c.Invoice))
            .Aggregate(Money.Zero(currency), (sum, c) => sum + c.Interest + (c.FixedSum.Currency == currency ? c.FixedSum : Money.Zero(currency)));

    static CheckedTerms? OfOrder(Turn turn, CaseTerms terms, List<Problem> problems)
    {
        int before = problems.Count;
        if (terms.Order is not { Length: > 0 }) problems.Add(new("order", "it is for one order", "name the order's number"));
        if (terms.Most is not { IsPositive: true }) problems.Add(new("most", "an order has an amount", "give the largest amount that is asked for"));
        return problems.Count > before ? null : new(terms, Money.Zero(terms.Most!.Value.Currency));
    }

    static ImmutableArray<ChasedInvoice> Lines(Turn turn, CaseTerms terms, List<Problem> problems)
    {
        Chase chase = turn.Chase;
        if (terms.Invoices.IsEmpty)
        {
            Currency currency = CurrencyOf(turn, terms);
            ImmutableArray<ChasedInvoice> all = [.. chase.Invoices.Where(i => i.Open.Currency == currency && i.Contested.IsZero && i.Out != Reason.PlanOnTrack)];
            if (all.IsEmpty) problems.Add(new("invoices", $"nothing is open in {currency} that is neither contested nor on a plan", "see the account for what is open"));
            return all;
        }
        ImmutableArray<ChasedInvoice> named = [.. chase.Invoices.Where(i => terms.Invoices.Contains(i.Invoice.Number))];
        foreach (string number in terms.Invoices.Where(n => named.All(i => i.Invoice.Number != n))) problems.Add(new("invoices", $"invoice {number} is not open here", "name open invoices"));
        foreach (ChasedInvoice line in named.Where(i => i.Contested == i.Open)) problems.Add(new("invoices", $"invoice {line.Invoice.Number} is in dispute", "a request never overwrites a dispute: settle it first, or name other invoices"));
        foreach (ChasedInvoice line in named.Where(i => i.Contested.IsPositive && i.Contested != i.Open && terms.Family != RequestKind.Extension))
            problems.Add(new("invoices", $"a part of invoice {line.Invoice.Number} is in dispute", "settle the dispute first, or ask for more time alone"));
        if (named.Select(i => i.Open.Currency).Distinct().Count() > 1) problems.Add(new("invoices", "they are in several currencies", "one request for each currency"));
        if (terms.Invoices.Length != terms.Invoices.Distinct().Count()) problems.Add(new("invoices", "an invoice stands twice", "name each once"));
        return named;
    }

    static Currency CurrencyOf(Turn turn, CaseTerms terms) => terms.Parts.Length > 0 ? terms.Parts[0].Amount.Currency : terms.Off?.Currency
        ?? turn.Chase.Invoices.Where(i => i.Out != Reason.PlanOnTrack).OrderByDescending(i => i.Open.Currency == turn.Around.Ledger.Currency).Select(i => (Currency?)i.Open.Currency).FirstOrDefault() ?? turn.Around.Ledger.Currency;

    static void Later(Turn turn, DateOnly? until, List<Problem> problems)
    {
        if (until is null) problems.Add(new("until", "no day is named", "name the day"));
        else if (until <= turn.Today) problems.Add(new("until", $"{until:yyyy-MM-dd} is no later day", "choose a day after today"));
    }

    static void Parts(Turn turn, CheckedTerms terms, List<Problem> problems)
    {
        ImmutableArray<Instalment> parts = terms.Terms.Parts;
        if (parts.IsEmpty) problems.Add(new("parts", "no instalment is named", "give dates and amounts"));
        for (int i = 0; i < parts.Length; i++)
        {
            if (!parts[i].Amount.IsPositive) problems.Add(new($"parts[{i}]", "an instalment is above zero", "give its amount"));
            if (parts[i].Amount.Currency != terms.Covered.Currency) problems.Add(new($"parts[{i}]", $"the invoices are in {terms.Covered.Currency}", $"give it in {terms.Covered.Currency}"));
            if (parts[i].DueDate < turn.Today) problems.Add(new($"parts[{i}]", $"{parts[i].DueDate:yyyy-MM-dd} has passed", "choose a day from today on"));
            if (i > 0 && parts[i].DueDate <= parts[i - 1].DueDate) problems.Add(new($"parts[{i}]", "instalments rise by date", "order them, one a day at most"));
        }
        if (parts.IsEmpty || parts.Any(p => p.Amount.Currency != terms.Covered.Currency)) return;
        Money agreed = parts.Aggregate(Money.Zero(terms.Covered.Currency), (sum, p) => sum + p.Amount);
        if (agreed != terms.Covered) problems.Add(new("parts", $"they add up to {agreed}, the invoices to {terms.Covered}", "let them add up to the whole"));
    }

    static void GivenUp(CheckedTerms terms, List<Problem> problems)
    {
        if (terms.Terms.Off is not { } off) problems.Add(new("off", "no amount is named", "name what is given up"));
        else if (off.Currency != terms.Covered.Currency) problems.Add(new("off", $"the invoices are in {terms.Covered.Currency}", $"give it in {terms.Covered.Currency}"));
        else if (!off.IsPositive || off >= terms.Covered) problems.Add(new("off", $"{off} of {terms.Covered}", "give up more than nothing and less than all"));
    }
}
