using Collections.Domain.Legal;

namespace Collections.Engine.Cases;

/// <summary>The last day to honour a revocation: {revoked, federal_holidays}.</summary>
internal static class RevocationCases
{
    public static CaseAnswer? Deadline(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Date("revoked", "received", "opted_out") is { } day
            ? new CaseAnswer().Put(ClaimDates.RevocationDeadline(day, facts.Contact.Periods, CaseDebts.Holidays(one, "federal_holidays", "holidays"), "case"), "deadline")
            : null;
}
