using System.Net;
using System.Text.RegularExpressions;

namespace Collections.Messaging.SendGrid.Inbound;

/// <summary>Leaves what the writer wrote: the quoted history below an answer is our own letter, and a person should not read it again.</summary>
internal static partial class ReplyText
{
    const int Longest = 20_000;

    /// <summary>The writer's own words; the whole text where nothing would be left of it.</summary>
    internal static string Cut(string text)
    {
        string[] lines = (text.Length > Longest * 5 ? text[..(Longest * 5)] : text).ReplaceLineEndings("\n").Split('\n');
        int end = Enumerable.Range(0, lines.Length).FirstOrDefault(at => BeginsHistory(lines, at), lines.Length);
        string above = Own(lines.Take(end));
        string own = above.Length > 0 ? above : Own(lines.Skip(end).Where((line, at) => at > 0 || !BeginsHistory(lines, end))); // answered below the quotation
        string kept = own.Length > 0 ? own : string.Join('\n', lines).Trim();
        return kept.Length > Longest ? kept[..Longest] : kept;

        static string Own(IEnumerable<string> some) => string.Join('\n', some.Where(l => !l.TrimStart().StartsWith('>'))).Trim();
    }

    /// <summary>The visible words of an HTML mail, its quotation cut off.</summary>
    internal static string OfHtml(string html)
    {
        string shown = Unseen().Replace(html.Length > Longest * 10 ? html[..(Longest * 10)] : html, " ");
        if (Quotation().Match(shown) is { Success: true, Index: > 0 } quotation && Words(shown[..quotation.Index]) is { Length: > 0 } above) return Cut(above);
        return Cut(Words(shown));

        static string Words(string markup) => WebUtility.HtmlDecode(Tag().Replace(Break().Replace(markup.ReplaceLineEndings(" "), "\n"), "")).Replace('\u00A0', ' ').Trim();
    }

    static bool BeginsHistory(string[] lines, int at)
    {
        string line = lines[at].Trim(), next = at + 1 < lines.Length ? lines[at + 1].Trim() : "";
        if (line.Length > 300) return false;
        return Separator().IsMatch(line) || Attribution().IsMatch(line) || (next.Length is > 0 and < 200 && Attribution().IsMatch(line + " " + next))
            || (Sender().IsMatch(line) && lines.Skip(at + 1).Take(4).Any(l => l.Length < 300 && SentOrTo().IsMatch(l.Trim())));
    }

    const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("^-{2,} ?(original message|forwarded message|ursprüngliche nachricht|original-nachricht|weitergeleitete nachricht|message d'origine) ?-{2,}", Plain)]
    private static partial Regex Separator();

    [GeneratedRegex("^>? ?(on|am|le) .*[0-9].*(wrote|schrieb|a écrit)[^:]*:$", Plain)]
    private static partial Regex Attribution();

    [GeneratedRegex(@"^\*?(from|von|de):\*? .", Plain)]
    private static partial Regex Sender();

    [GeneratedRegex(@"^\*?(sent|gesendet|date|datum|envoyé|to|an|à):\*? .", Plain)]
    private static partial Regex SentOrTo();

    [GeneratedRegex("<(style|script|head|title)[^>]*>.*?</(style|script|head|title)[^>]*>|<!--.*?-->", Plain | RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<blockquote|<div[^>]*(gmail_quote|divRplyFwdMsg|yahoo_quoted|moz-cite-prefix)", Plain)]
    private static partial Regex Quotation();

    [GeneratedRegex("<br[^>]*>|</(p|div|tr|li|h[1-6])[^>]*>", Plain)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>", Plain)]
    private static partial Regex Tag();
}
