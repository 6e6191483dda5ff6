using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The conditions of a blacklisting for payment (reliability INV-19), each with its values. Every one alone prevents.</summary>
/// <param name="Facts">What it rests on.</param>
/// <param name="Missing">Conditions of the account that are not met: a proposal lapses by any.</param>
/// <param name="Frozen">Why nothing new is decided just now, whatever the account says (INV-21).</param>
internal sealed record StandingEvidence(ImmutableArray<string> Facts, ImmutableArray<string> Missing, ImmutableArray<string> Frozen)
{
    /// <summary>True when blacklisting may be proposed.</summary>
    public bool Holds => Missing.IsEmpty && Frozen.IsEmpty;

    public static StandingEvidence Of(Turn turn)
    {
        List<string> facts = [], missing = [];
        if (StandingStep.PackOf(turn) is not { } pack) return new([], ["the policy edition of the notice is not in the book"], Degraded(turn));
        Inputs(turn, pack.Rules, facts);
        Debt(turn, pack.Rules.Standing, facts, missing);
        Agreements(turn.Account, facts, missing);
        if (turn.Account.Cases.FirstOrDefault(c => c.Kind == CaseKind.Request && c.Pauses(turn.Today)) is { } asked) missing.Add($"request {asked.Id} is open until {asked.PausedUntil:yyyy-MM-dd}");
        Notices(turn.Account, pack.Rules, facts, missing);
        Cure(turn, pack.Rules.Standing, facts, missing);
        missing.AddRange(Guards.OfAccount(turn.Account, turn.Around, turn.Today).Where(s => s.Reason != Reason.EventParked).Select(s => s.Words));
        if (turn.Account.Standing.Appeal is { DecidedBy: null }) missing.Add("an appeal is open");
        return new([.. facts], [.. missing], Degraded(turn));
    }

    /// <summary>INV-21: no new proposal or blacklisting while the ledger may be out of date, an event of the account is parked or safe mode is on.</summary>
    public static ImmutableArray<string> Degraded(Turn turn)
    {
        List<string> words = [.. Guards.OfLedger(turn.Account, turn.Around, turn.Rules, turn.Now).Select(s => s.Words)];
        if (Guards.IsEventParked(turn.Account, turn.Around)) words.Add("an event of this account waits for a person");
        return [.. words];
    }

    static void Inputs(Turn turn, PolicyPack rules, List<string> facts)
    {
        facts.Add($"policy: {rules.Label}");
        facts.Add($"account version: {(turn.Around.AccountVersion + 1).ToString(CultureInfo.InvariantCulture)}");
        if (turn.Around.FedAt is not { } fed) return;
        facts.Add($"ledger fed at {SendTime.In(turn.Around.Ledger.TimeZone, fed):yyyy-MM-dd HH:mm zzz}, {(int)(turn.Now - fed).TotalHours} hours ago; the policy allows {rules.Feed.MaxLedgerAgeHours}, closed days aside");
    }

    static void Debt(Turn turn, StandingRule rule, List<string> facts, List<string> missing)
    {
        ImmutableArray<ChasedInvoice> due = [.. turn.Chase.Chaseable.Where(i => turn.Account.Standing.Noticed.Contains(i.Invoice.Number))];
        bool enough = false;
        foreach (IGrouping<Currency, ChasedInvoice> currency in due.GroupBy(i => i.Open.Currency))
        {
            Money sum = currency.Aggregate(Money.Zero(currency.Key), (total, i) => total + i.DueNow);
            if (!rule.MinimumOverdue.TryGetValue(currency.Key.Code, out decimal least)) continue;
            Money threshold = Money.Exact(least, currency.Key);
            enough |= sum >= threshold;
            facts.Add($"overdue after unallocated credits: {sum} of the notice, in invoices {string.Join(", ", currency.Select(i => i.Invoice.Number))}; the policy asks for {threshold}");
        }
        if (!enough) missing.Add(rule.MinimumOverdue.IsEmpty ? "the policy never leads to a proposal" : "what the notice named and is still overdue after credits is below the policy's threshold");
        int days = due.Select(i => i.Invoice.DaysPastDue(turn.Today)).DefaultIfEmpty().Max();
        facts.Add($"oldest of them: {days} days past due; the policy asks for {rule.MinimumDaysPastDue}");
        if (days < rule.MinimumDaysPastDue) missing.Add($"the oldest invoice is {days} days past due; the policy proposes from {rule.MinimumDaysPastDue}");
    }

    static void Agreements(Account account, List<string> facts, List<string> missing)
    {
        Promise? promise = account.Promises.FirstOrDefault(p => p.Standing == PromiseStanding.Open);
        Dispute? dispute = account.Disputes.FirstOrDefault(d => d.ClosedDate is null);
        Plan? plan = account.Plans.FirstOrDefault(p => p.Standing == PlanStanding.OnTrack);
        if (promise is not null) missing.Add($"promise {promise.Id} is open until {promise.LastDate:yyyy-MM-dd}");
        if (dispute is not null) missing.Add($"dispute {dispute.Id} on invoice {dispute.Invoice} is open");
        if (plan is not null) missing.Add($"plan {plan.Id} is on track");
        if (promise is null && dispute is null && plan is null) facts.Add("no open promise, dispute or plan");
    }

    static void Notices(Account account, PolicyPack rules, List<string> facts, List<string> missing)
    {
        if (account.Standing.NoticeMessageId is not { } notice || StandingNotice.Carrier(account, notice) is not { } carrier)
        {
            missing.Add("the notice no longer stands on its ladder");
            return;
        }
        foreach (DunningLevel level in rules.Levels.Where(l => l.Required || l.Warns))
        {
            LevelDone? done = carrier.Invoice.Ladder!.Done.FirstOrDefault(d => d.Number == level.Number);
            string name = $"level {level.Number} ({level.Letter}) for invoice {carrier.Invoice.Number}";
            if (done is { By: DoneBy.Accepted }) facts.Add($"{name} accepted on {done.Date:yyyy-MM-dd}, message {done.MessageId}, not bounced");
            else missing.Add($"{name} is {(done is null ? "not done" : Code.Of(done.By))}, not accepted");
        }
    }

    static void Cure(Turn turn, StandingRule rule, List<string> facts, List<string> missing)
    {
        DateOnly? ends = turn.Account.Standing.NoticeDate?.AddDays(rule.CureDays);
        if (turn.Today > ends) facts.Add($"cure period of {rule.CureDays} days ended on {ends:yyyy-MM-dd}");
        else missing.Add(ends is null ? "no cure period has begun" : $"the cure period ends on {ends:yyyy-MM-dd}");
    }
}
