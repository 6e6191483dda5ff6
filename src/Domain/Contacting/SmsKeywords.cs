using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Collections.Domain.Contacting;

/// <summary>What a reply by text message asks for.</summary>
public enum ReplyClass
{
    /// <summary>Stop at once, and confirm once.</summary>
    OptOut,
    /// <summary>Messages are wanted again; lifts an opt-out of this number alone.</summary>
    OptIn,
    /// <summary>Answer with who writes and how to stop.</summary>
    Help,
    /// <summary>Anything else: hold, and let a person read it. A revocation may be worded in any reasonable way and in any language.</summary>
    Review,
}

/// <summary>The words that stand for an opt-out, an opt-in or a call for help. The whole reply must be the word: "don't stop the delivery" is none.</summary>
public sealed record SmsKeywords
{
    /// <summary>Words of the FCC rule 64.1200(a)(10) and of the carriers' lists.</summary>
    public required ImmutableArray<string> OptOut { get; init; }
    /// <summary>Words that subscribe again.</summary>
    public required ImmutableArray<string> OptIn { get; init; }
    /// <summary>Words that ask who writes.</summary>
    public required ImmutableArray<string> Help { get; init; }
    /// <summary>The opt-out words that the provider handles by itself; the rest is ours to act on.</summary>
    public required ImmutableArray<string> HandledByProvider { get; init; }

    /// <summary>Reads a reply: case, punctuation, spaces and accents do not matter.</summary>
    public ReplyClass Classify(string body)
    {
        string word = Folded(body);
        return Has(OptOut, word) ? ReplyClass.OptOut : Has(OptIn, word) ? ReplyClass.OptIn : Has(Help, word) ? ReplyClass.Help : ReplyClass.Review;
    }

    /// <summary>True when the provider stops its own sending on this reply. It ignores case and what stands around the word, but not what stands
    /// inside: "opt out" is the FCC's own phrase and not on its list.</summary>
    public bool IsHandledByProvider(string body)
    {
        string word = body.Trim().Trim('.', '!', '?', ',', ';', ':', '"', '\'', '(', ')').Trim();
        return HandledByProvider.Contains(word, StringComparer.OrdinalIgnoreCase);
    }

    static bool Has(ImmutableArray<string> words, string word) => word.Length > 0 && words.Any(w => Folded(w) == word);

    static string Folded(string text)
    {
        StringBuilder letters = new();
        foreach (char c in WellFormed(text).Normalize(NormalizationForm.FormKD))
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToUpperInvariant(c));
            else if (c is not '\'' and not '’' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.OtherSymbol) return "";
        return letters.ToString();
    }

    // A lone surrogate cannot be normalised; half a character is no word.
    static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Where(r => r != Rune.ReplacementChar).Select(r => r.ToString()));
}
