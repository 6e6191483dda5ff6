using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Everything that happened to an account, in words a controller reads. Every kind of event has words.</summary>
public static class Timeline
{
    /// <summary>The sentences of commits, in their order. Events that only keep the books in order (closed items that leave, feeds) have their sentence too.</summary>
    /// <param name="before">The account before the first of them.</param>
    /// <param name="commits">Consecutive commits, oldest first.</param>
    public static IEnumerable<TimelineEntry> Of(Account before, IEnumerable<StoredCommit> commits)
    {
        foreach (StoredCommit commit in commits)
            foreach (AccountEvent happened in commit.Events)
            {
                yield return new(commit.At, commit.By, commit.Cause, Words(before, happened));
                before = happened.Apply(before);
            }
    }

    /// <summary>One event as a sentence.</summary>
    /// <param name="before">The account as it was before the event: it knows what an id in the event means.</param>
    public static string Words(Account before, AccountEvent happened) =>
        OfAccount(happened) ?? OfItem(happened) ?? OfPromise(happened) ?? OfAgreement(happened) ?? OfCase(happened) ?? OfMessage(before, happened) ?? OfFate(before, happened) ?? OfLadder(happened)
        ?? throw new NotSupportedException($"{happened.GetType().Name} has no words.");

    static string? OfAccount(AccountEvent happened) => happened switch
    {
        AccountOpened e => $"The customer {e.Customer} came into the ledger.",
        AccountDescribed e => Described(e),
        ContactSet e => $"Contact {e.Contact.Id} is {Contact(e.Contact)}.",
        ContactRemoved e => $"Contact {e.ContactId} was removed.",
        ContactDied e => $"The {Code.Of(e.Channel)} address of contact {e.ContactId} is dead ({e.Code}).",
        FeedOpened e => $"Import {e.FeedId} began; nothing is decided until it is whole.",
        FeedClosed e => $"Import {e.FeedId} is whole.",
        FlagsSet e => $"{Flags(e.Flags)} ({e.Reason}).",
        TaskOpened e => $"Task {e.Task.Id}: {e.Task.Words}",
        TaskDone e => $"Task {e.TaskId} is done: {e.How}.",
        StandingChanged e => $"Standing is {Code.Of(e.Record.Standing)} ({e.Step}){(e.Record.Reason.Length > 0 ? ": " + e.Record.Reason : "")}.",
        GateAnswered e => $"The order gate says {Code.Of(e.Record.Verdict)} ({string.Join(", ", e.Record.Reasons.Select(r => Code.Of(r)))}){(e.Record.IsShadow ? ", recorded only" : "")}.",
        OrderReleased e => $"Order {e.Release.Order} was let through by {e.Release.By} up to {e.Release.Most}{(e.Release.OnPrepayment ? ", paid in advance," : "")} until {e.Release.UntilDate:yyyy-MM-dd}: {e.Release.Reason}.",
        HoldPlaced e => $"Orders were put on hold by {e.Hold.By} until a review on {e.Hold.ReviewDate:yyyy-MM-dd}: {e.Hold.Reason}.",
        HoldReleased e => $"Orders were released: {e.Reason}.",
        _ => null,
    };

    static string? OfItem(AccountEvent happened) => happened switch
    {
        InvoiceRecorded e => $"Invoice {e.Invoice.Number} of {e.Invoice.Amount}, due {e.Invoice.DueDate:yyyy-MM-dd}.",
        InvoiceChanged e => $"Invoice {e.To.Number} changed: {e.To.Amount}, due {e.To.DueDate:yyyy-MM-dd}.",
        InvoiceVoided e => $"Invoice {e.Number} was withdrawn.",
        CreditNoteRecorded e => $"Credit note {e.CreditNote.Number} of {e.CreditNote.Amount}{Against(e.CreditNote.Allocations)}.",
        CreditNoteAllocated e => $"Credit note {e.Number} was set off{Against(e.Allocations)}.",
        CreditNoteVoided e => $"Credit note {e.Number} was withdrawn.",
        PaymentRecorded e => $"Payment {e.Payment.Id} of {e.Payment.Amount}, value date {e.Payment.ValueDate:yyyy-MM-dd}{Against(e.Payment.Allocations)}.",
        PaymentAllocated e => $"Payment {e.PaymentId} was applied{Against(e.Allocations)}.",
        PaymentReversed e => $"Payment {e.PaymentId} was taken back by the bank.",
        BalanceReduced e => $"{e.Amount} of invoice {e.Invoice} was given up ({Code.Of(e.Kind)}).",
        ItemsRetired e => $"{e.Invoices.Length + e.CreditNotes.Length + e.Payments.Length} items closed for ninety days left the account.",
        _ => null,
    };

    static string? OfPromise(AccountEvent happened) => happened switch
    {
        PromiseMade e => $"Promise {e.Promise.Id} by {e.Promise.Via}: {e.Promise.Amount} by {e.Promise.Date:yyyy-MM-dd} for {string.Join(", ", e.Promise.Invoices)}.",
        PromiseJudged { Standing: PromiseStanding.Open } e => $"Promise {e.PromiseId} is open again: a payment was taken back.",
        PromiseJudged e => $"Promise {e.PromiseId} was {Code.Of(e.Standing).Replace('-', ' ')}: {e.Received} came.",
        PromiseWithdrawn e => $"Promise {e.PromiseId} was taken back.",
        _ => null,
    };

    static string? OfAgreement(AccountEvent happened) => happened switch
    {
        InvoiceExtended e => $"Invoice {e.Invoice} is not chased before {e.Until:yyyy-MM-dd} has passed: {e.Reason}.",
        PlanAgreed e => $"Plan {e.Plan.Id}: {e.Plan.Instalments.Length} instalments for {string.Join(", ", e.Plan.Invoices)}, the first {First(e.Plan)}.",
        PlanEnded e => $"Plan {e.PlanId} is {Code.Of(e.Standing)}.",
        DiscountAgreed e => $"{e.Offer.Off} off invoice {e.Invoice} if the rest is paid by {e.Offer.Until:yyyy-MM-dd}.",
        DisputeOpened e => $"Dispute {e.Dispute.Id}: {e.Dispute.Amount?.ToString() ?? "all"} of invoice {e.Dispute.Invoice} is contested ({e.Dispute.ReasonCode}){Quoted(e.Dispute.Words)}.",
        DisputeClosed e => $"Dispute {e.DisputeId} was settled: {e.Outcome}{(e.Reason.Length > 0 ? ", " + e.Reason : "")}.",
        BlockSet e => $"Reminders for {(e.Block.Invoice is { } number ? "invoice " + number : "the account")} are blocked until {e.Block.UntilDate:yyyy-MM-dd}: {e.Block.Reason}.",
        BlockLifted e => $"Block {e.BlockId} was lifted.",
        _ => null,
    };

    static string? OfCase(AccountEvent happened) => happened switch
    {
        CaseOpened e => $"Case {e.Case.Id} ({Code.Of(e.Case.Kind)}) by {e.Case.Via}: {CaseWords.Of(e.Case)}{Quoted(e.Case.Words)}.",
        CaseChanged e => $"Case {e.Case.Id} is {Code.Of(e.Case.State)} ({e.Step}){(e.Words.Length > 0 ? ": " + e.Words : "")}.",
        ClaimsWaived e => $"Interest and fixed sums on invoice {e.Invoice} up to {e.ThroughDate:yyyy-MM-dd} were given up: {e.Reason}.",
        _ => null,
    };

    static string? OfMessage(Account before, AccountEvent happened) => happened switch
    {
        MessageReserved e => $"{Name(e.Message)} to {e.Message.Address} was reserved{(e.Message.ByHand ? " by hand" : "")}, not before {e.Message.NotBefore.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
        MessageReleased e => $"{Name(before, e.MessageId)} was released.",
        MessageBegun e => $"{Name(before, e.MessageId)} passed the gate{(e.Demanded.IsEmpty ? "" : " demanding " + string.Join(" and ", e.Demanded))}.",
        MessageDropped e => $"{Name(before, e.MessageId)} was given up before it left: {e.Reason}.",
        _ => null,
    };

    static string? OfFate(Account before, AccountEvent happened) => happened switch
    {
        MessageAccepted e => $"{Name(before, e.MessageId)} was accepted by {e.By}.",
        MessageRefused e => $"{Name(before, e.MessageId)} was refused by {e.By} ({e.Code}).",
        MessageDelayed e => $"{Name(before, e.MessageId)} could not be taken now ({e.Code}); tried again from {e.NextStepAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
        MessageUnclear e => $"{Name(before, e.MessageId)}: it is not known whether it left ({e.Searches} searches so far).",
        MessageAllowedAgain e => $"{Name(before, e.MessageId)} was not taken, by the provider's own records: it may go once more.",
        MessageUncertain e => $"{Name(before, e.MessageId)}: its fate stayed unknown. It is not sent again, and nothing rests on it.",
        MessageScheduled e => $"{Name(before, e.MessageId)} is with the provider, which holds it until its time.",
        MessageRecalled e => $"{Name(before, e.MessageId)} is being called back: {e.Reason}.",
        MessageWithdrawn e => $"{Name(before, e.MessageId)} was called back and never left: {e.Reason}.",
        MessageBounced e => $"Message {e.MessageId} to contact {e.ContactId} came back ({e.Code}): its level is undone.",
        MessageSettled e => $"Message {e.MessageId} was settled by a person as {(e.WasSent ? "sent" : "not sent")}.",
        _ => null,
    };

    static string? OfLadder(AccountEvent happened) => happened switch
    {
        LadderEntered e => $"Invoice {e.Invoice} began its ladder at level {Math.Max(1, e.SkippedBelow)}.",
        LevelPassed e => $"Level {e.Level} of invoice {e.Invoice} was passed without a message ({Code.Of(e.By).Replace('-', ' ')}): {e.Reason}.",
        LadderEnded e => $"The ladder of invoice {e.Invoice} ended unpaid ({e.How}).",
        LadderStopped e => e.Stopped ? $"The ladder of invoice {e.Invoice} waits for a person: {e.Reason}." : $"The ladder of invoice {e.Invoice} goes on: {e.Reason}.",
        LadderMoved e => $"The ladder of invoice {e.Invoice} moved to policy {e.Pack}.",
        _ => null,
    };

    static string Described(AccountDescribed e)
    {
        (string, string?)[] said = [("name", e.Name), ("time zone", e.Zone), ("holidays", e.HolidayArea), ("policy", e.Pack), ("credit limit", e.CreditLimit?.ToString()), ("excluded because", e.ExcludedBecause)];
        return $"Customer described: {string.Join(", ", said.Where(s => s.Item2 is not null).Select(s => $"{s.Item1} {(s.Item2!.Length > 0 ? s.Item2 : "none")}"))}.";
    }

    static string Flags(AccountFlags flags)
    {
        string[] set = [.. Set()];
        return set.Length == 0 ? "Nothing stops automation for the account" : "Automation stops for the account: " + string.Join(", ", set);

        IEnumerable<string> Set()
        {
            if (flags.Insolvency) yield return "insolvency";
            if (flags.Vulnerability) yield return "vulnerability";
            if (flags.ComplaintUntil is { } until) yield return $"a complaint, until {until:yyyy-MM-dd}";
            if (flags.UnreadReply) yield return "a reply nobody has read";
        }
    }

    static string Contact(Contact contact) => string.Join(", ", new[] { contact.Name, contact.Role, contact.Email, contact.Mobile }.Where(t => !string.IsNullOrEmpty(t)));

    static string Against(ImmutableArray<Allocation> allocations) =>
        allocations.IsDefaultOrEmpty ? "" : " against " + string.Join(", ", allocations.Select(a => $"{a.Invoice} ({a.Amount})"));

    static string First(Plan plan) => plan.Instalments is [{ } part, ..] ? $"{part.Amount} on {part.DueDate:yyyy-MM-dd}" : "not named";

    static string Quoted(string words) => words.Length > 0 ? $": \"{words}\"" : "";

    static string Name(Account before, string id) => before.MessageOf(id) is { } message ? Name(message) : $"Message {id}";

    static string Name(Message message) => message.Kind == MessageKind.Level
        ? $"Level {message.Number} by {Code.Of(message.Channel)} for invoice {message.About}"
        : $"The {Code.Of(message.Kind).Replace('-', ' ')} by {Code.Of(message.Channel)} about {message.About}";
}

/// <summary>A line of an account's history.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Cause">What brought it about, in a word.</param>
/// <param name="Words">What happened.</param>
public sealed record TimelineEntry(DateTimeOffset At, string By, string Cause, string Words);
