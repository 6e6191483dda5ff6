namespace Collections.Policies;

/// <summary>The rules of a pack in plain words, for the customer to read beforehand: "policy publish". Pure; Markdown that also reads as plain text.</summary>
public static class PolicyNotice
{
    /// <summary>The notice in English or, for a pack with German letters, in German.</summary>
    /// <param name="creditor">Who publishes it.</param>
    public static string Write(LoadedPack pack, string creditor, string? language = null)
    {
        string tag = pack.Letters.LanguageFor(language);
        return tag.StartsWith("de", StringComparison.Ordinal) ? GermanNotice.Write(pack, creditor) : EnglishNotice.Write(pack, creditor, tag);
    }
}
