namespace Collections.Domain.Legal;

/// <summary>Dates of the letter of claim to an individual in England and Wales (Pre-Action Protocol for Debt Claims), and of other deadlines.</summary>
public static class ClaimDates
{
    /// <summary>True for individuals, sole traders among them; a company is outside the protocol.</summary>
    public static bool HasProtocol(string debtor) =>
        debtor.Trim().ToUpperInvariant() is "INDIVIDUAL" or "SOLE TRADER" or "SOLE-TRADER" or "SOLE_TRADER" or "CONSUMER" or "PERSON" or "SELF-EMPLOYED";

    /// <summary>The last day to answer a letter of claim, counted from the date of the letter.</summary>
    public static DateOnly ReplyBy(DateOnly letter, LegalPeriods periods) => letter.AddDays(periods.ClaimReplyDays);

    /// <summary>The first day on which a claim may be issued: the day after the last of all periods that run. Null: nothing has begun.</summary>
    public static DateOnly? EarliestClaim(ClaimSteps steps, LegalPeriods periods)
    {
        DateOnly?[] ends =
        [
            steps.ReplyReceived is null ? steps.Letter?.AddDays(periods.ClaimReplyDays) : null,
            steps.ReplyReceived?.AddDays(periods.ClaimReplyDays),
            steps.DocumentsGiven?.AddDays(periods.AfterDocumentsDays),
            steps.NoticeGiven?.AddDays(periods.NoticeBeforeClaimDays),
        ];
        return ends.Max()?.AddDays(1);
    }

    /// <summary>The last day to file a credit insurance claim, counted from the invoice.</summary>
    public static DateOnly InsuranceFileBy(DateOnly invoice, int days) => invoice.AddDays(days);

    /// <summary>Days past due on a day: the day after the due date is day 1; negative before.</summary>
    public static int DaysPastDue(DateOnly due, DateOnly day) => day.DayNumber - due.DayNumber;

    /// <summary>True when a payment frees the debtor although the debt was assigned: paid to the assignee, or to the seller before the notice
    /// of assignment came (UCC 9-406(a); Law of Property Act 1925 s.136). On the day of the notice it no longer does.</summary>
    public static bool Discharges(bool isAssigned, bool isPaidToSeller, DateOnly? noticeReceived, DateOnly paid) =>
        !isAssigned || !isPaidToSeller || noticeReceived is null || paid < noticeReceived;

    /// <summary>The last day to honour a revocation: so many working days after its own day.</summary>
    public static DateOnly RevocationDeadline(DateOnly revoked, LegalPeriods periods, HolidayCalendar holidays, string? area) =>
        holidays.AddOpenDays(revoked, periods.RevocationWorkingDays, area);

    /// <summary>The last day of a claim in Germany: the end of the last year of limitation (BGB 195, 199).</summary>
    public static DateOnly GermanLimitation(DateOnly arose, LegalPeriods periods) => new(arose.Year + periods.GermanLimitationYears, 12, 31);

    /// <summary>The last day a German voucher must be kept, counted from the end of its year.</summary>
    public static DateOnly GermanVoucherUntil(DateOnly voucher, LegalPeriods periods) => new(voucher.Year + periods.GermanVoucherYears, 12, 31);
}

/// <summary>What has happened around a letter of claim; null: not yet.</summary>
public sealed record ClaimSteps(DateOnly? Letter = null, DateOnly? ReplyReceived = null, DateOnly? DocumentsGiven = null, DateOnly? NoticeGiven = null);
