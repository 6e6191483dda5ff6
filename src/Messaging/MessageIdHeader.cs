using System.Text.RegularExpressions;
using Collections.Engine;

namespace Collections.Messaging;

/// <summary>The Message-ID that our emails carry, and how our message id is found again in the In-Reply-To of an answer.</summary>
internal static partial class MessageIdHeader
{
    /// <summary>"&lt;m0123...ef.1@domain-of-the-sender&gt;".</summary>
    internal static string Of(OutgoingMessage message)
    {
        string domain = message.From.Email[(message.From.Email.LastIndexOf('@') + 1)..];
        string safe = new([.. domain.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')]);
        return $"<{message.MessageId}.{message.Attempt}@{(safe.Length > 0 ? safe : "localhost")}>";
    }

    /// <summary>Our message id in a list of Message-IDs, the last one first: the nearest in the thread; null when none is ours.</summary>
    internal static string? Find(string? references)
    {
        if (references is null) return null;
        MatchCollection ours = Ours().Matches(references.Length > 8_000 ? references[^8_000..] : references);
        return ours.Count == 0 ? null : ours[^1].Groups[1].Value;
    }

    [GeneratedRegex(@"<(m[0-9a-f]{24})\.[0-9]{1,3}@", RegexOptions.NonBacktracking)]
    private static partial Regex Ours();
}
