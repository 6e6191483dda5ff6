using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What makes a request one for a person, whatever it asks. Each is a rule with a stable code.</summary>
internal static class PersonRules
{
    public const string Vulnerable = "vulnerable", Moratorium = "moratorium", Lasting = "lasting-difficulty";

    public static IEnumerable<RuleFinding> Of(Turn turn, Case asked, CaseMeasures measures, Difficulty difficulty)
    {
        AutomaticLimits limits = turn.Rules.Requests.AtOnce;
        AccountFlags flags = turn.Account.Flags;
        if (flags.Vulnerability || asked.Stated is { Vulnerable: true }) yield return new(Vulnerable, "a vulnerable person is behind the account");
        if (asked.Stated?.Moratorium is { } kind) yield return new(Moratorium, $"a moratorium or insolvency is stated ({Code.Of(kind)})");
        else if (flags.Insolvency) yield return new(Moratorium, "insolvency or a moratorium is known");
        if (turn.Account.ExcludedBecause is not null) yield return new("excluded", "the account is never handled by rule");
        if (turn.Account.OpenFeed is not null || Guards.IsEventParked(turn.Account, turn.Around)) yield return new("not-whole", "the account's facts are not whole");
        if (turn.Account.Standing.Standing is Standing.Warned or Standing.Proposed or Standing.Blacklisted) yield return new("standing", $"its standing is {Code.Of(turn.Account.Standing.Standing)}");
        if (difficulty == Difficulty.Lasting) yield return new(Lasting, "the difficulty does not pass by itself");
        if (measures.GrantedBefore >= limits.MostAYear) yield return new("asked-too-often", $"{measures.GrantedBefore} requests were granted in twelve months; the limit is {limits.MostAYear}");
        if (measures.ShareLate > limits.MostShareLate) yield return new("pays-late", string.Create(CultureInfo.InvariantCulture, $"{measures.ShareLate * 100:0} % of its invoices were late; the limit is {limits.MostShareLate * 100:0} %"));
        if (measures.BrokenPromises > limits.MostBrokenPromises) yield return new("promise-broken", $"{measures.BrokenPromises} promises were broken in twelve months; the limit is {limits.MostBrokenPromises}");
        if (measures.Score < limits.LeastScore) yield return new("score", $"the outside score is {measures.Score}; the least is {limits.LeastScore}");
    }

    public static IEnumerable<RuleFinding> OfMeans(Turn turn, Case asked, CheckedTerms terms, Money? affordable)
    {
        if (affordable is { } most && most.Currency == terms.Covered.Currency && Heaviest(terms.Terms) is { } heaviest && heaviest > most)
            yield return new("unaffordable", $"{heaviest} falls due within a month; what was stated leaves {most}");
        if (asked.Supplied?.FreeCash is { } free && terms.Terms.Kind is not (TermsKind.ClaimWaiver or TermsKind.Reduction) && free.Currency == terms.Amount(turn).Currency && terms.Amount(turn) > free)
            yield return new("cash-position", $"{terms.Amount(turn)} would come later; the creditor can do without {free}");
    }

    /// <summary>The most that falls due within any thirty days; null without instalments.</summary>
    static Money? Heaviest(CaseTerms terms)
    {
        if (terms.Parts.IsEmpty) return null;
        Money heaviest = Money.Zero(terms.Parts[0].Amount.Currency);
        foreach (Instalment from in terms.Parts)
        {
            Money sum = terms.Parts.Where(p => p.DueDate >= from.DueDate && p.DueDate < from.DueDate.AddDays(30)).Aggregate(Money.Zero(heaviest.Currency), (total, p) => total + p.Amount);
            if (sum > heaviest) heaviest = sum;
        }
        return heaviest;
    }
}

/// <summary>The sentences of an assessment beyond the habit.</summary>
internal static class AssessmentWords
{
    public static IEnumerable<string> Of(Turn turn, Case asked, Assessment assessment, (Difficulty Stated, Difficulty Seen) nature)
    {
        foreach (string words in Exposure(turn)) yield return words;
        yield return $"difficulty: stated {Code.Of(nature.Stated)}, the pattern shows {Code.Of(nature.Seen)}{(nature is { Stated: Difficulty.Temporary, Seen: Difficulty.Lasting } ? "; the two disagree" : "")}";
        if (asked.Stated is { } stated)
        {
            yield return $"cause: {Code.Of(stated.Cause)}{(stated.IsOutsideTheirHands ? ", outside their hands" : "")}";
            if (stated.LeftMonthly is { } left)
                yield return $"means stated: {stated.IncomeMonthly} in, {stated.CostsMonthly} out, {stated.OtherDebtsMonthly?.ToString() ?? "nothing"} on other debts, {left} left a month; an instalment of up to {assessment.AffordableMonthly} a month is affordable";
        }
        if (asked.Supplied?.OutsideScore is { } score) yield return $"outside score: {score} of 100";
        if (asked.Supplied?.FreeCash is { } free) yield return $"the creditor can do without {free}";
        foreach (DecidedCase similar in assessment.Similar) yield return $"similar: {Words(similar)}";
        foreach (RuleFinding rule in assessment.ForAPerson) yield return $"for a person ({rule.Rule}): {rule.Words}";
    }

    static IEnumerable<string> Exposure(Turn turn)
    {
        foreach (IGrouping<Currency, ChasedInvoice> open in turn.Chase.Invoices.GroupBy(i => i.Open.Currency))
        {
            Money sum = open.Aggregate(Money.Zero(open.Key), (total, i) => total + i.Open), late = open.Where(i => i.Invoice.DaysPastDue(turn.Today) > 0).Aggregate(Money.Zero(open.Key), (total, i) => total + i.Open);
            string limit = turn.Account.CreditLimit is { } most && most.Currency == open.Key ? $" of a credit limit of {most}" : "";
            Money? all = turn.Around.LedgerOpen.Where(m => m.Currency == open.Key).Select(m => (Money?)m).FirstOrDefault();
            string share = all is { IsPositive: true } ledger ? string.Create(CultureInfo.InvariantCulture, $", {100m * sum.Minor / ledger.Minor:0.0} % of all that is open in the ledger") : "";
            yield return $"exposure: {sum} open{limit}, {late} of it overdue{share}";
        }
    }

    static string Words(DecidedCase similar)
    {
        Case other = similar.Case;
        string outcome = other.FollowUp is { Outcome: { } result } ? $", which {Code.Of(result).Replace('-', ' ')}" : other.State == CaseState.Granted ? ", not yet followed up" : "";
        return $"{similar.Customer} {other.Id}, {other.Measures!.Amount}, {(other.Asked is { } terms ? Code.Of(terms.Kind) : "request")}: {Code.Of(other.State)}{outcome}";
    }
}
