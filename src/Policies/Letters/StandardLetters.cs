using System.Collections.Immutable;

namespace Collections.Policies;

/// <summary>Letters that the product itself sends by name; those of the ladder are named by the pack.</summary>
public static class StandardLetters
{
    /// <summary>An earlier message was wrong.</summary>
    public const string Correction = "correction";
    public const string ConfirmationPromise = "confirmation-promise", ConfirmationPlan = "confirmation-plan", ConfirmationExtension = "confirmation-extension";
    /// <summary>A request for time or relief, its receipt and its answer.</summary>
    public const string RequestReceived = "request-received", RequestDecision = "request-decision";
    /// <summary>We offer other terms than were asked, until a day.</summary>
    public const string RequestOffer = "request-offer";
    /// <summary>The answer that was promised is late: we say so, and by when it comes.</summary>
    public const string AnswerLate = "answer-late";
    /// <summary>Thanks for a good public review.</summary>
    public const string ReviewThanks = "review-thanks";
    public const string DisputeReceived = "dispute-received", DisputeDecision = "dispute-decision";
    public const string ComplaintReceived = "complaint-received", ComplaintAnswer = "complaint-answer";
    /// <summary>Says where help is found; reminders are paused.</summary>
    public const string Hardship = "hardship";
    /// <summary>Paid in full after a notice before blacklisting.</summary>
    public const string WarningEnded = "warning-ended";
    /// <summary>The decision, with reason, review date and appeal.</summary>
    public const string Blacklisted = "blacklisted";
    /// <summary>A step back towards the usual terms.</summary>
    public const string Rehabilitated = "rehabilitated";
    /// <summary>SMS: what was understood of a promise by text; asks for YES.</summary>
    public const string PromiseCheck = "promise-check";
    /// <summary>SMS: the rules do not take the promise.</summary>
    public const string PromiseRefused = "promise-refused";
    public const string NotUnderstood = "not-understood", OptOutConfirmed = "opt-out-confirmed", OptInConfirmed = "opt-in-confirmed", Help = "help";
    /// <summary>A one-time code.</summary>
    public const string OneTimeCode = "code";

    /// <summary>Every pack must have these for email, in each of its languages.</summary>
    public static ImmutableArray<string> ByEmail { get; } =
        [Correction, ConfirmationPromise, ConfirmationPlan, ConfirmationExtension, RequestReceived, RequestDecision, RequestOffer, AnswerLate, DisputeReceived, DisputeDecision,
         ComplaintReceived, ComplaintAnswer, ReviewThanks, Hardship, WarningEnded, Blacklisted, Rehabilitated, OneTimeCode];

    /// <summary>Every pack must have these for SMS: a customer may text at any time.</summary>
    public static ImmutableArray<string> BySms { get; } =
        [Correction, ConfirmationPromise, ConfirmationPlan, ConfirmationExtension, RequestReceived, RequestDecision, RequestOffer, AnswerLate, PromiseCheck, PromiseRefused, NotUnderstood, OptOutConfirmed, OptInConfirmed, Help, OneTimeCode];
}
