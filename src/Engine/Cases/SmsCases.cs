using System.Globalization;
using System.Text;
using Collections.Domain;
using Collections.Domain.Contacting;

namespace Collections.Engine.Cases;

/// <summary>Cases of text messages: size, limits, error codes, replies.</summary>
internal static class SmsCases
{
    /// <summary>{text} or {text_pattern: "158 x a + euro"}.</summary>
    public static CaseAnswer? Size(WorkedCase one, CaseFacts facts)
    {
        if ((one.Inputs.Text("text", "body") ?? Spelt(one.Inputs.Text("text_pattern", "pattern"))) is not { } text) return null;
        SmsSize size = SmsText.Measure(text);
        int? error = SmsLimits.ErrorOfLength(text.Length);
        return new CaseAnswer().Put(size.Encoding, "encoding").Put(size.Units, "units").Put(size.Segments, "segments", "parts").Put(error is null, "accepted").Put(error, "error");
    }

    /// <summary>{length}: the provider's limit.</summary>
    public static CaseAnswer? Length(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Whole("length", "characters") is not { } length) return null;
        int? error = SmsLimits.ErrorOfLength(length);
        return new CaseAnswer().Put(error is null, "accepted").Put(error, "error");
    }

    /// <summary>Error codes, as the keys of what is expected or as {code}.</summary>
    public static CaseAnswer? Errors(WorkedCase one, CaseFacts facts)
    {
        CaseAnswer answer = new();
        if (one.Inputs.Whole("code", "error", "error_code") is { } code) answer.Put(CaseWords.Of(SmsErrors.MeaningOf(code)), "action", "meaning", "class");
        foreach (string asked in one.Asked)
            if (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) answer.Put(CaseWords.Of(SmsErrors.MeaningOf(number)), asked);
        return answer;
    }

    /// <summary>{body}: what a reply asks for.</summary>
    public static CaseAnswer? Reply(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Text("body", "reply", "text") is { } body
            ? new CaseAnswer()
                .Put(CaseWords.Of(facts.Contact.Keywords.Classify(body)), "class")
                .Put(facts.Contact.Keywords.IsHandledByProvider(body), "in_twilio_default")
            : null;

    /// <summary>A pattern as cases write it: parts joined by +, each a count, an x and a character or its name.</summary>
    static string? Spelt(string? pattern)
    {
        if (pattern is null) return null;
        if (Names.BoundaryOf(pattern) is { } boundary) return boundary;
        StringBuilder text = new();
        foreach (string part in pattern.Split(" + ", StringSplitOptions.TrimEntries))
        {
            string[] words = part.Split(' ', 2, StringSplitOptions.TrimEntries);
            bool counted = int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count);
            string name = !counted ? part : words.Length == 1 ? "a" : words[1].StartsWith("x ", StringComparison.Ordinal) ? words[1][2..].Trim() : words[1];
            if (Names.Of(name) is not { } character || (counted && count > 5000)) return null;
            text.Insert(text.Length, character, counted ? count : 1);
        }
        return text.ToString();
    }

    /// <summary>Characters by the names that cases use.</summary>
    static class Names
    {
        public static string? Of(string name) => name.ToLowerInvariant() switch
        {
            "euro" or "euro sign" => "€",
            "pound" or "pound sign" => "£",
            "rupee" or "rupee sign" => "₹",
            "emoji" => "😀",
            "flag" or "flag emoji" => "🇬🇧",
            "family emoji" or "zwj emoji" => "👨‍👩‍👧‍👦",
            "tab" => "\t",
            "ucs-2" or "ucs2" => "я",
            "curly apostrophe" or "smart quote" or "curly quote" => "’",
            "em dash" => "—",
            "backtick" or "grave accent" => "`",
            "caret" or "circumflex" => "^",
            "tilde" => "~",
            "pipe" or "bar" or "vertical bar" => "|",
            "backslash" => "\\",
            "brace" or "curly brace" or "open brace" => "{",
            "bracket" or "square bracket" => "[",
            "newline" or "line feed" => "\n",
            "space" => " ",
            "lower-case c cedilla" or "c cedilla" => "ç",
            "upper-case c cedilla" => "Ç",
            "at" or "at sign" => "@",
            "yen" or "yen sign" => "¥",
            "dollar" or "dollar sign" => "$",
            "e acute" or "lower-case e acute" => "é",
            "e grave" or "lower-case e grave" => "è",
            "a umlaut" or "lower-case a umlaut" => "ä",
            "o umlaut" or "lower-case o umlaut" => "ö",
            "u umlaut" or "lower-case u umlaut" => "ü",
            "sharp s" or "eszett" => "ß",
            "n tilde" or "lower-case n tilde" => "ñ",
            "en dash" => "–",
            "ellipsis" => "…",
            "non-breaking space" or "nbsp" => "\u00a0",
            _ => name.EnumerateRunes().Count() == 1 ? name : null,
        };

        /// <summary>"euro across the 153 boundary": two parts' worth of units whose 153rd and 154th are one character.</summary>
        public static string? BoundaryOf(string pattern) =>
            pattern.EndsWith(" across the 153 boundary", StringComparison.Ordinal) && Of(pattern.Split(' ')[0]) is { } pair
                ? new string('a', 152) + pair + new string('a', 152) : null;
    }
}
