using System.Collections.Immutable;
using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine;

/// <summary>More or less money in a week than would come without the agreement.</summary>
/// <param name="Monday">The first day of the week.</param>
/// <param name="Change">Above zero: more comes.</param>
public sealed record WeekShift(DateOnly Monday, Money Change);

/// <summary>What an option costs.</summary>
/// <param name="DelayDays">Days from the due date, or from today where that has passed, to the agreed days, weighted by amount; zero where nothing is delayed.</param>
/// <param name="CostOfMoney">The delayed amounts over their days at the policy's rate (simple, days/365), rounded once.</param>
/// <param name="GivenUp">What would never be paid: a discount, a reduction, interest and fixed sums.</param>
/// <param name="Receipts">The change of expected receipts by week; weeks without a change are left out.</param>
public sealed record OptionPrice(int DelayDays, Money CostOfMoney, Money GivenUp, ImmutableArray<WeekShift> Receipts)
{
    const int DaysInYear = 365, AtLeastDays = 7;

    /// <summary>Without an agreement an invoice is expected as late as the account usually pays, and not before a week from today.</summary>
    internal static OptionPrice Of(Turn turn, CheckedTerms asked)
    {
        Currency currency = asked.Covered.Currency;
        CaseTerms terms = asked.Terms;
        if (terms.Kind == TermsKind.SmallerOrder) return new(0, Money.Zero(currency), Money.Zero(currency), []);
        HabitFigures habit = HabitFigures.Of(turn);
        (DateOnly Day, Money Amount)[] usual = [.. Lines(turn, terms).Select(i => (Expected(turn, i.Invoice, habit), i.Open - i.Contested))];
        (DateOnly Day, Money Amount)[] agreed = [.. Agreed(asked, usual)];
        decimal moneyDays = agreed.Sum(a => (decimal)a.Amount.Minor * a.Day.DayNumber) - Lines(turn, terms).Sum(i => (decimal)(i.Open - i.Contested).Minor * Base(turn, i.Invoice).DayNumber);
        bool isDelayed = terms.Kind is not (TermsKind.ClaimWaiver or TermsKind.Reduction or TermsKind.Settlement) && moneyDays > 0;
        Money cost = isDelayed ? Accrual.Rounded(moneyDays * turn.Rules.Requests.CostOfMoneyAnnual / (100m * DaysInYear), currency) : Money.Zero(currency);
        int days = isDelayed ? (int)Math.Round(moneyDays / asked.Covered.Minor, MidpointRounding.AwayFromZero) : 0;
        return new(days, cost, terms.Kind == TermsKind.ClaimWaiver ? asked.Amount(turn) : terms.Off ?? Money.Zero(currency), Shift(usual, agreed, currency));
    }

    static IEnumerable<ChasedInvoice> Lines(Turn turn, CaseTerms terms) => turn.Chase.Invoices.Where(i => terms.Invoices.Contains(i.Invoice.Number));

    static DateOnly Base(Turn turn, Invoice invoice) => invoice.DueDate > turn.Today ? invoice.DueDate : turn.Today;

    static DateOnly Expected(Turn turn, Invoice invoice, HabitFigures habit)
    {
        DateOnly usual = invoice.DueDate.AddDays(habit.LatelyDaysLate ?? habit.AverageDaysLate), earliest = turn.Today.AddDays(AtLeastDays);
        return usual > earliest ? usual : earliest;
    }

    static IEnumerable<(DateOnly, Money)> Agreed(CheckedTerms asked, (DateOnly Day, Money Amount)[] usual) => asked.Terms.Kind switch
    {
        TermsKind.Extension => [(asked.Terms.Until!.Value, asked.Covered)],
        TermsKind.PartPayment or TermsKind.Plan or TermsKind.SmallFirstPlan => asked.Terms.Parts.Select(p => (p.DueDate, p.Amount)),
        TermsKind.Settlement => [(asked.Terms.Until!.Value, asked.Covered - asked.Terms.Off!.Value)],
        TermsKind.Reduction => Less(usual, asked.Terms.Off!.Value),
        TermsKind.ClaimWaiver or TermsKind.SmallerOrder => usual,
    };

    static IEnumerable<(DateOnly, Money)> Less((DateOnly Day, Money Amount)[] usual, Money off)
    {
        foreach ((DateOnly day, Money amount) in usual)
        {
            Money gone = Money.Min(off, amount);
            off -= gone;
            yield return (day, amount - gone);
        }
    }

    static ImmutableArray<WeekShift> Shift((DateOnly Day, Money Amount)[] usual, (DateOnly Day, Money Amount)[] agreed, Currency currency) =>
        [.. usual.Select(u => (Monday(u.Day), -u.Amount)).Concat(agreed.Select(a => (Monday(a.Day), a.Amount)))
            .GroupBy(w => w.Item1).OrderBy(g => g.Key).Select(g => new WeekShift(g.Key, g.Aggregate(Money.Zero(currency), (sum, w) => sum + w.Item2))).Where(w => !w.Change.IsZero)];

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
