namespace Collections.Domain.Legal;

/// <summary>Periods that law or a usual contract sets around a debt; figures are data.</summary>
public sealed record LegalPeriods
{
    /// <summary>Days to answer a letter of claim (Pre-Action Protocol for Debt Claims, England and Wales).</summary>
    public required int ClaimReplyDays { get; init; }
    /// <summary>Days after documents asked for were given.</summary>
    public required int AfterDocumentsDays { get; init; }
    /// <summary>Days of notice before a claim once a reply has come.</summary>
    public required int NoticeBeforeClaimDays { get; init; }
    /// <summary>Days of a standard breathing space, its first day counted (SI 2020/1311).</summary>
    public required int BreathingSpaceDays { get; init; }
    /// <summary>Days that a mental health crisis moratorium runs on after treatment.</summary>
    public required int AfterTreatmentDays { get; init; }
    /// <summary>First and last day of the midway review, the first day of the moratorium being day 1.</summary>
    public required int ReviewFromDay { get; init; }
    /// <summary>Last day of the midway review.</summary>
    public required int ReviewToDay { get; init; }
    /// <summary>Working days of a company moratorium (Insolvency Act 1986 Part A1).</summary>
    public required int CompanyMoratoriumWorkingDays { get; init; }
    /// <summary>Days from the invoice in which a credit insurance claim is filed; a policy's own figure replaces it.</summary>
    public required int InsuranceClaimDays { get; init; }
    /// <summary>Working days in which a revocation must at the latest be honoured (47 CFR 64.1200(a)(10)); the product acts at once.</summary>
    public required int RevocationWorkingDays { get; init; }
    /// <summary>Years after the end of the year in which a German claim arose until it lapses (BGB 195, 199).</summary>
    public required int GermanLimitationYears { get; init; }
    /// <summary>Years that German accounting vouchers are kept, from the year's end.</summary>
    public required int GermanVoucherYears { get; init; }
}
