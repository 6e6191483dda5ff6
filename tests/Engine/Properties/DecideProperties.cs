using Collections.Domain;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Collections.Engine.Tests.Properties;

/// <summary>What holds for every sequence of inputs, however odd.</summary>
public sealed class DecideProperties(ITestOutputHelper output)
{
    const int Lives = 500;

    [Fact]
    public void Decide_never_throws_and_the_events_fold_to_the_state() => Holds(_ => null, life =>
        StoreContract.Same.State(life.Events.Aggregate(Account.New("book", "C1"), (a, e) => e.Apply(a)), life.Account));

    [Fact]
    public void No_reminder_goes_at_zero_balance_or_within_the_gap() => Holds(life =>
    {
        (DateOnly Date, Message Message, MessageBegun Begun)[] sent = [.. life.Sent.Where(s => s.Message.CountsAsContact)];
        if (sent.Any(s => s.Message.Kind == MessageKind.Level && !s.Begun.Demanded.Any(d => d.IsPositive))) return "a level demands nothing";
        for (int i = 1; i < sent.Length; i++)
            if (sent[i].Message.Kind == MessageKind.Level && sent[i].Date < sent[i - 1].Date.AddDays(3)) return $"{sent[i].Date} is within three days of {sent[i - 1].Date}";
        return null;
    });

    [Fact]
    public void Levels_never_skip_and_never_repeat() => Holds(life =>
        life.Account.Invoices.FirstOrDefault(i => i.Ladder is { } l && !l.Done.Select(d => d.Number).SequenceEqual(Enumerable.Range(1, l.Done.Length))) is { } odd
            ? $"{odd.Number} has done {string.Join(" ", odd.Ladder!.Done.Select(d => d.Number))}" : null);

    [Fact]
    public void Received_is_applied_and_unapplied() => Holds(life =>
    {
        foreach (Payment payment in life.Account.Payments.Where(p => !p.IsReversed))
        {
            long applied = payment.Allocations.Sum(a => a.Amount.Minor);
            if (payment.Amount.Minor != applied + payment.Unapplied.Minor || payment.Unapplied.Minor < 0) return $"{payment.Id}: {payment.Amount} is not {applied} and {payment.Unapplied}";
            foreach (string number in payment.Allocations.Select(a => a.Invoice).Distinct())
                if (life.Account.Invoice(number) is { } invoice && invoice.Amount.Currency == payment.Amount.Currency
                    && -invoice.Postings.Where(p => p.Kind == PostingKind.Payment && p.Reference == payment.Id).Sum(p => p.Amount.Minor) != payment.Allocations.Where(a => a.Invoice == number).Sum(a => a.Amount.Minor))
                    return $"{payment.Id} is not posted to {number} as it is allocated";
        }
        return null;
    });

    [Fact]
    public void The_next_look_lies_in_the_future() => Holds(life =>
        WakeUp.NextRun(life.Account, life.Around, Life.Policies, life.Now) is { } next && next <= life.Now ? $"the next run is {next:O}" : null);

    [Fact]
    public void A_promise_never_overwrites_a_dispute() => Holds(life =>
        life.Account.Promises.Where(p => life.Before.Promises.All(b => b.Id != p.Id)).SelectMany(p => p.Invoices)
            .FirstOrDefault(n => life.Before.Disputes.Any(d => d.ClosedDate is null && d.Invoice == n)) is { } number ? $"{number} is in dispute and was promised" : null);

    void Holds(Func<Life, string?> rule, Action<Life>? atEnd = null)
    {
        int lives = 0, steps = 0, sent = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Lives).WithStartSize(20).WithEndSize(150), Prop.ForAll(Inputs.Lives, life =>
        {
            Life lived = new() { Rule = rule };
            string? broken = lived.Live(life);
            atEnd?.Invoke(lived);
            (lives, steps, sent) = (lives + 1, steps + life.Length, sent + lived.Sent.Count);
            return (broken is null).Label(broken ?? "");
        }));
        output.WriteLine($"{lives} lives, {steps} inputs, {sent} messages");
        Assert.True(sent > lives / 4, $"{sent} messages in {lives} lives show too little");
    }
}
