using Collections.Domain;

namespace Collections.Policies;

/// <summary>Writes letters. Pure: the same pack, language and model give the same words for ever.</summary>
public static class LetterRenderer
{
    /// <summary>The letter as email, in the contact's language or the pack's first. Null when the pack has no such letter for email.</summary>
    public static RenderedLetter? Render(LoadedPack pack, string? language, string letter, LetterModel model)
    {
        string tag = pack.Letters.LanguageFor(language);
        LetterView view = LetterText.Email(model, tag);
        string? text = pack.Letters.Write(tag, letter, "txt", view), body = pack.Letters.Write(tag, letter, "html", view);
        string subject = CleanText.Line(pack.Letters.Write(tag, letter, "subject", view), 200);
        if (text is null || body is null || subject.Length == 0) return null;
        return new RenderedLetter(subject, Tidy(text), pack.Letters.Write(tag, letter, "layout", new LayoutView(tag, subject, body, view)) ?? body);
    }

    /// <summary>The letter as SMS; null when the pack has no such letter for SMS.</summary>
    public static RenderedLetter? RenderSms(LoadedPack pack, string? language, string letter, LetterModel model)
    {
        string tag = pack.Letters.LanguageFor(language);
        string text = CleanText.Line(pack.Letters.Write(tag, letter, "sms", LetterText.Sms(model, tag)), 1600);
        return text.Length == 0 ? null : new RenderedLetter(null, text, null);
    }

    /// <summary>The letter for a channel.</summary>
    public static RenderedLetter? Render(LoadedPack pack, Channel channel, (string? Language, string Letter) asked, LetterModel model) =>
        channel == Channel.Sms ? RenderSms(pack, asked.Language, asked.Letter, model) : Render(pack, asked.Language, asked.Letter, model);

    // Pieces that had nothing to say leave blank lines behind.
    static string Tidy(string text)
    {
        List<string> lines = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()))
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0)) lines.Add(line);
        return string.Join("\n", lines).TrimEnd() + "\n";
    }
}
