using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Api;

/// <summary>The bodies of what can be done on an account.</summary>
internal static class AccountShapes
{
    static readonly Field Reason = Field.Text("reason", "why, in a sentence").Needed();
    static readonly Field Invoice = Field.Text("invoice", "the invoice's number", 200).Needed();

    public static readonly Shape Reasoned = Shape.Of("Reasoned", Reason);
    public static readonly Shape Promise = Shape.Of("Promise", Field.Money("amount", "what will be paid").Needed(), Field.Date("date", "by when").Needed(), Field.Texts("invoices", "the invoices it is for; none: the oldest first"));
    public static readonly Shape Extension = Shape.Of("Extension", Invoice, Field.Date("until", "not chased before this day has passed").Needed(), Reason);
    public static readonly Shape Plan = Shape.Of("Plan", Field.Texts("invoices", "the invoices it covers, whole").Needed(),
        Field.Objects("instalments", "rising by date", Shape.Of("Instalment", Field.Date("dueDate", "the day").Needed(), Field.Money("amount", "above zero").Needed()), 60).Needed(), Reason);
    public static readonly Shape Waiver = Shape.Of("Waiver", Invoice, Field.Money("amount", "what is given up").Needed(), Field.Flag("asLoss", "true: written off as lost"), Reason);
    public static readonly Shape Settlement = Shape.Of("Settlement", Invoice, Field.Money("amount", "what is given up").Needed(), Field.Date("until", "if the rest is paid by this day").Needed(), Reason);
    public static readonly Shape Dispute = Shape.Of("Dispute", Invoice, Field.Choice("reasonCode", "what about", OpenDispute.ReasonCodes).Needed(), Field.Text("words", "in the customer's words", 2000), Field.Money("amount", "the contested part; none: the whole"),
        Field.Choice("via", "how it came in; none: by the program or person that calls", OpenRequest.Ways), Field.Text("contact", "id of the contact who contests it and is answered", 200), Field.Texts("evidence", "names of the documents that show it"));
    public static readonly Shape DisputeEnd = Shape.Of("DisputeEnd", Field.Choice("outcome", "how it ended", CloseDispute.Outcomes).Needed(), Reason, Field.Money("amount", "partly credited: how much"));
    public static readonly Shape Block = Shape.Of("Block", Field.Text("invoice", "the invoice's number; none: the whole account", 200), Field.Date("until", "the last blocked day").Needed(), Reason);
    public static readonly Shape Hold = Shape.Of("Hold", Field.Date("reviewDate", "when it is looked at again; none: as late as the policy allows"), Reason);
    public static readonly Shape Flags = Shape.Of("Flags", Field.Flag("insolvency", "insolvency or a moratorium is known"), Field.Flag("vulnerability", "a vulnerable person is behind the account"),
        Field.Date("complaintUntil", "last day of a complaint's cool-off"), Field.Text("excludedBecause", "never chased by rule, and why; empty text: chased again"), Reason);
    public static readonly Shape OptOut = Shape.Of("OptOut", Field.Text("address", "an address of one of the account's contacts", 254).Needed());
    public static readonly Shape AnyOptOut = Shape.Of("AnyOptOut", Field.Text("address", "an email address, or a mobile with plus and country code", 254).Needed(), Field.Flag("optIn", "true: the same address asked to be written to again"));
    public static readonly Shape Contact = Shape.Of("Contact", [.. FeedShapes.ContactFields]);
    public static readonly Shape Payment = Shape.Of("Payment", [.. FeedShapes.PaymentFields]);
    public static readonly Shape CreditNote = Shape.Of("CreditNote", [.. FeedShapes.CreditNoteFields]);
    public static readonly Shape Reply = Shape.Of("Reply", Field.Text("words", "what the customer wrote", 4000).Needed(), Field.Flag("automatic", "true: an out-of-office or other machine answer"));
    public static readonly Shape Escalation = Shape.Of("Escalation", Field.Flag("preview", "true: answer the text that would go, and change nothing"), Reason);
    public static readonly Shape TaskEnd = Shape.Of("TaskEnd", Field.Text("how", "how it was settled").Needed());
    public static readonly Shape Settling = Shape.Of("Settling", Field.Choice("outcome", "what the provider's records say", "sent", "not-sent").Needed());
    public static readonly Shape Releasing = Shape.Of("Releasing", Field.Flag("release", "true: let it go; false: hold it back").Needed(), Field.Text("reason", "why it is held back"));
    public static readonly Shape ReleasingMany = Shape.Of("ReleasingMany", Field.Flag("release", "true: let them go; false: hold them back").Needed(), Field.Texts("messages", "their ids; none: all that wait in the ledger", 1000), Field.Text("reason", "why they are held back"));
    public static readonly Shape Key = Shape.Of("Key", Field.Text("name", "what it is for", 80).Needed(), Field.Choice("role", "what it may do", Code.All<Role>()).Needed(), Field.Texts("ledgers", "the ledgers it may touch; none: every ledger"));
    public static readonly Shape SafeMode = Shape.Of("SafeMode", Field.Flag("on", "true: nothing is sent").Needed(), Reason);
}
