using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What stands in a stored text in the place of a secret that its recipient alone gets. The secret itself is made at the gate, kept as a hash or a seal,
/// and put in just before the one call: no row, page, preview or explanation of ours ever holds it.</summary>
public static class HiddenWords
{
    /// <summary>Stands for the 43 characters of a link's token; as long as they are, so that a text message is measured rightly.</summary>
    public const string Token = "the-rest-of-this-link-is-known-to-you-alone";

    /// <summary>Stands for the six digits of a code.</summary>
    public const string Code = "******";

    /// <summary>Path of the page that a token opens, the token left out.</summary>
    public const string Path = "/portal/";

    /// <summary>The link that a letter of this ledger shows, its token hidden; empty where the ledger has no portal.</summary>
    public static string LinkOf(Ledger ledger) => ledger.Sender.PortalAddress is { Length: > 0 } address ? address.TrimEnd('/') + Path + Token : "";

    /// <summary>True when the text waits for a secret.</summary>
    public static bool AreIn(Message message, MessageText text) => IsCode(message) || text.Text.Contains(Token, StringComparison.Ordinal);

    /// <summary>True for a message that carries a code.</summary>
    public static bool IsCode(Message message) => message.Kind == MessageKind.Confirmation && message.Letter == StandardLetters.OneTimeCode;

    /// <summary>The text as it leaves, with its secret in place.</summary>
    public static MessageText Put(MessageText text, string hidden, string secret) =>
        text with { Subject = text.Subject.Replace(hidden, secret, StringComparison.Ordinal), Text = text.Text.Replace(hidden, secret, StringComparison.Ordinal), Html = text.Html?.Replace(hidden, secret, StringComparison.Ordinal) };
}

/// <summary>Makes the secrets that a text waits for, keeps what opens by them, and answers the text as it leaves. Called after the gate has let the message pass
/// and before its commit: a secret whose message then does not leave is known to nobody.</summary>
public delegate Task<MessageText> FillSecrets(Account account, Message message, MessageText text, CancellationToken cancel);
