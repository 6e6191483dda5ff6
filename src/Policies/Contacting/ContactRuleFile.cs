using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain.Contacting;
using Collections.Domain.Legal;
using Collections.Policies.Rates;

namespace Collections.Policies.Contacting;

/// <summary>Rules of contact, reply keywords and legal periods, as one file holds them.</summary>
public sealed record ContactFacts(ContactRules Rules, SmsKeywords Keywords, LegalPeriods Periods);

/// <summary>What a file of contact rules gave: facts to use, or the faults to mend. <see cref="Facts"/> is null when there is any fault.</summary>
public sealed record ContactReading(ContactFacts? Facts, ImmutableArray<RateFault> Faults);

/// <summary>Reads policies/contact-rules.json and lists every fault.</summary>
public static class ContactRuleFile
{
    const string Name = "contact-rules.json";
    static readonly Lazy<ContactFacts> OwnFacts = new(ReadOwn);

    /// <summary>The facts this build carries.</summary>
    /// <exception cref="InvalidDataException">They do not pass their own check; a test keeps this from being released.</exception>
    public static ContactFacts Own => OwnFacts.Value;

    /// <summary>Reads the text of such a file.</summary>
    public static ContactReading Read(string json)
    {
        List<RateFault> faults = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            CheckedFields root = new(document.RootElement, Name, "", faults);
            ContactFacts? facts = document.RootElement.ValueKind == JsonValueKind.Object ? Facts(root) : null;
            if (facts is null) faults.Add(new(Name, "", "an object with rules, smsBans, keywords and periods is needed"));
            return new(faults.Count == 0 ? facts : null, [.. faults]);
        }
        catch (JsonException e)
        {
            return new(null, [new(Name, $"line {e.LineNumber + 1}", "this is not JSON")]);
        }
    }

    static ContactFacts? Facts(CheckedFields root)
    {
        root.Text("title");
        root.Date("checked");
        ImmutableArray<ContactRule> rules = [.. root.Each("rules").Select(ContactRuleFields.Rule)];
        foreach (IGrouping<string, ContactRule> twice in rules.GroupBy(r => r.Name).Where(g => g.Count() > 1))
            root.Fault("rules", $"'{twice.Key}' is there twice");
        ImmutableArray<SmsBan> bans = [.. root.Each("smsBans").Select(ContactRuleFields.Ban)];
        SmsKeywords? keywords = root.Child("keywords") is { } words ? ContactRuleFields.Keywords(words) : null;
        LegalPeriods? periods = root.Child("periods") is { } spans ? ContactRuleFields.Periods(spans) : null;
        root.NothingElse();
        return keywords is null || periods is null ? null : new(new(rules, bans), keywords, periods);
    }

    static ContactFacts ReadOwn()
    {
        using StreamReader reader = new(typeof(ContactRuleFile).Assembly.GetManifestResourceStream("policies/" + Name)!);
        ContactReading reading = Read(reader.ReadToEnd());
        return reading.Facts ?? throw new InvalidDataException(string.Join(Environment.NewLine, reading.Faults));
    }
}
