using Collections.Domain.Contacting;

namespace Collections.Engine.Cases;

/// <summary>Cases of the email provider's limits and events.</summary>
internal static class EmailCases
{
    /// <summary>{recipients, max_per_request?}.</summary>
    public static CaseAnswer? Batches(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Whole("recipients") is not { } recipients) return null;
        int[] sizes = [.. EmailLimits.Batches(recipients, one.Inputs.Whole("max_per_request", "max") ?? EmailLimits.RecipientsPerRequest)];
        return new CaseAnswer().Put(sizes.Length, "requests", "requests_needed").Put((object?[])[.. sizes.Cast<object?>()], "sizes").Put(sizes.Length <= 1, "accepted");
    }

    /// <summary>{personalizations, cc_each, bcc_each}.</summary>
    public static CaseAnswer? Copies(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Whole("personalizations") is not { } personalizations) return null;
        int copies = (one.Inputs.Whole("cc_each", "cc") ?? 0) + (one.Inputs.Whole("bcc_each", "bcc") ?? 0);
        int recipients = EmailLimits.Recipients(personalizations, copies), requests = EmailLimits.Requests(personalizations, copies);
        return new CaseAnswer().Put(recipients, "recipients").Put(requests <= 1, "accepted").Put(requests, "requests_needed", "requests");
    }

    /// <summary>{raw_attachment_bytes}.</summary>
    public static CaseAnswer? Attachment(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Number("raw_attachment_bytes", "raw_bytes") is not { } raw) return null;
        decimal bytes = EmailLimits.Base64Bytes((long)raw);
        bool isOver = bytes > EmailLimits.LargestRequestBytes;
        return new CaseAnswer().Put(bytes, "base64_bytes").Put(isOver, "over_30_MB_of_1024").Put(bytes >= EmailLimits.LargestRequestBytes, "at_limit_before_any_body").Put(!isOver, "accepted");
    }

    /// <summary>{hours_ahead}: how far a message may be scheduled.</summary>
    public static CaseAnswer? Schedule(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Number("hours_ahead", "schedule_hours", "hours") is { } hours
            ? new CaseAnswer().Put(EmailLimits.MayScheduleAhead(TimeSpan.FromHours((double)hours)), "accepted", "allowed") : null;

    /// <summary>{custom_args_bytes}.</summary>
    public static CaseAnswer? CustomArguments(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Whole("custom_args_bytes", "custom_arg_bytes") is { } bytes ? new CaseAnswer().Put(bytes < EmailLimits.CustomArgumentBytes, "accepted") : null;

    /// <summary>{events}: repeated events count once.</summary>
    public static CaseAnswer? Repeats(WorkedCase one, CaseFacts facts)
    {
        if (!one.Inputs.Mentions("events")) return null;
        string[] ids = [.. one.Inputs.List("events").Select(e => new CaseInputs(e).Text("sg_event_id", "id", "event_id")).OfType<string>()];
        int applied = EmailEvents.Once(ids).Count;
        return new CaseAnswer().Put(applied, "applied").Put(ids.Length - applied, "ignored", "duplicates");
    }

    /// <summary>Events as the keys of what is expected: "bounce(type=blocked)".</summary>
    public static CaseAnswer? Meanings(WorkedCase one, CaseFacts facts)
    {
        CaseAnswer answer = new();
        foreach (string asked in one.Asked)
        {
            string[] parts = asked.Split("(type=");
            if (EmailEvents.MeaningOf(parts[0], parts.Length > 1 ? parts[1].TrimEnd(')') : null) is { } meaning) answer.Put(CaseWords.Of(meaning), asked);
        }
        if (one.Inputs.Text("event") is { } name) answer.Put(CaseWords.Of(EmailEvents.MeaningOf(name, one.Inputs.Text("type"))), "state", "meaning");
        return answer;
    }

    /// <summary>{kind, daily_to_gmail}: what a large mailbox provider demands.</summary>
    public static CaseAnswer? Demands(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Text("kind") is not { } kind || one.Inputs.Whole("daily_to_gmail", "daily") is not { } daily) return null;
        return new CaseAnswer()
            .Put(EmailLimits.NeedsOneClick(kind is "marketing" or "subscribed" or "promotional", daily), "one_click_required")
            .Put(EmailLimits.NeedsAuthentication(daily), "spf_dkim_dmarc_required");
    }

    /// <summary>Messages a day by domain: {"example.com": 2500, "mail.example.com": 2500}.</summary>
    public static CaseAnswer? Bulk(WorkedCase one, CaseFacts facts)
    {
        KeyValuePair<string, int>[] domains = [.. one.Inputs.Names.Where(n => n.Contains('.', StringComparison.Ordinal) && one.Inputs.Whole(n) is not null)
            .Select(n => KeyValuePair.Create(n, one.Inputs.Whole(n)!.Value))];
        if (domains.Length == 0) return null;
        bool isBulk = EmailLimits.BulkSenders(domains).Count > 0;
        return new CaseAnswer().Put(isBulk, "bulk_sender", "permanent");
    }
}
