using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What is known of a request: the account's habit, what is at stake, the difficulty, the means that were stated, and what others were given. Pure, in words.</summary>
public sealed record Assessment
{
    /// <summary>The figures that limits and comparisons read.</summary>
    public required CaseMeasures Measures { get; init; }
    /// <summary>The nature of the difficulty, as stated and as the pattern shows; the graver of both.</summary>
    public required Difficulty Difficulty { get; init; }
    /// <summary>What an instalment may be a month; null: the means were not stated. Zero: nothing is left.</summary>
    public Money? AffordableMonthly { get; init; }
    /// <summary>Why the account is for a person and no rule decides; empty: a rule may.</summary>
    public ImmutableArray<RuleFinding> ForAPerson { get; init; } = [];
    /// <summary>Everything as sentences for staff, in a fixed order.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];
    /// <summary>The three most similar decided requests.</summary>
    public ImmutableArray<DecidedCase> Similar { get; init; } = [];

    internal static Assessment Of(Turn turn, Case asked, CheckedTerms terms)
    {
        HabitFigures habit = HabitFigures.Of(turn);
        CaseMeasures measures = MeasuresOf(turn, asked, terms, habit);
        Difficulty seen = habit.Pattern, stated = asked.Stated?.Difficulty ?? Difficulty.Unknown;
        Difficulty difficulty = (Difficulty)Math.Max((int)seen, (int)stated);
        Case known = asked with { Difficulty = difficulty };
        ImmutableArray<DecidedCase> similar = SimilarCases.Of(turn.Around, known, measures, 3);
        Money? affordable = Affordable(asked.Stated, turn.Rules.Requests);
        Assessment assessment = new()
        {
            Measures = measures, Difficulty = difficulty, AffordableMonthly = affordable, Similar = similar,
            ForAPerson = [.. PersonRules.Of(turn, asked, measures, difficulty), .. PersonRules.OfMeans(turn, asked, terms, affordable)],
        };
        return assessment with { Facts = [.. habit.Words(), .. AssessmentWords.Of(turn, asked, assessment, (stated, seen))] };
    }

    /// <summary>The share of what is left a month that an instalment may take; never below zero.</summary>
    internal static Money? Affordable(CustomerStatement? stated, RequestRule rules) =>
        stated?.LeftMonthly is not { } left ? null : left.IsPositive ? left.Times(rules.AffordableShare) : Money.Zero(left.Currency);

    static CaseMeasures MeasuresOf(Turn turn, Case asked, CheckedTerms terms, HabitFigures habit)
    {
        CaseTerms t = terms.Terms;
        return new(terms.Amount(turn), t.LastDate is { } last ? last.DayNumber - turn.Today.DayNumber : 0, t.Parts.Length,
            t.Parts.Length > 0 ? Share(t.Parts[0].Amount, terms.Covered) : 0, t.Off is { } off ? Share(off, terms.Covered) : 0,
            habit.ShareLate, habit.AverageDaysLate, Overdue.BrokenWithinAYear(turn).Count(), GrantedWithinAYear(turn, asked.Id), asked.Supplied?.OutsideScore);
    }

    static decimal Share(Money part, Money whole) => whole.Minor == 0 ? 0 : Math.Round((decimal)part.Minor / whole.Minor, 4);

    static int GrantedWithinAYear(Turn turn, string but) =>
        turn.Account.Cases.Count(c => c.Id != but && c is { Kind: CaseKind.Request, State: CaseState.Granted, Decision.Date: var date } && date > turn.Today.AddYears(-1));
}

/// <summary>How an account has paid, in figures.</summary>
/// <param name="Settled">Invoices settled.</param>
/// <param name="ShareLate">Of these, the share (0 to 1) that was late.</param>
/// <param name="AverageDaysLate">Days beyond terms, early as zero, a plain mean over all settled invoices.</param>
/// <param name="LatelyDaysLate">The same for those settled in the last ninety days; null: none was.</param>
/// <param name="PromisesKept">Promises kept.</param>
/// <param name="PromisesBroken">Promises broken or partly kept.</param>
/// <param name="PlansKept">Plans completed.</param>
/// <param name="PlansBroken">Plans broken.</param>
internal sealed record HabitFigures(
    int Settled, decimal ShareLate, int AverageDaysLate, int? LatelyDaysLate, int PromisesKept, int PromisesBroken, int PlansKept, int PlansBroken)
{
    const int Enough = 3, Slower = 10;

    public static HabitFigures Of(Turn turn)
    {
        PaymentHabit habit = turn.Account.Habit;
        int[] lately = [.. turn.Account.Invoices.Where(i => i.ClosedDate > turn.Today.AddDays(-90) && !i.IsOpen && !i.IsVoid).Select(i => Math.Max(0, i.ClosedDate!.Value.DayNumber - i.DueDate.DayNumber))];
        return new(habit.Settled, habit.Settled == 0 ? 0 : Math.Round((decimal)habit.SettledLate / habit.Settled, 4), habit.Settled == 0 ? 0 : (int)(habit.DaysLateTotal / habit.Settled),
            lately.Length == 0 ? null : (int)Math.Round(lately.Average(), MidpointRounding.AwayFromZero), habit.PromisesKept, habit.PromisesBroken,
            turn.Account.Plans.Count(p => p.Standing == PlanStanding.Completed), turn.Account.Plans.Count(p => p.Standing == PlanStanding.Broken));
    }

    /// <summary>What the pattern shows: mostly late or a broken plan is lasting; a good payer, or one who only lately turned slow, has a difficulty that passes.</summary>
    public Difficulty Pattern => PlansBroken > 0 || (Settled >= Enough && ShareLate > 0.5m && AverageDaysLate > 30) ? Difficulty.Lasting
        : Settled >= Enough && ShareLate <= 0.5m ? Difficulty.Temporary : Difficulty.Unknown;

    public IEnumerable<string> Words()
    {
        yield return Settled == 0 ? "habit: no invoice has been settled yet"
            : string.Create(CultureInfo.InvariantCulture, $"habit: {Settled} invoices settled, {ShareLate * 100:0} % late, {AverageDaysLate} days beyond terms on average");
        if (LatelyDaysLate is { } lately && Settled > 0)
            yield return $"trend: {lately} days beyond terms in the last ninety days, {(lately > AverageDaysLate + Slower ? "slower than usual" : lately < AverageDaysLate - Slower ? "faster than usual" : "as usual")}";
        yield return $"promises: {PromisesKept} kept, {PromisesBroken} broken; plans: {PlansKept} kept, {PlansBroken} broken";
    }
}
