using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain.Claims;

namespace Collections.Policies.Rates;

/// <summary>What a set of rate files gave: figures to use, or the faults to mend. <see cref="Rates"/> is null when there is any fault.</summary>
public sealed record RateReading(ReferenceRates? Rates, ImmutableArray<RateFault> Faults);

/// <summary>Dated figures of law: policies/rates, one file a series.</summary>
public static class RateFiles
{
    const string Folder = "policies/rates/";
    static readonly Lazy<ReferenceRates> OwnRates = new(ReadOwn);

    /// <summary>The figures this build carries.</summary>
    /// <exception cref="InvalidDataException">They do not pass their own check; a test keeps this from being released.</exception>
    public static ReferenceRates Own => OwnRates.Value;

    /// <summary>Reads files by name and content, and lists every fault in all of them.</summary>
    public static RateReading Read(IEnumerable<KeyValuePair<string, string>> files)
    {
        List<RateFault> faults = [];
        RateSet set = new(faults);
        foreach ((string name, string json) in files.OrderBy(f => f.Key, StringComparer.Ordinal)) ReadOne(name, json, set, faults);
        set.CheckTogether();
        return new(faults.Count == 0 ? set.ToRates() : null, [.. faults]);
    }

    static void ReadOne(string name, string json, RateSet set, List<RateFault> faults)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                faults.Add(new(name, "", "an object is needed"));
            else
                set.Add(name, new CheckedFields(document.RootElement, name, "", faults), document.RootElement);
        }
        catch (JsonException e)
        {
            faults.Add(new(name, $"line {e.LineNumber + 1}", "this is not JSON"));
        }
    }

    static ReferenceRates ReadOwn()
    {
        System.Reflection.Assembly assembly = typeof(RateFiles).Assembly;
        Dictionary<string, string> files = [];
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
            files.Add(resource[Folder.Length..], reader.ReadToEnd());
        }
        RateReading reading = Read(files);
        return reading.Rates ?? throw new InvalidDataException(string.Join(Environment.NewLine, reading.Faults));
    }
}
