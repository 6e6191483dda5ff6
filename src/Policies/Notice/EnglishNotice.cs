using System.Globalization;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>The notice in English.</summary>
internal static class EnglishNotice
{
    internal static string Write(LoadedPack pack, string creditor, string language)
    {
        PolicyPack rules = pack.Rules;
        NoticeText text = new();
        text.Title($"How {CleanText.Line(creditor)} asks for payment");
        text.Say($"These are our rules for invoices that pass their due date. They are the same for every customer. Edition: {rules.Pack}, version {rules.Version}.");
        Reminders(rules, text, new Wording(language));
        Times(rules, text);
        Promises(rules, text);
        Consequences(rules, text, new Wording(language));
        text.Head("If something is wrong");
        text.Say("If you dispute an invoice, tell us which part and why. We do not chase what you dispute while we look into it; the rest stays payable. A complaint pauses our reminders until it is answered.");
        return text.ToString();
    }

    static void Reminders(PolicyPack rules, NoticeText text, Wording wording)
    {
        text.Head("Reminders");
        if (rules.Courtesy is { } courtesy)
            text.Item($"{Days(courtesy.DaysBefore)} before the due date: a note ahead of time{(courtesy.To == CourtesyTo.LatePayers ? ", to customers who have paid late before" : "")}.");
        foreach (DunningLevel level in rules.Levels)
            text.Item($"{Days(level.DaysPastDue)} after the due date: {ToneWords(level)} by {(level.Channel == Channel.Sms ? "text message" : "email")}, to {Role(level.Recipient)}{(level.Warns ? "; it is formal notice that supply on credit may end" : "")}.");
        text.Say($"There are at least {Days(rules.MinimumGapDays)} between two messages, and levels are never skipped or sent in a bunch. One message covers all that is overdue.");
        if (!rules.MinimumBalance.IsEmpty)
            text.Say("We do not chase less than " + Any([.. rules.MinimumBalance.Select(m => wording.Amount(Money.Exact(m.Value, Currency.Of(m.Key))))]) + " in all.");
    }

    static void Times(PolicyPack rules, NoticeText text)
    {
        text.Head("When we write");
        text.Say($"Between {NoticeText.Clock(rules.ContactHours.From)} and {NoticeText.Clock(rules.ContactHours.To)} where you are, on working days, never on weekends or public holidays; to one person at most {Times(rules.Budget.PerDay)} a day and {Times(rules.Budget.PerSevenDays)} in seven days. A reply of STOP ends our text messages.");
    }

    static void Promises(PolicyPack rules, NoticeText text)
    {
        text.Head("If you need more time");
        text.Item($"You may promise a payment up to {Days(rules.Promises.FurthestDays)} ahead, of at least {NoticeText.Percent(rules.Promises.LeastShare)} of what it is for. What it covers is not chased until {Days(rules.Promises.GraceDays)}{(rules.Promises.GraceInBusinessDays ? " of business" : "")} after the date.");
        text.Item($"At most {NoticeText.Number(rules.Promises.MostOpen)} promises may be open at a time; {NoticeText.Number(rules.Promises.MostOpenAfterBroken)} after one was not kept in the last year.");
        text.Item($"You may ask for a later date, for a plan in parts or for another way. Up to {Days(rules.Requests.AtOnce.FurthestDays)} and {NoticeText.Number(rules.Requests.AtOnce.MostInstalments)} parts it is usually agreed at once; beyond that a person decides. Every decision reaches you in words, with its reason and how to ask again.");
        text.Item($"You have our answer within {NoticeText.Number(rules.Requests.AnswerDays)} working days, and what you ask about is not chased meanwhile. We may offer other terms; there are at most {NoticeText.Number(rules.Requests.MostRounds)} rounds.");
    }

    static void Consequences(PolicyPack rules, NoticeText text, Wording wording)
    {
        text.Head("What may follow");
        if (rules.Claims is { StateFromLevel: { } from, Scheme: not "none" } claims)
            text.Item($"From reminder {from} on we state interest{(claims.ContractRateAnnual is { } rate ? $" of {rate.ToString(CultureInfo.InvariantCulture)} % a year" : "")}: {ClaimSources.For(claims.Scheme, "en") ?? claims.Scheme}.");
        if (rules.OrderGate.PrepayFromDaysPastDue is { } prepay) text.Item($"From {Days(prepay)} past due, new orders are against payment in advance{(rules.OrderGate.IgnoreOverdueUpTo.IsEmpty ? "" : "; small amounts are left out")}.");
        if (rules.OrderGate.HoldFromDaysPastDue is { } hold) text.Item($"From {Days(hold)} past due, new orders are held; a person looks at it again within {Days(rules.OrderGate.HoldReviewDays)}.");
        if (rules.Levels.Any(l => l.Warns))
        {
            text.Item($"Supply on credit may end only after formal notice and {Days(rules.Standing.CureDays)} to pay, at least {Days(rules.Standing.MinimumDaysPastDue)} past due{Least(rules, wording)}, by decision of two people, with a reason, and with {Days(rules.Standing.AppealDays)} to ask for a second look. It is reviewed within {Days(rules.Standing.ReviewAfterDays)}.");
            text.Item("Paying in full ends a notice. After such a decision the way back is payment in advance, then a small limit, then the usual terms.");
        }
        text.Item(rules.EndOfLadder == EndOfLadder.Repeat ? "After the last reminder we repeat it slowly, a limited number of times." : "After the last reminder a person looks at the account; nothing goes on by itself.");
    }

    static string Least(PolicyPack rules, Wording wording) => rules.Standing.MinimumOverdue.IsEmpty ? ""
        : " and for no less than " + Any([.. rules.Standing.MinimumOverdue.Select(m => wording.Amount(Money.Exact(m.Value, Currency.Of(m.Key))))]);

    static string ToneWords(DunningLevel level) => level.Tone switch { Tone.Courteous => "a friendly reminder", Tone.Firm => "a firm reminder", Tone.Formal => "a formal letter" };

    static string Role(string recipient) => recipient switch { "owner" => "the owner or management", "escalation" => "the person you named for such matters", _ => "accounts payable" };

    static string Any(IReadOnlyList<string> items) => items.Count == 1 ? items[0] : string.Join(", ", items.SkipLast(1)) + " or " + items[^1];

    static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    static string Times(int times) => times switch { 1 => "once", 2 => "twice", _ => $"{times} times" };
}
