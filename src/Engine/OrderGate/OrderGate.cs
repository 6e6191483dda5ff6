using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>May we ship? One pure answer from standing, holds, the age of what is overdue and the credit limit with the order in it.</summary>
public static class OrderGate
{
    /// <summary>Asks the gate. Pure: the same account, surroundings, policies, instant and order give the same answer for ever. More debt never gives a milder one.</summary>
    public static GateAnswer Ask(Account account, Surroundings around, PolicyBook book, DateTimeOffset now, OrderRequest order)
    {
        Turn turn = new(account, around, book, now);
        Judge.All(turn); // a promise whose day has passed protects no longer
        return Ask(turn, order);
    }

    internal static GateAnswer Ask(Turn turn, OrderRequest order)
    {
        ImmutableArray<Finding> findings = [.. GateFindings.Of(turn, order).OrderByDescending(f => f.Verdict).ThenByDescending(f => f.Reason)];
        (GateVerdict verdict, ImmutableArray<GateReason> reasons) = Weigh(turn, order, findings);
        (ImmutableArray<ReleasingPayment> release, GateVerdict? to) = verdict == GateVerdict.Allow ? ([], null) : SmallestPayment.Of(turn, order, findings);
        bool shadow = turn.Rules.OrderGate.Shadow;
        GateVerdict said = shadow ? GateVerdict.Allow : verdict;
        return new()
        {
            Verdict = said, WouldBe = verdict, Reasons = reasons, Release = release, ReleasesTo = to, IsShadow = shadow,
            Words = Words(said, turn.Around.Ledger), HoldsUntil = HoldsUntil(turn), Policy = turn.Rules.Label, AsOf = turn.Around.FedAt,
        };
    }

    static (GateVerdict, ImmutableArray<GateReason>) Weigh(Turn turn, OrderRequest order, ImmutableArray<Finding> findings)
    {
        ImmutableArray<GateReason> reasons = [.. findings.Select(f => f.Reason).Distinct()];
        GateVerdict verdict = findings.Length == 0 ? GateVerdict.Allow : findings[0].Verdict;
        if (verdict > GateVerdict.Allow && ReleaseFor(turn, order) is { } release)
            return release.OnPrepayment && !order.IsPrepaid ? (GateVerdict.Prepay, reasons.Insert(0, GateReason.ReleasedByPerson)) : (GateVerdict.Allow, reasons.Insert(0, GateReason.ReleasedByPerson));
        if (verdict == GateVerdict.Prepay && order.IsPrepaid) return (GateVerdict.Allow, reasons.Insert(0, GateReason.PaidInAdvance));
        return (verdict, reasons.IsEmpty ? [GateReason.WithinTerms] : reasons);
    }

    static OrderRelease? ReleaseFor(Turn turn, OrderRequest order) => order.Order.Length == 0 ? null
        : turn.Account.Releases.FirstOrDefault(r => r.Order == order.Order && turn.Today <= r.UntilDate && r.Most.Currency == order.Amount.Currency && order.Amount <= r.Most);

    static DateTimeOffset HoldsUntil(Turn turn)
    {
        DateTimeOffset byRule = turn.Now.AddMinutes(turn.Rules.OrderGate.ValidMinutes);
        DateTimeOffset midnight = SendTime.InstantOf(turn.Today.AddDays(1), TimeOnly.MinValue, turn.Around.Ledger.TimeZone);
        return byRule < midnight ? byRule : midnight;
    }

    static string Words(GateVerdict verdict, Ledger ledger) => verdict switch
    {
        GateVerdict.Allow => "Thank you, we can take this order.",
        GateVerdict.Prepay => $"Thank you for your order. We can supply it as soon as it is paid in advance. Our accounts team gladly explains what is needed for the usual terms: {ledger.Sender.Phone}.",
        GateVerdict.Hold => $"Thank you for your order. We have noted it and cannot release it yet; our accounts team gladly helps to move it on: {ledger.Sender.Phone}.",
        GateVerdict.Refuse => $"Thank you for asking. We cannot take this order just now; our accounts team gladly talks with you about it: {ledger.Sender.Phone}.",
    };
}
