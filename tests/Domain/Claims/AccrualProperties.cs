using Collections.Domain.Claims;
using FsCheck;
using FsCheck.Fluent;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class AccrualProperties
{
    static readonly DateOnly First = Day("2020-01-01");

    static readonly Gen<(LateDebt Debt, int Days, int Cut, RateFrom[] Rates)> Cases =
        from minor in Gen.Choose(1, 50_000_000)
        from days in Gen.Choose(1, 900)
        from cut in Gen.Choose(0, 900)
        from payments in Gen.ListOf(from day in Gen.Choose(-30, 900) from part in Gen.Choose(1, 20_000_000) select (day, part))
        from frozen in Gen.ListOf(from day in Gen.Choose(-30, 900) from length in Gen.Choose(1, 90) select (day, length))
        from steps in Gen.ListOf(from day in Gen.Choose(1, 900) from percent in Gen.Choose(0, 2000) select (day, percent))
        select (new LateDebt(new Money(minor, Pounds), First.AddDays(-1))
        {
            Payments = [.. payments.Take(4).Select(p => new PartPayment(First.AddDays(p.day), new Money(p.part, Pounds)))],
            Frozen = [.. frozen.Take(3).Select(f => Moratorium.OfDays(First.AddDays(f.day), f.length))],
        }, days, Math.Min(cut, days), Rates(steps.Take(4)));

    static RateFrom[] Rates(IEnumerable<(int Day, int Percent)> steps) =>
        [new(First, 8m, false), .. steps.DistinctBy(s => s.Day).OrderBy(s => s.Day).Select(s => new RateFrom(First.AddDays(s.Day), s.Percent / 100m, false))];

    [Fact]
    public void Interest_is_never_negative() =>
        Prop.ForAll(Arb.From(Cases), c => Over(c.Debt, 0, c.Days, c.Rates) >= 0m).QuickCheckThrowOnFailure();

    [Fact]
    public void A_period_cut_in_two_adds_up_to_the_whole() =>
        Prop.ForAll(Arb.From(Cases), c =>
            Math.Abs(Over(c.Debt, 0, c.Days, c.Rates) - Over(c.Debt, 0, c.Cut, c.Rates) - Over(c.Debt, c.Cut, c.Days, c.Rates)) < 0.000001m)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_longer_delay_never_costs_less() =>
        Prop.ForAll(Arb.From(Cases), c => Over(c.Debt, 0, c.Cut, c.Rates) <= Over(c.Debt, 0, c.Days, c.Rates)).QuickCheckThrowOnFailure();

    [Fact]
    public void Segments_rise_by_day_without_overlap_and_never_hold_a_frozen_day() =>
        Prop.ForAll(Arb.From(Cases), c =>
        {
            var segments = Accrual.Segments(c.Debt, new DaySpan(First, First.AddDays(c.Days - 1)), c.Rates, 365);
            return segments.All(s => s.Days > 0 && s.Principal.IsPositive && !c.Debt.Frozen.Any(f => f.Holds(s.From) || f.Holds(s.To)))
                && segments.Zip(segments.Skip(1)).All(pair => pair.First.To < pair.Second.From);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void By_segments_gives_what_adding_day_by_day_gives() =>
        Prop.ForAll(Arb.From(Cases), c =>
        {
            decimal byDay = 0m;
            for (DateOnly day = First; day < First.AddDays(c.Days); day = day.AddDays(1))
                if (!c.Debt.Frozen.Any(f => f.Holds(day)))
                    byDay += c.Debt.BearingOn(day).Minor * c.Rates.Last(r => r.From <= day).Percent / 36_500m;
            return Math.Abs(byDay - Over(c.Debt, 0, c.Days, c.Rates)) < 0.000001m;
        }).QuickCheckThrowOnFailure();

    static decimal Over(LateDebt debt, int from, int to, RateFrom[] rates) =>
        Accrual.Segments(debt, new DaySpan(First.AddDays(from), First.AddDays(to - 1)), rates, 365).Sum(s => s.ExactMinor);
}
