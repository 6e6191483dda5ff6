using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collections.Domain;
using HandlebarsDotNet;

namespace Collections.Policies;

/// <summary>The letters: all there in every language, only words the product knows, short enough as texts, and no threats.</summary>
internal static class LetterLint
{
    const int MostSegments = 2;

    // One expression a language: building thousands took longer than all the rest of the check.
    static readonly Lazy<ImmutableSortedDictionary<string, Regex>> Banned = new(() =>
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, ImmutableArray<string>>>(PackFiles.BannedWords, PolicyJson.Options)!
            .ToImmutableSortedDictionary(l => l.Key, l => new Regex($@"\b({string.Join('|', l.Value.Select(Regex.Escape))})\b",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), StringComparer.Ordinal));

    internal static void Check(LoadedPack pack, Findings found)
    {
        int before = found.All.Length;
        foreach ((string file, string source) in pack.Letters.Files) TemplateNames.Check(file, source, pack.Letters.Files.Keys, found);
        foreach (string language in pack.Letters.Languages) CheckPresence(pack, language, found);
        if (found.All.Length == before) CheckRendered(pack, found); // what does not compile would throw
    }

    static void CheckPresence(LoadedPack pack, string language, Findings found)
    {
        if (!pack.Letters.Files.Keys.Any(f => f.StartsWith($"letters/{language}/", StringComparison.Ordinal) || f.StartsWith($"letters/{LetterSet.Bare(language)}/", StringComparison.Ordinal)))
        {
            found.InPack("languages", $"there are no letters in \"{language}\"", $"Add the folder letters/{language}, or leave the language out");
            return;
        }
        foreach ((string letter, Channel channel, string where) in Named(pack.Rules).Distinct())
            foreach (string part in channel == Channel.Sms ? ["sms"] : new[] { "subject", "txt", "html" })
                if (!pack.Letters.Has(language, letter, part))
                    found.InFile($"letters/{language}/{letter}.{part}.hbs", $"is missing; {where} needs it", Nearest.Of(letter, pack.Letters.Names.Remove(letter)) is { } near ? $"Write it, or did you mean \"{near}\"?" : "Write it");
    }

    /// <summary>Every letter the pack or the product sends, by channel, and what asks for it.</summary>
    static IEnumerable<(string Letter, Channel Channel, string Where)> Named(PolicyPack rules)
    {
        foreach (DunningLevel level in rules.Levels)
        {
            yield return (level.Letter, level.Channel, $"level {level.Number}");
            foreach (FallbackRoute route in rules.Fallback.Where(r => !level.Required || r.Channel == Channel.Email))
                yield return (level.Letter, route.Channel, $"the fallback of level {level.Number}");
        }
        if (rules.Courtesy is { } courtesy) yield return (courtesy.Letter, courtesy.Channel, "the courtesy reminder");
        if (rules is { Repeat: { } repeat, Levels.IsEmpty: false }) yield return (repeat.Letter, rules.Levels[^1].Channel, "the repeat after the ladder"); // goes as the last level went
        if (rules.Promises.Remind) yield return (rules.Promises.Letter, Channel.Email, "the promise reminder");
        yield return (rules.Agreements.InstalmentLetter, Channel.Email, "the instalment reminder");
        foreach (string letter in StandardLetters.ByEmail) yield return (letter, Channel.Email, "the product");
        foreach (string letter in StandardLetters.BySms) yield return (letter, Channel.Sms, "the product");
    }

    static void CheckRendered(LoadedPack pack, Findings found)
    {
        LetterModel sample = LongSample.In(CurrencyOf(pack.Rules));
        foreach (string language in pack.Letters.Languages)
            foreach (string letter in pack.Letters.Names)
                try
                {
                    if (LetterRenderer.Render(pack, language, letter, sample) is { } email) CheckWords($"letters/{language}/{letter}.txt.hbs", language, email.Subject + " " + email.Text, found);
                    if (LetterRenderer.RenderSms(pack, language, letter, sample) is { } sms) CheckSms($"letters/{language}/{letter}.sms.hbs", language, sms.Text, found);
                }
                catch (HandlebarsException broken)
                {
                    found.InFile($"letters/{language}/{letter}", "does not compile: " + CleanText.Line(broken.Message, 200), "Mend the template");
                }
    }

    static void CheckSms(string file, string language, string text, Findings found)
    {
        CheckWords(file, language, text, found);
        SmsSize size = SmsText.Measure(text);
        string outside = string.Join(' ', text.Where(c => SmsText.Measure(c.ToString()).Encoding != "GSM-7").Distinct());
        if (size.Segments > MostSegments)
            found.InFile(file, $"takes {size.Segments} segments with long values ({size.Units} units of {size.Encoding})",
                outside.Length > 0 ? $"Replace {outside}, which text messages lack" : $"Shorten it to {MostSegments} segments: 306 units");
        else if (outside.Length > 0) found.InFile(file, $"uses {outside}, which text messages lack, so every message costs more than double", "Use plain letters, quotes and dashes");
    }

    static void CheckWords(string file, string language, string text, Findings found)
    {
        if (!Banned.Value.TryGetValue(LetterSet.Bare(language), out Regex? banned)) return;
        foreach (string phrase in banned.Matches(text).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase))
            found.InFile(file, $"says \"{phrase}\"", "State the fact, the amount and the way out; no threat, no apology for asking, no promise that is not ours");
    }

    static Currency CurrencyOf(PolicyPack rules) => Currency.TryOf(rules.MinimumBalance.Keys.FirstOrDefault(), out Currency currency) ? currency : Currency.Of("EUR");
}
