using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>What a case says to the customer: a code, a person's words, and the terms.</summary>
/// <param name="Key">A code of policies/letters/cases.json; empty: none.</param>
/// <param name="Words">A person's words; may be empty.</param>
/// <param name="Terms">The terms; null: none.</param>
/// <param name="GraceDays">With instalments, the calendar days after which a missed one ends the plan; null otherwise.</param>
public sealed record CaseSaying(string Key, string Words, CaseTerms? Terms, int? GraceDays);

/// <summary>Cases in the customer's language: policies/letters/cases.json, with amounts and dates in that language's form.</summary>
public static class CaseWording
{
    static readonly Lazy<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>> Words = new(() =>
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>>(PackFiles.CaseWords, PolicyJson.Options)!);

    const int LongestInSms = 80;

    /// <summary>The codes that have words.</summary>
    public static IEnumerable<string> Keys => Words.Value.Keys;

    /// <summary>Every line, the decision first, then its reason, then the terms. Empty when nothing is to be said.</summary>
    public static string Write(CaseSaying saying, string language, bool plain)
    {
        List<string> lines = [];
        if (Find(saying.Key, language) is { } decided) lines.Add(decided);
        if (saying.Words.Length > 0) lines.Add(plain ? CleanText.ForSms(saying.Words, LongestInSms) : saying.Words);
        if (saying.Terms is { } terms) lines.AddRange(Lines(terms, saying.GraceDays, language, plain));
        return string.Join('\n', lines);
    }

    /// <summary>The words of a code with two values in it; empty for a code without words.</summary>
    public static string For(string key, string language, string name, string phone) =>
        (Find(key, language) ?? "").Replace("{name}", name, StringComparison.Ordinal).Replace("{phone}", phone, StringComparison.Ordinal);

    /// <summary>Terms in words of the language, a line each.</summary>
    public static IEnumerable<string> Lines(CaseTerms terms, int? graceDays, string language, bool plain)
    {
        Wording wording = new(language, plain);
        string text = Find("terms-" + Code.Of(terms.Kind), language) ?? "";
        yield return text.Replace("{invoices}", terms.Invoices.Length > 6 ? $"{terms.Invoices[0]} +{terms.Invoices.Length - 1}" : wording.List(terms.Invoices), StringComparison.Ordinal)
            .Replace("{until}", terms.Until is { } until ? Day(until) : "", StringComparison.Ordinal)
            .Replace("{off}", terms.Off is { } off ? wording.Amount(off) : "", StringComparison.Ordinal)
            .Replace("{order}", terms.Order ?? "", StringComparison.Ordinal)
            .Replace("{most}", terms.Most is { } most ? wording.Amount(most) : "", StringComparison.Ordinal);
        foreach (Instalment part in terms.Parts.Take(plain ? 1 : terms.Parts.Length)) yield return $"{Day(part.DueDate)}: {wording.Amount(part.Amount)}{(plain && terms.Parts.Length > 1 ? ", ..." : "")}";
        if (terms.OnPrepayment && Find("terms-prepaid", language) is { } prepaid) yield return prepaid;
        if (!plain && terms.Parts.Length > 0 && graceDays is { } days && Find("terms-consequence", language) is { } consequence)
            yield return consequence.Replace("{days}", days.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        string Day(DateOnly date) => plain ? wording.ShortDate(date) : wording.Date(date);
    }

    static string? Find(string key, string language) =>
        Words.Value.GetValueOrDefault(key) is { } words ? words.GetValueOrDefault(LetterSet.Bare(language)) ?? words.GetValueOrDefault("en") : null;
}
