using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>One area's file: <c>{ "area": "GB-ENG", "source": "...", "days": [ "2026-12-25" ] }</c>.</summary>
internal sealed record HolidayFile(string Area, string Source, ImmutableArray<DateOnly> Days);

/// <summary>Reads the holidays by area; a data folder's file wins over the shipped one of the same area.</summary>
public static class HolidayFiles
{
    /// <summary>The calendars that ship with the product, with those of a folder laid over them.</summary>
    public static HolidayCalendar Load(string? folder, List<PolicyFault> faults)
    {
        SortedDictionary<string, string> texts = new(PackFiles.ShippedHolidays, StringComparer.Ordinal);
        if (folder is not null && Directory.Exists(folder))
            foreach ((string path, string text) in PackFiles.ReadFolder(folder)) texts[Path.GetFileNameWithoutExtension(path)] = text;

        Dictionary<string, FrozenSet<DateOnly>> areas = new(StringComparer.Ordinal);
        StringBuilder content = new();
        foreach ((string name, string text) in texts)
        {
            string file = $"holidays/{name}.json";
            HolidayFile? read = JsonShape.Read<HolidayFile>(file, text, faults);
            if (read is null) continue;
            if (read.Area != name) faults.Add(new PolicyFault($"{file} $.area", $"\"{read.Area}\" is not the file's name", $"Write \"{name}\""));
            areas[name] = read.Days.ToFrozenSet();
            content.Append(name).AppendJoin(',', areas[name].Order().Select(d => d.DayNumber)).Append('\n');
        }
        return new HolidayCalendar(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..8], areas);
    }
}
