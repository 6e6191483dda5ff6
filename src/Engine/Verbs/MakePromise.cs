using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>A promise to pay, from staff, portal, SMS or email (product rule 4). Never overwrites a dispute.</summary>
/// <param name="Amount">Above zero.</param>
/// <param name="Date">The promised day.</param>
/// <param name="Invoices">The invoices it names; empty: the oldest open ones of its currency until the amount is reached.</param>
/// <param name="Via">"staff", "portal", "sms", "email".</param>
/// <param name="Key">The sender's own key: the same key again answers as the first time; null: none.</param>
public sealed record MakePromise(Money Amount, DateOnly Date, ImmutableArray<string> Invoices, string Via, string? Key = null) : Input
{
    /// <inheritdoc />
    public override string Cause => "promise";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Promises.FirstOrDefault(p => p.Standing == PromiseStanding.Open && p.Amount == Amount && p.Date == Date && SameInvoices(p)) is { } same)
            return new Answer.AlreadyRecorded($"promise {same.Id} says so already");
        ImmutableArray<string> covers = Invoices.IsDefaultOrEmpty ? Oldest(turn) : Invoices;
        if (Problems(turn, covers) is { Count: > 0 } problems) return new Answer.Refused([.. problems]);
        PromiseRule rule = turn.Rules.Promises;
        Promise promise = new()
        {
            Id = turn.NextId("P"), Amount = Amount, Date = Date, GivenDate = turn.Today, LastDate = LastDate(Date, rule, turn.Around), Invoices = covers, Via = Via,
        };
        turn.Add(new PromiseMade(promise));
        return new Answer.Done($"promise {promise.Id}: {Amount} by {Date:yyyy-MM-dd} for {string.Join(", ", covers)}; judged after {promise.LastDate:yyyy-MM-dd}", promise.Id);
    }

    /// <summary>The last value date that keeps a promise: its day, on a weekend or holiday of the ledger the next business day, plus grace.</summary>
    public static DateOnly LastDate(DateOnly date, PromiseRule rule, Surroundings around)
    {
        DateOnly open = around.Holidays.OpenOnOrAfter(date, around.Ledger.HolidayArea);
        return rule.GraceInBusinessDays ? around.Holidays.AddOpenDays(open, rule.GraceDays, around.Ledger.HolidayArea) : open.AddDays(rule.GraceDays);
    }

    bool SameInvoices(Promise promise) => Invoices.IsDefaultOrEmpty || Invoices.Order().SequenceEqual(promise.Invoices.Order());

    ImmutableArray<string> Oldest(Turn turn)
    {
        List<string> covers = [];
        Money left = Amount;
        foreach (ChasedInvoice open in Open(turn))
        {
            if (!left.IsPositive) break;
            covers.Add(open.Invoice.Number);
            left -= open.Open;
        }
        return [.. covers];
    }

    IEnumerable<ChasedInvoice> Open(Turn turn) => turn.Chase.Invoices
        .Where(i => i.Open.Currency == Amount.Currency && i.Contested.IsZero && i.Out is not (Reason.PromiseOpen or Reason.PlanOnTrack));

    List<Problem> Problems(Turn turn, ImmutableArray<string> covers)
    {
        List<Problem> problems = [];
        PromiseRule rule = turn.Rules.Promises;
        DateOnly furthest = turn.Today.AddDays(rule.FurthestDays);
        if (!Amount.IsPositive) problems.Add(new("amount", "a promise is above zero", "give the amount that will be paid"));
        if (Date < turn.Today) problems.Add(new("date", $"{Date:yyyy-MM-dd} has passed", $"choose a day from {turn.Today:yyyy-MM-dd} to {furthest:yyyy-MM-dd}"));
        if (Date > furthest) problems.Add(new("date", $"{Date:yyyy-MM-dd} is further away than the policy allows", $"choose a day up to {furthest:yyyy-MM-dd}, or ask for more time"));
        int open = turn.Account.Promises.Count(p => p.Standing == PromiseStanding.Open);
        bool broke = turn.Account.Habit.LastBrokenDate is { } last && last > turn.Today.AddYears(-1);
        int most = broke ? Math.Min(rule.MostOpen, rule.MostOpenAfterBroken) : rule.MostOpen;
        if (open >= most) problems.Add(new("promises", broke ? $"{open} are open, and one was broken within a year" : $"{open} are open", $"the policy allows {most}: wait until one is kept, or withdraw it"));
        if (covers.IsEmpty && Amount.IsPositive) problems.Add(new("invoices", $"there is no open invoice in {Amount.Currency} to promise for", "see the account for what is open"));
        foreach (string number in covers) problems.AddRange(Problems(turn, number));
        if (problems.Count == 0) problems.AddRange(TooLittle(turn, covers, rule));
        return problems;
    }

    IEnumerable<Problem> Problems(Turn turn, string number)
    {
        if (turn.Account.Invoice(number) is not { IsOpen: true } invoice) yield return new("invoices", $"invoice {number} is not open here", "name an open invoice");
        else if (invoice.Amount.Currency != Amount.Currency) yield return new("invoices", $"invoice {number} is in {invoice.Amount.Currency}", $"promise in {invoice.Amount.Currency}");
        else if (turn.Account.Disputes.Any(d => d.ClosedDate is null && d.Invoice == number)) yield return new("invoices", $"invoice {number} is in dispute", "a promise never overwrites a dispute: settle it first");
        else if (turn.Account.Promises.Any(p => p.Standing == PromiseStanding.Open && p.Invoices.Contains(number))) yield return new("invoices", $"invoice {number} is promised already", "withdraw the other promise first");
        else if (turn.Account.Plans.Any(p => p.Standing == PlanStanding.OnTrack && p.Invoices.Contains(number))) yield return new("invoices", $"invoice {number} is on a payment plan", "the plan stands");
    }

    IEnumerable<Problem> TooLittle(Turn turn, ImmutableArray<string> covers, PromiseRule rule)
    {
        Money whole = Invoices.IsDefaultOrEmpty
            ? Open(turn).Where(i => i.IsChaseable).Aggregate(Money.Zero(Amount.Currency), (sum, i) => sum + i.Open)
            : covers.Aggregate(Money.Zero(Amount.Currency), (sum, n) => sum + turn.Account.Invoice(n)!.Balance);
        Money least = whole.Times(rule.LeastShare);
        if (Amount < least) yield return new("amount", $"{Amount} is less than the policy accepts for {whole}", $"promise at least {least}");
    }
}

/// <summary>A promise is taken back before its date: the chase goes on.</summary>
public sealed record WithdrawPromise(string PromiseId, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "promise-withdrawn";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Promises.FirstOrDefault(p => p.Id == PromiseId) is not { } promise) return new Answer.Refused("promise", $"there is no promise {PromiseId}", "see the account for its promises");
        if (promise.Standing != PromiseStanding.Open) return new Answer.AlreadyRecorded($"promise {PromiseId} is {Code.Of(promise.Standing)}");
        turn.Add(new PromiseWithdrawn(PromiseId, turn.Today));
        return new Answer.Done($"promise {PromiseId} was taken back", PromiseId);
    }
}
