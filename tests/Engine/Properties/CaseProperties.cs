using Collections.Domain;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Collections.Engine.Tests.Properties;

/// <summary>What holds of requests, disputes and complaints for every sequence of what customers, people and time do.</summary>
public sealed class CaseProperties(ITestOutputHelper output)
{
    const int Lives = 400;

    [Fact]
    public void No_case_is_lost() => Holds(life =>
    {
        foreach (Case before in life.BeforeStep.Cases)
            if (life.Account.CaseOf(before.Id) is not { } after) { if (before.IsOpen || before.FollowUp is { Outcome: null }) return $"case {before.Id} is gone, {Code.Of(before.State)}"; }
            else if (!before.IsOpen && after.IsOpen) return $"case {before.Id} was {Code.Of(before.State)} and is open again";
            else if (!after.IsOpen && after.Decision is null) return $"case {before.Id} ended without a decision";
        return life.Account.Cases.FirstOrDefault(c => c.State == CaseState.Open && c.DueAt is null) is { } still ? $"nobody looks at case {still.Id} again" : null;
    });

    [Fact]
    public void None_is_decided_by_its_proposer() => Holds(life => Decided(life).FirstOrDefault(c => c.Decision!.By == c.OpenedBy && c.OpenedBy != "customer"
        && c.Decision.Outcome is CaseState.Granted or CaseState.Refused or CaseState.Settled && c.Decision.Rule != "rejected" && c.Decision.Rule != "review-thanked") is { } own ? $"{own.OpenedBy} opened case {own.Id} and decided it" : null);

    [Fact]
    public void None_is_over_its_limit() => Holds(life =>
    {
        foreach (Case granted in Decided(life).Where(c => c is { State: CaseState.Granted, Decision.Amount: not null }))
        {
            CaseDecision how = granted.Decision!;
            Money most = Money.Exact(how.By switch { "rule" => 100, "ann" => 200, "ben" => 300, _ => 400 }, how.Amount!.Value.Currency);
            if (how.Terms!.Kind != TermsKind.SmallerOrder && how.Amount > most) return $"{how.By} granted {how.Amount} in case {granted.Id}; the limit is {most}";
            int days = how.By switch { "rule" => 30, "ann" => 60, "ben" => 90, _ => 120 };
            DateOnly decided = how.Rule == Deciding.OfferTaken ? granted.Rounds[^1].Date : how.Date;
            if (how.Terms.LastDate is { } last && last.DayNumber - decided.DayNumber > days) return $"{how.By} granted {last.DayNumber - decided.DayNumber} days in case {granted.Id}; the limit is {days}";
        }
        return null;
    });

    [Fact]
    public void Every_pause_ends() => Holds(life =>
    {
        Surroundings around = life.Around;
        DateOnly today = SendTime.DateIn(around.Ledger.TimeZone, life.Now);
        foreach (Case open in life.Account.Cases.Where(c => c.IsOpen && c.Pauses(today)))
        {
            DateTimeOffset? looks = WakeUp.Of(life.Account, WakeUp.NextRun(life.Account, around, Life.Policies, life.Now));
            if (looks is null || looks > around.Ledger.RunAt(open.PausedUntil!.Value.AddDays(1)).AddHours(1)) return $"the pause of case {open.Id} ends on {open.PausedUntil} and nobody looks before {looks}";
            DateOnly from = open.History.Where(h => h.Step is "prolonged" or "offered").Select(h => SendTime.DateIn(around.Ledger.TimeZone, h.At)).DefaultIfEmpty(open.OpenedDate).Max();
            if (open.Stated?.Moratorium is null && open.PausedUntil > (from > open.OpenedDate ? from : open.OpenedDate).AddDays(21)) return $"case {open.Id} pauses until {open.PausedUntil}";
        }
        return Chase.Look(life.Account, life.Account.Cases.Select(c => c.PausedUntil ?? default).DefaultIfEmpty().Max().AddDays(1)).Invoices.FirstOrDefault(i => i.Out == Reason.RequestOpen) is { } late ? $"{late.Invoice.Number} rests for ever" : null;
    });

    [Fact]
    public void A_promise_or_plan_never_overwrites_a_dispute() => Holds(life =>
    {
        string[] contested = [.. life.BeforeStep.Disputes.Where(d => d.ClosedDate is null).Select(d => d.Invoice)];
        if (life.Account.Plans.Where(p => life.BeforeStep.Plans.All(b => b.Id != p.Id)).SelectMany(p => p.Invoices).FirstOrDefault(contested.Contains) is { } planned) return $"{planned} is in dispute and was planned";
        if (life.Account.Promises.Where(p => life.BeforeStep.Promises.All(b => b.Id != p.Id)).SelectMany(p => p.Invoices).FirstOrDefault(contested.Contains) is { } promised) return $"{promised} is in dispute and was promised";
        return life.BeforeStep.Disputes.FirstOrDefault(d => d.ClosedDate is null && life.Account.Disputes.All(a => a.Id != d.Id)) is { } lost ? $"dispute {lost.Id} is gone" : null;
    });

    [Fact]
    public void Money_agreed_is_money_asked_for_later() => Holds(life =>
    {
        foreach (Case granted in Decided(life).Where(c => c is { State: CaseState.Granted, Decision.Terms: not null }))
        {
            CaseTerms terms = granted.Decision!.Terms!;
            if (terms.Parts.Length > 0 && life.Account.Plans.FirstOrDefault(p => granted.Decision.Agreements.Contains(p.Id)) is { } plan
                && !(plan.Instalments.SequenceEqual(terms.Parts) && plan.Invoices.SequenceEqual(terms.Invoices))) return $"plan {plan.Id} is not what case {granted.Id} agreed";
            if (terms.Kind == TermsKind.Extension && terms.Invoices.FirstOrDefault(n => life.Account.Invoice(n) is { } i && i.ExtendedTo != terms.Until) is { } other) return $"{other} is extended to {life.Account.Invoice(other)!.ExtendedTo}, case {granted.Id} agreed {terms.Until}";
            if (terms.Kind == TermsKind.Settlement && terms.Invoices.Select(n => life.Account.Invoice(n)?.Discount).OfType<DiscountOffer>().Aggregate(Money.Zero(terms.Off!.Value.Currency), (s, d) => s + d.Off) is var off && off != terms.Off)
                return $"{off} is off, case {granted.Id} agreed {terms.Off}";
        }
        foreach ((DateOnly _, Message message, MessageBegun begun) in life.Sent.TakeLast(1).Where(s => s.Message.Kind == MessageKind.Level))
            if (begun.Invoices.FirstOrDefault(n => life.BeforeStep.Cases.Any(c => c is { IsOpen: true, Kind: CaseKind.Request } && c.Pauses(begun.Date) && c.Invoices.Contains(n))) is { } asked)
                return $"level {message.Number} asks for {asked}, which waits for our answer";
        return null;
    });

    /// <summary>Cases that the last input decided.</summary>
    static IEnumerable<Case> Decided(Life life) => life.Account.Cases.Where(c => c.Decision is not null && life.BeforeStep.CaseOf(c.Id) is null or { Decision: null });

    void Holds(Func<Life, string?> rule)
    {
        int lives = 0, steps = 0, opened = 0, granted = 0, decided = 0, offered = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Lives).WithStartSize(20).WithEndSize(120), Prop.ForAll(CaseInputs.Lives, life =>
        {
            Life lived = new() { Rule = rule };
            string? broken = lived.Live(life);
            Case[] cases = [.. lived.Account.Cases];
            (lives, steps, opened) = (lives + 1, steps + life.Length, opened + lived.Events.Count(e => e is CaseOpened));
            decided += lived.Events.OfType<CaseChanged>().Count(e => e.Step is "granted" or "refused" or "settled");
            granted += lived.Events.OfType<CaseChanged>().Count(e => e.Step == "granted");
            offered += lived.Events.OfType<CaseChanged>().Count(e => e.Step == "offered");
            return (broken is null).Label(broken ?? "");
        }));
        output.WriteLine($"{lives} lives, {steps} steps: {opened} cases opened, {decided} decided, {granted} of them granted, {offered} offers; 0 broke the rule");
        Assert.True(granted > 20 && offered > 5, $"the lives granted {granted} and offered {offered}: they show nothing");
    }
}
