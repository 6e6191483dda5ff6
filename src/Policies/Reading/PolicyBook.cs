using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>All editions of all packs that a host knows. A running ladder asks by content id and so finishes under the edition that began it.</summary>
public sealed class PolicyBook
{
    readonly ImmutableSortedDictionary<string, LoadedPack> current, editions;

    PolicyBook(ImmutableSortedDictionary<string, LoadedPack> current, ImmutableSortedDictionary<string, LoadedPack> editions)
    {
        this.current = current;
        this.editions = editions;
    }

    /// <summary>Everything wrong with packs that were found and are not in the book.</summary>
    public ImmutableArray<PolicyFault> Faults { get; private init; } = [];

    public HolidayCalendar Holidays { get; private init; } = HolidayCalendar.WeekendsOnly;

    /// <summary>The packs in use, by name.</summary>
    public IEnumerable<LoadedPack> All => current.Values;

    /// <summary>The packs that ship with the product, and those in a data folder (folders with a pack.json, and "holidays"), which win.
    /// A faulty pack is left out and its faults listed; it does not fall back to the shipped one of its name.</summary>
    public static PolicyBook Load(string? dataFolder = null)
    {
        List<PolicyFault> faults = [];
        Dictionary<string, PackFiles> found = PackFiles.ShippedNames.ToDictionary(n => n, PackFiles.Shipped, StringComparer.Ordinal);
        foreach (string folder in OwnFolders(dataFolder)) found[Path.GetFileName(folder)] = PackFiles.FromFolder(folder);

        ImmutableSortedDictionary<string, LoadedPack>.Builder packs = ImmutableSortedDictionary.CreateBuilder<string, LoadedPack>(StringComparer.Ordinal);
        foreach (PackFiles files in found.Values)
        {
            PackReading reading = PackReader.Read(files);
            faults.AddRange(reading.Faults.Select(f => f with { Where = $"{files.Name}/{f.Where}" }));
            if (reading.Pack is { } pack) packs[files.Name] = pack;
        }
        HolidayCalendar holidays = HolidayFiles.Load(dataFolder is null ? null : Path.Combine(dataFolder, "holidays"), faults);
        return new PolicyBook(packs.ToImmutable(), ById(packs.Values)) { Faults = [.. faults], Holidays = holidays };
    }

    /// <summary>A book of these packs and holidays alone: for a backtest under a pack that is not in use.</summary>
    public static PolicyBook Of(IEnumerable<LoadedPack> packs, HolidayCalendar holidays)
    {
        ImmutableSortedDictionary<string, LoadedPack> byName = packs.ToImmutableSortedDictionary(p => p.Rules.Pack, p => p, StringComparer.Ordinal);
        return new PolicyBook(byName, ById(byName.Values)) { Holidays = holidays };
    }

    /// <summary>The edition in use of a pack; null when there is none of that name, or it is faulty.</summary>
    public LoadedPack? Current(string pack) => current.GetValueOrDefault(pack);

    /// <summary>The exact edition; null when this book has never seen it.</summary>
    public LoadedPack? Edition(string contentId) => editions.GetValueOrDefault(contentId);

    /// <summary>The book with older editions added, which stay findable by content id.</summary>
    public PolicyBook With(IEnumerable<LoadedPack> older) => new(current, editions.SetItems(ById(older))) { Faults = Faults, Holidays = Holidays };

    static ImmutableSortedDictionary<string, LoadedPack> ById(IEnumerable<LoadedPack> packs) =>
        packs.ToImmutableSortedDictionary(p => p.ContentId, p => p, StringComparer.Ordinal);

    static IEnumerable<string> OwnFolders(string? dataFolder) => dataFolder is null || !Directory.Exists(dataFolder) ? []
        : Directory.EnumerateDirectories(dataFolder).Where(d => File.Exists(Path.Combine(d, "pack.json"))).Order(StringComparer.Ordinal);
}
