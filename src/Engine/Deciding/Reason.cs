using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Why no message goes out, as a stable code ("promise-open"). The order is the order in which they are looked at.</summary>
[JsonConverter(typeof(KebabEnum<Reason>))]
public enum Reason
{
    /// <summary>No stop: a message was reserved, or may go.</summary>
    None,
    /// <summary>Nothing is owed.</summary>
    Paid,
    /// <summary>Something is open; nothing is past its due date.</summary>
    NotYetDue,
    /// <summary>What is overdue lies below the policy's minimum in each of its currencies.</summary>
    BelowMinimum,
    /// <summary>Unapplied cash or credit notes cover all that is overdue: they must be allocated.</summary>
    CreditToAllocate,
    /// <summary>A promise to pay covers it and is not yet judged.</summary>
    PromiseOpen,
    /// <summary>A payment plan covers it and is on track.</summary>
    PlanOnTrack,
    /// <summary>The customer has asked for time or relief and waits for the answer.</summary>
    RequestOpen,
    /// <summary>A later date for paying was agreed.</summary>
    Extended,
    /// <summary>It is contested.</summary>
    DisputeOpen,
    /// <summary>A person stopped reminders on the invoice or the account.</summary>
    DunningBlock,
    /// <summary>The source is going to collect it by itself.</summary>
    AutomaticPaymentPending,
    /// <summary>The account is never chased by rule.</summary>
    Excluded,
    /// <summary>Insolvency or a moratorium: a person decides.</summary>
    Insolvency,
    /// <summary>A vulnerable person: a person decides.</summary>
    Vulnerability,
    /// <summary>A complaint's cool-off runs.</summary>
    Complaint,
    /// <summary>The customer has replied and nobody has read it yet.</summary>
    ReplyUnread,
    /// <summary>An event of this account waits for a person.</summary>
    EventParked,
    /// <summary>The ladder has ended unpaid: the account is with a person.</summary>
    LadderEnded,
    /// <summary>A required notice could not be delivered: the ladder waits for a person.</summary>
    RequiredNotDelivered,
    /// <summary>The policy edition that the ladder runs under cannot be found.</summary>
    PolicyMissing,
    /// <summary>A message is on its way.</summary>
    MessageInFlight,
    /// <summary>A message waits for a person's release.</summary>
    AwaitingRelease,
    /// <summary>The next level's day has not come.</summary>
    LevelNotReached,
    /// <summary>Too soon after the previous level.</summary>
    LevelSpacing,
    /// <summary>Too soon after the last message.</summary>
    MinimumGap,
    /// <summary>The account has had its message of the day.</summary>
    OneMessageADay,
    /// <summary>Nothing is sent while safe mode is on.</summary>
    SafeMode,
    /// <summary>The ledger is older than the policy allows.</summary>
    LedgerStale,
    /// <summary>The connection to the accounting software has ended: a person must connect again.</summary>
    ConnectionEnded,
    /// <summary>The last feed turned over an implausible share of the invoices: a person must look.</summary>
    SyncImplausible,
    /// <summary>An import of this account is not yet whole.</summary>
    FeedIncomplete,
    /// <summary>The invoices could not be read from their source just before sending: the message waits.</summary>
    SourceUnread,
    /// <summary>Source and ledger do not say the same of an invoice: the message waits.</summary>
    SourceDiffers,
    /// <summary>The address has opted out.</summary>
    OptedOut,
    /// <summary>No contact can be reached on the level's channel.</summary>
    NoUsableContact,
    /// <summary>Text messages for another creditor are forbidden there.</summary>
    ThirdPartySms,
    /// <summary>A weekend or public holiday where the recipient is.</summary>
    ClosedDay,
    /// <summary>Outside the hours on the recipient's clock.</summary>
    OutsideWindow,
    /// <summary>The person has had all the messages that the budget allows.</summary>
    BudgetSpent,
    /// <summary>The ledger's daily cap of the channel is reached.</summary>
    DailyCap,
    /// <summary>The text could not be made from the policy's letters.</summary>
    LetterMissing,
}

/// <summary>A guard that stops a message.</summary>
/// <param name="Reason">Which.</param>
/// <param name="Until">The first day on which it may pass by itself; null: it needs an event or a person.</param>
/// <param name="Words">What stands in the way, with its values.</param>
public sealed record Stop(Reason Reason, DateOnly? Until, string Words)
{
    /// <summary>"promise-open".</summary>
    public string Code => Domain.Code.Of(Reason);
}
