using Collections.Domain.Contacting;

namespace Collections.Engine.Cases;

/// <summary>Cases of contact frequency, of cooldowns and of who is bound.</summary>
internal static class FrequencyCases
{
    /// <summary>{counted_contacts, candidate, max?, window_days?}: rolling windows that include the candidate day.</summary>
    public static CaseAnswer? Counted(WorkedCase one, CaseFacts facts)
    {
        if (!one.Inputs.Mentions("counted_contacts", "contacts")) return null;
        IReadOnlyList<DateOnly> contacts = one.Inputs.Dates("counted_contacts", "contacts");
        FrequencyLimit[] limits = [.. Limits(one, facts)];
        return limits.Length == 0 ? null : ForEachDay(one, day => limits.All(l => ContactRules.IsWithin(l, contacts, day)));
    }

    /// <summary>{conversation, candidates}: days without calls after a conversation.</summary>
    public static CaseAnswer? Conversation(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Date("conversation", "conversation_on") is not { } conversation) return null;
        int? cooldown = one.Inputs.Whole("cooldown_days") ?? HoursCases.RulesAt(one, facts).Max(r => r.CooldownDays);
        return cooldown is null ? null : ForEachDay(one, day => ContactRules.IsAfterCooldown(conversation, day, cooldown.Value));
    }

    /// <summary>{first_notice, candidates}: days to wait after the first notice.</summary>
    public static CaseAnswer? FirstNotice(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Date("first_notice", "notice_sent", "first_notice_sent", "notice") is not { } notice) return null;
        int? wait = one.Inputs.Whole("wait_days") ?? HoursCases.RulesAt(one, facts).Max(r => r.WaitAfterFirstNoticeDays);
        return wait is null ? null : ForEachDay(one, day => ContactRules.IsAfterFirstNotice(notice, day, wait.Value));
    }

    /// <summary>{calls, emails, sms, window}: which contacts a limit counts.</summary>
    public static CaseAnswer? Tally(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Whole("calls") is null && one.Inputs.Whole("emails") is null && one.Inputs.Whole("sms") is null) return null;
        Dictionary<ContactMeans, int> made = new()
        {
            [ContactMeans.Call] = one.Inputs.Whole("calls") ?? 0, [ContactMeans.Email] = one.Inputs.Whole("emails") ?? 0,
            [ContactMeans.Sms] = one.Inputs.Whole("sms", "texts") ?? 0, [ContactMeans.Letter] = one.Inputs.Whole("letters") ?? 0,
        };
        int? window = one.Inputs.Whole("window", "window_days");
        FrequencyLimit[] limits = [.. HoursCases.RulesAt(one, facts).SelectMany(r => r.Limits).Where(l => window is null || l.WindowDays == window)];
        if (limits.Length == 0) return null;
        return new CaseAnswer()
            .Put(May(ContactMeans.Call), "call_allowed").Put(May(ContactMeans.Email), "email_allowed").Put(May(ContactMeans.Sms), "sms_allowed")
            .Put(made.Keys.All(May), "allowed");

        bool May(ContactMeans means) => limits.Where(l => l.Counts.Contains(means)).All(l => ContactRules.IsWithin(l, l.Counts.Sum(c => made[c])));
    }

    /// <summary>{third_party, debt}: whether Reg F, or any rule of the place, binds.</summary>
    public static CaseAnswer? Bound(WorkedCase one, CaseFacts facts)
    {
        if (!one.Inputs.Mentions("third_party", "party", "sender_is_creditor", "other_name") || one.Inputs.Text("debt", "debt_type") is not { } debt) return null;
        ContactParty party = new(RoleOf(one), debt switch { "business" => DebtKind.Business, "regulated_credit" or "credit" => DebtKind.RegulatedCredit, _ => DebtKind.Consumer });
        DateOnly day = one.Inputs.Date("on", "date", "as_of") ?? DateOnly.MaxValue;
        ContactRule[] binding = [.. facts.Contact.Rules.Binding(party, one.Jurisdiction, day)];
        return new CaseAnswer().Put(binding.Any(r => r.Name == "us-reg-f"), "reg_f_applies").Put(binding.Length > 0, "applies", "bound");
    }

    /// <summary>{channel: sms, sender_is_creditor, country}: whether the carriers take it.</summary>
    public static CaseAnswer? Carrier(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Text("channel") is not { } channel || one.Inputs.Text("country") is not { } country) return null;
        SmsBan? ban = channel == "sms" ? facts.Contact.Rules.SmsBanOn(RoleOf(one), country) : null;
        return new CaseAnswer().Put(ban is null, "allowed").Put(ban is null ? (object?[])[] : [.. ban.ProviderErrors.Cast<object?>()], "twilio_errors");
    }

    static PartyRole RoleOf(WorkedCase one) =>
        one.Inputs.Flag("third_party") ?? !(one.Inputs.Flag("sender_is_creditor", "creditor", "own_name") ?? true) ? PartyRole.ThirdParty
        : one.Inputs.Flag("other_name", "under_another_name") ?? false ? PartyRole.CreditorUnderAnotherName : PartyRole.Creditor;

    static IEnumerable<FrequencyLimit> Limits(WorkedCase one, CaseFacts facts)
    {
        int? most = one.Inputs.Whole("max", "most", "limit"), window = one.Inputs.Whole("window_days", "window");
        if (most is not null && window is not null) return [new(most.Value, window.Value, [])];
        return HoursCases.RulesAt(one, facts).SelectMany(r => r.Limits).Where(l => window is null || l.WindowDays == window);
    }

    /// <summary>One candidate answers "allowed"; several answer by day, or as a list.</summary>
    static CaseAnswer? ForEachDay(WorkedCase one, Predicate<DateOnly> allowed)
    {
        if (one.Inputs.Date("candidate", "on", "day") is { } day) return new CaseAnswer().Put(allowed(day), "allowed", "call_allowed");
        DateOnly[] days = [.. one.Inputs.Dates("candidates", "days")];
        if (days.Length == 0) days = [.. one.Asked.Select(CaseInputs.DateOf).OfType<DateOnly>()];
        if (days.Length == 0) return null;
        CaseAnswer answer = new CaseAnswer().Put((object?[])[.. days.Select(d => (object?)allowed(d))], "allowed");
        foreach (DateOnly d in days) answer.Put(allowed(d), d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return answer;
    }
}
