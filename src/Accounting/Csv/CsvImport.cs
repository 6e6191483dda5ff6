using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Collections.Engine;

namespace Collections.Accounting;

/// <summary>Reads a CSV file (RFC 4180) by a column map. Nothing is guessed: what a cell does not say in the map's form is a fault.</summary>
public static class CsvImport
{
    const int MostFaults = 10_000;

    /// <summary>Reads a whole file. Never throws for what is in it.</summary>
    public static ImportReading Read(Stream file, ColumnMap map)
    {
        List<ImportFault> faults = [.. MapReader.Problems(map)];
        if (faults.Count > 0) return Unreadable(faults);
        try
        {
            using StreamReader text = new(file, MapReader.EncodingOf(map.Encoding)!, detectEncodingFromByteOrderMarks: true);
            return Read(text, map, faults);
        }
        catch (DecoderFallbackException)
        {
            faults.Add(new(0, "file", $"holds bytes that are not {map.Encoding}", "save it in that encoding, or name its encoding in the map"));
            return Unreadable(faults);
        }
    }

    static ImportReading Read(TextReader text, ColumnMap map, List<ImportFault> faults)
    {
        int line = 0;
        using CsvParser parser = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = map.Delimiter, Mode = CsvMode.RFC4180, IgnoreBlankLines = true, DetectDelimiter = false, MaxFieldSize = 32_768, CacheFields = true,
            BadDataFound = bad => faults.Add(new(bad.Context.Parser?.RawRow ?? line, "quotes", "a quote stands where none may", "double the quotes inside a cell and put the cell into quotes")),
        });
        try
        {
            if (!parser.Read()) return Unreadable([new(0, "file", "is empty", "export it again, with its header")]);
            Header header = new(parser.Record!, map);
            faults.AddRange(header.Faults);
            if (faults.Count > 0) return Unreadable(faults);
            RowReader rows = new(map, header, faults);
            while (line < int.MaxValue && parser.Read() && faults.Count < MostFaults)
            {
                line = parser.RawRow;
                rows.Take(line, parser.Record!);
            }
            return rows.Done();
        }
        catch (CsvHelperException wrong)
        {
            faults.Add(new(line + 1, "file", wrong is MaxFieldSizeException ? "a cell is longer than 32,768 characters" : "the row cannot be read", "look for a quote that is not closed"));
            return Unreadable(faults);
        }
    }

    static ImportReading Unreadable(List<ImportFault> faults) =>
        new() { Rows = 0, SoundRows = 0, Facts = [], Faults = [.. faults], IsUnreadable = true, Assumed = [], Lookalikes = [] };
}

/// <summary>Where each mapped column stands.</summary>
internal sealed class Header
{
    readonly Dictionary<string, int> place = new(StringComparer.Ordinal);

    public Header(string[] headers, ColumnMap map)
    {
        Headers = headers;
        foreach (IGrouping<string, string> twice in headers.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Faults.Add(new(1, twice.Key, "stands in the header twice", "give each column its own name"));
        foreach ((string what, string? name) in map.Columns.All) Find(what, name, headers);
        foreach (string name in map.NotEmpty) Find(name, name, headers);
    }

    public string[] Headers { get; }
    public List<ImportFault> Faults { get; } = [];

    public int? PlaceOf(string what) => place.TryGetValue(what, out int at) ? at : null;

    void Find(string what, string? name, string[] headers)
    {
        if (name is null) return;
        int at = Array.IndexOf(headers, name);
        if (at < 0) Faults.Add(new(1, name, $"is not in the header, and the map says that it is the {what}", $"the file has: {string.Join(", ", headers)}"));
        else place[what] = at;
    }
}
