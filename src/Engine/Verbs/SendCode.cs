using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>A customer on their own pages asks for a code: it goes to a contact on file and to nobody else, and counts as no contact.</summary>
/// <param name="Session">Public name of the session that asks.</param>
/// <param name="Number">Which of the session's codes.</param>
/// <param name="ContactId">Whom to send it to.</param>
/// <param name="Channel">How.</param>
public sealed record SendCode(string Session, int Number, string ContactId, Channel Channel) : Input
{
    /// <summary>A code that could not leave within this time is not sent any more, and one that was entered later opens nothing.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    const string Prefix = "portal ";

    /// <inheritdoc />
    public override string Cause => "code";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Pack is not { } pack) return new Answer.Refused("policy", "the ledger's policy is not in the book", "tell the creditor");
        if (turn.Account.ContactOf(ContactId) is not { } contact) return new Answer.Refused("contact", "there is no such contact", "choose one of the list");
        (Route? route, Stop? stop) = Route.First(Channel, null, [], turn.Account with { Contacts = [contact] }, turn.Around);
        if (route is null) return new Answer.Refused("contact", stop!.Words, "choose another way, or call");
        Message message = Reserve.Add(turn, new Purpose(MessageKind.Confirmation, Prefix + Session, Number, StandardLetters.OneTimeCode), route, pack, turn.Now);
        return new Answer.Done("the code is on its way", message.Id);
    }

    /// <summary>The session that a code is for; null for any other message.</summary>
    public static string? SessionOf(Message message) =>
        HiddenWords.IsCode(message) && message.About.StartsWith(Prefix, StringComparison.Ordinal) ? message.About[Prefix.Length..] : null;
}
