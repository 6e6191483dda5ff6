using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Api;

/// <summary>The bodies of requests, complaints, reviews and what is done with them.</summary>
internal static class CaseShapes
{
    static readonly Field Reason = Field.Text("reason", "why, in words that reach the customer", 2000).Needed();
    static readonly Field Words = Field.Text("words", "in the customer's words", 4000);
    static readonly Field Via = Field.Choice("via", "how it came in; none: by the program or person that calls", OpenRequest.Ways);
    static readonly Field Contact = Field.Text("contact", "id of the contact who asks and is answered; none: whoever can be reached", 200);

    static readonly Shape Part = Shape.Of("AskedInstalment", Field.Date("dueDate", "the day").Needed(), Field.Money("amount", "above zero").Needed());
    static readonly Shape Statement = Shape.Of("Statement", Field.Choice("difficulty", "in the customer's view", Code.All<Difficulty>()), Field.Choice("cause", "why", Code.All<DifficultyCause>()),
        Field.Money("income", "money in a month"), Field.Money("costs", "money out a month, debts left aside"), Field.Money("otherDebts", "payments on other debts a month"),
        Field.Flag("vulnerable", "true: a vulnerable person is behind the account"), Field.Choice("moratorium", "a moratorium or insolvency that is stated", Code.All<MoratoriumKind>()), Field.Date("moratoriumFrom", "its first day; none: today"));

    static readonly ImmutableArray<Field> Terms =
    [
        Field.Choice("kind", "what is asked or offered", Code.All<TermsKind>()).Needed(), Field.Texts("invoices", "the invoices; none: every open one that is neither contested nor on a plan"),
        Field.Date("until", "extension, settlement: the day"), Field.Objects("parts", "part payment, plan: rising by date, adding up to what is open", Part, 60),
        Field.Money("off", "settlement, reduction: what is given up"), Field.Text("order", "smaller order: its number", 100), Field.Money("most", "smaller order: the largest amount"), Field.Flag("prepaid", "smaller order: true when it is paid before it ships"),
    ];

    static readonly ImmutableArray<Field> Means =
        [Field.Object("stated", "what the customer states of their means", Statement), Field.Whole("score", "an outside score, 0 to 100"), Field.Money("freeCash", "what the creditor can do without for that time")];

    public static readonly Shape Request = new("Request", [.. Terms, Words, Via, Contact, Field.Text("task", "the task of the email or text that it was read from", 40), .. Means]);
    public static readonly Shape Options = new("OptionsAsked", [Field.Texts("invoices", "the invoices; none: every open one that is neither contested nor on a plan"), Field.Text("order", "a new order's number", 100), Field.Money("orderAmount", "its amount"), .. Means]);
    public static readonly Shape Counter = new("Counter", [.. Terms, Field.Text("reason", "why, in words that reach the other side; needed for an offer", 2000), Field.Flag("forCustomer", "true: written down for the customer, who asks for it")]);
    public static readonly Shape Verdict = Shape.Of("CaseDecision", Field.Flag("granted", "true: as last asked").Needed(), Reason);
    public static readonly Shape Withdrawal = Shape.Of("Withdrawal", Field.Text("reason", "why", 2000));
    public static readonly Shape Owner = Shape.Of("CaseOwner", Field.Text("to", "who has it; none: whoever calls", 200));
    public static readonly Shape Prolonging = Shape.Of("Prolonging", Field.Date("until", "last day without reminders for it").Needed(), Reason);
    public static readonly Shape Settlement = Shape.Of("CaseSettlement", Field.Choice("outcome", "how it ends", [.. CloseDispute.Outcomes, SettleCase.Answered]).Needed(), Reason, Field.Money("amount", "partly credited: how much"));
    public static readonly Shape Complaint = Shape.Of("Complaint", Words.Needed(), Via, Contact);
    public static readonly Shape Review = Shape.Of("PublicReview", Field.Text("where", "the site", 200).Needed(), Field.Whole("rating", "stars, 1 to 5").Needed(), Field.Text("link", "https page", 2000), Words);
    public static readonly Shape Deputies = Shape.Of("Deputies", Field.Text("owner", "who has new cases; none: whoever takes them", 200),
        Field.Objects("delegations", "who decides for whom while somebody is away; replaces those before",
            Shape.Of("DelegationAsked", Field.Text("from", "whose right", 200).Needed(), Field.Text("to", "who uses it", 200).Needed(), Field.Choice("role", "the right", Code.All<DecisionRole>()).Needed(), Field.Date("fromDate", "first day").Needed(), Field.Date("untilDate", "last day, included").Needed())));

    public static CaseTerms TermsOf(Members m) => new()
    {
        Kind = Of<TermsKind>(m, "kind"), Invoices = m.Texts("invoices"), Until = m.DateOrNull("until"), Off = m.MoneyOrNull("off"), Order = m.TextOrNull("order"), Most = m.MoneyOrNull("most"), OnPrepayment = m.Flag("prepaid"),
        Parts = [.. m.Objects("parts").Select(p => new Instalment(p.Date("dueDate"), p.Money("amount")))],
    };

    public static CustomerStatement? StatedOf(Members m) => m.Object("stated") is not { } s ? null : new()
    {
        Difficulty = Of<Difficulty>(s, "difficulty"), Cause = Of<DifficultyCause>(s, "cause"), IncomeMonthly = s.MoneyOrNull("income"), CostsMonthly = s.MoneyOrNull("costs"), OtherDebtsMonthly = s.MoneyOrNull("otherDebts"),
        Vulnerable = s.Flag("vulnerable"), Moratorium = s.Has("moratorium") ? Of<MoratoriumKind>(s, "moratorium") : null, MoratoriumFrom = s.DateOrNull("moratoriumFrom"),
    };

    public static SuppliedFacts? SuppliedOf(Members m) => m.Has("score") || m.Has("freeCash") ? new(m.Has("score") ? (int)Math.Min(m.Whole("score"), int.MaxValue) : null, m.MoneyOrNull("freeCash")) : null;

    static T Of<T>(Members m, string name) where T : struct, Enum => Code.TryRead(m.TextOrNull(name), out T value) ? value : default;
}
