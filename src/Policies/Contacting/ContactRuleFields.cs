using System.Collections.Immutable;
using Collections.Domain.Contacting;
using Collections.Domain.Legal;
using Collections.Policies.Rates;

namespace Collections.Policies.Contacting;

/// <summary>The parts of a file of contact rules.</summary>
internal static class ContactRuleFields
{
    static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static ContactRule Rule(CheckedFields fields)
    {
        ContactRule rule = new()
        {
            Name = fields.Text("rule"),
            Place = fields.Text("place"),
            Binds = [.. fields.Many<PartyRole>("binds")],
            Debts = [.. fields.Many<DebtKind>("debts")],
            From = fields.Date("from"),
            Hours = fields.Has("hours") ? [.. fields.Each("hours").Select(Hours)] : [],
            ClosedOnHolidays = fields.Flag("closedOnHolidays"),
            Limits = fields.Has("limits") ? [.. fields.Each("limits").Select(Limit)] : [],
            CooldownDays = fields.WholeOrNull("cooldownDays"),
            WaitAfterFirstNoticeDays = fields.WholeOrNull("waitAfterFirstNoticeDays"),
            Source = fields.Text("source"),
        };
        if (rule.Binds.Length == 0) fields.Fault("binds", "it binds nobody");
        if (rule.Debts.Length == 0) fields.Fault("debts", "it holds for no debt");
        if (rule is { Hours.Length: 0, Limits.Length: 0, CooldownDays: null, WaitAfterFirstNoticeDays: null }) fields.Fault("rule", "it rules nothing");
        fields.NothingElse();
        return rule;
    }

    public static SmsBan Ban(CheckedFields fields)
    {
        SmsBan ban = new([.. fields.Texts("countries")], [.. fields.Many<PartyRole>("binds")], [.. fields.Wholes("providerErrors")], fields.Text("source"));
        if (ban.Countries.Length == 0 || ban.Roles.Length == 0) fields.Fault("countries", "it bans nobody anywhere");
        fields.NothingElse();
        return ban;
    }

    public static SmsKeywords Keywords(CheckedFields fields)
    {
        SmsKeywords words = new()
        {
            OptOut = [.. fields.Texts("optOut")],
            OptIn = [.. fields.Texts("optIn")],
            Help = [.. fields.Texts("help")],
            HandledByProvider = [.. fields.Texts("handledByProvider")],
        };
        fields.Text("source");
        foreach (string word in words.OptIn.Concat(words.Help))
            if (words.Classify(word) == ReplyClass.OptOut) fields.Fault("optOut", $"'{word}' stands in two lists");
        if (words.OptOut.Length == 0) fields.Fault("optOut", "without a word nobody could opt out");
        fields.NothingElse();
        return words;
    }

    public static LegalPeriods Periods(CheckedFields fields)
    {
        LegalPeriods periods = new()
        {
            ClaimReplyDays = Positive(fields, "claimReplyDays"),
            AfterDocumentsDays = Positive(fields, "afterDocumentsDays"),
            NoticeBeforeClaimDays = Positive(fields, "noticeBeforeClaimDays"),
            BreathingSpaceDays = Positive(fields, "breathingSpaceDays"),
            AfterTreatmentDays = Positive(fields, "afterTreatmentDays"),
            ReviewFromDay = Positive(fields, "reviewFromDay"),
            ReviewToDay = Positive(fields, "reviewToDay"),
            CompanyMoratoriumWorkingDays = Positive(fields, "companyMoratoriumWorkingDays"),
            InsuranceClaimDays = Positive(fields, "insuranceClaimDays"),
            RevocationWorkingDays = Positive(fields, "revocationWorkingDays"),
            GermanLimitationYears = Positive(fields, "germanLimitationYears"),
            GermanVoucherYears = Positive(fields, "germanVoucherYears"),
        };
        fields.Text("source");
        fields.NothingElse();
        return periods;
    }

    static DayHours Hours(CheckedFields fields)
    {
        DayHours hours = new(Days(fields), fields.Time("from"), fields.Time("to"));
        if (hours.From >= hours.To) fields.Fault("to", "it closes before it opens");
        fields.NothingElse();
        return hours;
    }

    /// <summary>"mon-fri" or "sun".</summary>
    static ImmutableArray<DayOfWeek> Days(CheckedFields fields)
    {
        string[] ends = fields.Text("days").Split('-');
        int first = Array.IndexOf(Weekdays, ends[0]), last = Array.IndexOf(Weekdays, ends[^1]);
        if (first >= 0 && last >= first && ends.Length <= 2) return [.. Enumerable.Range(first, last - first + 1).Select(d => (DayOfWeek)((d + 1) % 7))];
        fields.Fault("days", "days are needed as mon-fri or sun");
        return [];
    }

    static FrequencyLimit Limit(CheckedFields fields)
    {
        FrequencyLimit limit = new(Positive(fields, "most"), Positive(fields, "windowDays"), [.. fields.Many<ContactMeans>("counts")]);
        if (limit.Counts.Length == 0) fields.Fault("counts", "it counts nothing");
        fields.NothingElse();
        return limit;
    }

    static int Positive(CheckedFields fields, string name)
    {
        int value = fields.Whole(name);
        if (value < 0) fields.Fault(name, "it is below zero");
        return value;
    }
}
