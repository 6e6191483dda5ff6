using Collections.Domain;

namespace Collections.Engine;

/// <summary>How the one call of a message ended. An answer that comes after reconciliation has settled it changes nothing.</summary>
/// <param name="MessageId">Which message.</param>
/// <param name="Attempt">Which attempt: a late answer of an earlier one is ignored.</param>
/// <param name="Outcome">What the provider said.</param>
/// <param name="Channel">Who said it.</param>
public sealed record RecordOutcome(string MessageId, int Attempt, SendOutcome Outcome, string Channel) : Input
{
    static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    /// <inheritdoc />
    public override string Cause => "outcome";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.Sending or MessageState.Unknown } message || message.Attempt != Attempt)
            return new Answer.AlreadyRecorded("the message has been settled");
        Outcome.Match(
            accepted => Taken(turn, message, accepted.ProviderId),
            refused => Refuse(turn, message, refused),
            later => Add(turn, new MessageDelayed(MessageId, turn.Now + (later.RetryAfter ?? BackOff[Math.Min(message.Attempt - 1, BackOff.Length - 1)]), later.Code)),
            unclear => Add(turn, new MessageUnclear(MessageId, 0, turn.Now + TimeSpan.FromMinutes(1))));
        return new Answer.Done("recorded", MessageId);
    }

    internal static bool Refuse(Turn turn, Message message, SendOutcome.Refused refused)
    {
        // A wrong key or text is not the contact's fault: its route has not failed, and the step is tried again on its next day.
        if (refused.Why is Refusal.Configuration or Refusal.Content) turn.Add(new MessageDropped(message.Id, refused.Code));
        else turn.Add(new MessageRefused(message.Id, refused.Code, "provider"));
        return Dead.Contact(turn, new(message.ContactId, message.Channel, refused.Code, refused.Why));
    }

    bool Taken(Turn turn, Message message, string? providerId)
    {
        if (message.SendAt is null) return Add(turn, new MessageAccepted(MessageId, providerId, Channel));
        Scheduled.Take(turn, message, providerId);
        return true;
    }

    static bool Add(Turn turn, AccountEvent happened)
    {
        turn.Add(happened);
        return true;
    }
}

/// <summary>What a refusal or bounce says about the contact.</summary>
/// <param name="ContactId">Whose address.</param>
/// <param name="Channel">Which address.</param>
/// <param name="Code">The provider's code.</param>
/// <param name="Why">Why.</param>
internal sealed record Dead(string ContactId, Channel Channel, string Code, Refusal Why)
{
    public static bool Contact(Turn turn, Dead dead)
    {
        switch (dead.Why)
        {
            case Refusal.AddressDead:
                turn.Add(new ContactDied(dead.ContactId, dead.Channel, turn.Today, dead.Code));
                break;
            case Refusal.Content or Refusal.Configuration:
                turn.OpenTask("provider-refused", dead.ContactId, $"The provider refused a message by {Domain.Code.Of(dead.Channel)} with {dead.Code}: the contact is not at fault, the set-up must be mended.");
                break;
            case Refusal.OptedOut:
                break; // the opt-out itself is recorded for the address, over all accounts
        }
        return true;
    }
}
