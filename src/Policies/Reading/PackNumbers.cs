using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Values that have the right type and still mean nothing: a negative gap, an unknown currency, a share above one.</summary>
internal static class PackNumbers
{
    internal static void Check(PolicyPack pack, string folder, List<PolicyFault> faults)
    {
        if (pack.Pack != folder) Add("pack", $"\"{pack.Pack}\" is not the folder's name \"{folder}\"", "Give both the same name");
        if (pack.Languages.IsEmpty) Add("languages", "is empty", "Name at least one language, such as \"en\"");
        if (pack.Languages.Any(l => !IsLanguage(l))) Add("languages", "holds a name that is no language tag", "Write tags such as \"en\", \"de\", \"en-IN\"");
        if (pack.ContactHours.From >= pack.ContactHours.To) Add("contactHours", "does not open before it closes", "Let \"from\" be earlier than \"to\"");
        foreach ((string where, ImmutableSortedDictionary<string, decimal> amounts) in Amounts(pack)) CheckAmounts(where, amounts, faults);
        foreach ((string where, decimal value, decimal least, decimal most) in Ranges(pack))
            if (value < least || value > most) Add(where, $"{value} is out of range", $"Write a value from {least} to {most}");

        void Add(string where, string what, string cure) => faults.Add(new PolicyFault($"pack.json $.{where}", what, cure));
    }

    static void CheckAmounts(string where, ImmutableSortedDictionary<string, decimal> amounts, List<PolicyFault> faults)
    {
        foreach ((string code, decimal amount) in amounts)
        {
            string at = $"pack.json $.{where}.{code}";
            if (!Currency.TryOf(code, out Currency currency)) faults.Add(new PolicyFault(at, "is no ISO 4217 currency", "Write a code such as \"GBP\""));
            else if (amount < 0 || !Money.TryExact(amount, currency, out _))
                faults.Add(new PolicyFault(at, $"{amount} is no amount of {code}", $"Write a positive amount with at most {currency.Exponent} decimals"));
        }
    }

    static IEnumerable<(string, ImmutableSortedDictionary<string, decimal>)> Amounts(PolicyPack p) =>
    [
        ("minimumBalance", p.MinimumBalance), ("standing.minimumOverdue", p.Standing.MinimumOverdue),
        ("standing.twoApproversAbove", p.Standing.TwoApproversAbove), ("orderGate.ignoreOverdueUpTo", p.OrderGate.IgnoreOverdueUpTo),
        ("orderGate.creditLimit", p.OrderGate.CreditLimit), ("requests.atOnce.mostAmount", p.Requests.AtOnce.MostAmount), ("requests.atOnce.mostOrder", p.Requests.AtOnce.MostOrder),
        .. p.Requests.Chain.Index().SelectMany(c => new[] { ($"requests.chain[{c.Index}].mostAmount", c.Item.MostAmount), ($"requests.chain[{c.Index}].mostOrder", c.Item.MostOrder) }),
    ];

    static IEnumerable<(string, decimal, decimal, decimal)> Ranges(PolicyPack p) =>
    [
        ("version", p.Version, 1, 1_000_000), ("minimumGapDays", p.MinimumGapDays, 1, 365), ("entryCap", p.EntryCap, 1, 50),
        ("endAfterDays", p.EndAfterDays, 1, 365), ("courtesy.daysBefore", p.Courtesy?.DaysBefore ?? 1, 1, 60),
        ("repeat.everyDays", p.Repeat?.EveryDays ?? 7, 7, 365), ("repeat.cap", p.Repeat?.Cap ?? 1, 1, 24),
        ("budget.perDay", p.Budget.PerDay, 1, 10), ("budget.perSevenDays", p.Budget.PerSevenDays, 1, 70),
        ("feed.maxLedgerAgeHours", p.Feed.MaxLedgerAgeHours, 1, 168), ("feed.maxSourceAgeMinutes", p.Feed.MaxSourceAgeMinutes, 1, 1440),
        ("feed.implausibleShare", p.Feed.ImplausibleShare, 0.01m, 1), ("feed.implausibleFrom", p.Feed.ImplausibleFrom, 1, 1_000_000),
        ("promises.furthestDays", p.Promises.FurthestDays, 1, 365), ("promises.leastShare", p.Promises.LeastShare, 0, 1),
        ("promises.mostOpen", p.Promises.MostOpen, 0, 20), ("promises.mostOpenAfterBroken", p.Promises.MostOpenAfterBroken, 0, p.Promises.MostOpen),
        ("promises.graceDays", p.Promises.GraceDays, 0, 30), ("agreements.furthestExtensionDays", p.Agreements.FurthestExtensionDays, 0, 365),
        ("agreements.mostInstalments", p.Agreements.MostInstalments, 0, 60), ("agreements.planGraceDays", p.Agreements.PlanGraceDays, 0, 30),
        ("agreements.controllerWaiverShare", p.Agreements.ControllerWaiverShare, 0, 1),
        .. OfRequests(p.Requests),
        .. p.Levels.Index().Select(l => ($"levels[{l.Index}].recallMinutes", (decimal)(l.Item.RecallMinutes ?? 60), 30m, 480m)),
        ("standing.minimumDaysPastDue", p.Standing.MinimumDaysPastDue, 1, 3650), ("standing.reviewAfterDays", p.Standing.ReviewAfterDays, 1, 3650),
        ("standing.appealDays", p.Standing.AppealDays, 1, 365), ("standing.prepayDays", p.Standing.PrepayDays, 0, 3650),
        ("standing.smallLimitDays", p.Standing.SmallLimitDays, 0, 3650), ("standing.smallLimitShare", p.Standing.SmallLimitShare, 0, 1),
        ("orderGate.validMinutes", p.OrderGate.ValidMinutes, 1, 1440), ("orderGate.holdReviewDays", p.OrderGate.HoldReviewDays, 1, 14),
    ];

    static IEnumerable<(string, decimal, decimal, decimal)> OfRequests(RequestRule r) =>
    [
        ("requests.answerDays", r.AnswerDays, 1, 30), ("requests.disputeAnswerDays", r.DisputeAnswerDays, 1, 60), ("requests.complaintAnswerDays", r.ComplaintAnswerDays, 1, 60),
        ("requests.reviewAnswerDays", r.ReviewAnswerDays, 1, 30), ("requests.mostPauseDays", r.MostPauseDays, 1, 90), ("requests.offerDays", r.OfferDays, 1, 60),
        ("requests.mostRounds", r.MostRounds, 1, 10), ("requests.followUpDays", r.FollowUpDays, 1, 180), ("requests.coolOffDays", r.CoolOffDays, 0, 90),
        ("requests.askAgainDays", r.AskAgainDays, 7, 365), ("requests.costOfMoneyAnnual", r.CostOfMoneyAnnual, 0, 100), ("requests.affordableShare", r.AffordableShare, 0, 1),
        ("requests.mostApologies", r.MostApologies, 0, 5), ("requests.atOnce.mostAYear", r.AtOnce.MostAYear, 0, 50), ("requests.atOnce.mostShareLate", r.AtOnce.MostShareLate, 0, 1),
        ("requests.atOnce.mostBrokenPromises", r.AtOnce.MostBrokenPromises, 0, 50), ("requests.atOnce.leastScore", r.AtOnce.LeastScore, 0, 100),
        .. OfLimits("requests.atOnce", r.AtOnce), .. r.Chain.Index().SelectMany(c => OfLimits($"requests.chain[{c.Index}]", c.Item)),
        .. r.Moratoria.Index().Select(m => ($"requests.moratoria[{m.Index}].days", (decimal)(m.Item.Days ?? 1), 1m, 730m)),
    ];

    static IEnumerable<(string, decimal, decimal, decimal)> OfLimits(string where, TermLimits l) =>
    [
        ($"{where}.furthestDays", l.FurthestDays, 0, 1095), ($"{where}.mostInstalments", l.MostInstalments, 0, 60), ($"{where}.leastFirstShare", l.LeastFirstShare, 0, 1),
        ($"{where}.mostDiscountShare", l.MostDiscountShare, 0, 1), ($"{where}.mostReductionShare", l.MostReductionShare, 0, 1),
    ];

    static bool IsLanguage(string tag) => tag.Split('-') is [{ Length: 2 or 3 } bare, ..] parts
        && bare.All(char.IsAsciiLetterLower) && parts.Skip(1).All(p => p.Length is >= 2 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
}
