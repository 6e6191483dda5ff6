using Collections.Domain;

namespace Collections.Engine;

/// <summary>Cases in words for staff, in English; what the customer reads is worded by the letters of their language.</summary>
public static class CaseWords
{
    /// <summary>What a case is about: "an extension of INV-1 to 2026-12-05".</summary>
    public static string Of(Case about) => about.Kind switch
    {
        CaseKind.Request when about.Rounds.Length > 0 => Of(about.Rounds[0].Terms),
        CaseKind.Request => "more time or relief",
        CaseKind.Dispute => $"{(about.AtStake.Length > 0 ? string.Join(" and ", about.AtStake) : "all")} of {string.Join(", ", about.Invoices)} is contested",
        CaseKind.Complaint => "a complaint",
        CaseKind.Review => $"a review of {about.Review?.Rating} of 5 on {about.Review?.Where}",
    };

    /// <summary>Terms in one line.</summary>
    public static string Of(CaseTerms terms)
    {
        string invoices = terms.Invoices.IsEmpty ? "what is open" : string.Join(", ", terms.Invoices);
        return terms.Kind switch
        {
            TermsKind.Extension => $"an extension of {invoices} to {terms.Until:yyyy-MM-dd}",
            TermsKind.PartPayment => $"a part of {invoices} now and the rest later ({Parts(terms)})",
            TermsKind.Plan => $"a plan for {invoices} ({Parts(terms)})",
            TermsKind.SmallFirstPlan => $"a plan for {invoices} that begins small ({Parts(terms)})",
            TermsKind.Settlement => $"{terms.Off} off {invoices} if the rest is paid by {terms.Until:yyyy-MM-dd}",
            TermsKind.ClaimWaiver => $"interest and fixed sums on {invoices} given up",
            TermsKind.Reduction => $"{terms.Off} of {invoices} given up for good",
            TermsKind.SmallerOrder => $"order {terms.Order} up to {terms.Most}{(terms.OnPrepayment ? ", paid in advance" : "")}",
        };
    }

    static string Parts(CaseTerms terms) => string.Join(", ", terms.Parts.Select(p => $"{p.Amount} on {p.DueDate:yyyy-MM-dd}"));
}
