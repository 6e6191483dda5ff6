using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Accounting;

/// <summary>Reads a column map; everything wrong with it is listed at once.</summary>
public static class MapReader
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    /// <summary>The map, or its faults (then null).</summary>
    public static (ColumnMap? Map, ImmutableArray<ImportFault> Faults) Read(string json)
    {
        try
        {
            if (JsonSerializer.Deserialize<ColumnMap>(json, Options) is not { } map) return (null, [Fault("", "the map is empty", "write an object with timeZone and columns")]);
            ImmutableArray<ImportFault> faults = [.. Problems(map)];
            return (faults.IsEmpty ? map : null, faults);
        }
        catch (JsonException wrong)
        {
            return (null, [new(checked((int)(wrong.LineNumber ?? 0) + 1), wrong.Path ?? "$", wrong.Message.Split(" Path:")[0], "see docs/examples/maps for maps that work")]);
        }
    }

    /// <summary>What is wrong with a map that was read.</summary>
    public static IEnumerable<ImportFault> Problems(ColumnMap map)
    {
        if (map.Delimiter.Length != 1) yield return Fault("delimiter", $"\"{map.Delimiter}\" is not one character", "write \",\", \";\" or \"\\t\"");
        if (EncodingOf(map.Encoding) is null) yield return Fault("encoding", $"\"{map.Encoding}\" is not known", "write utf-8, utf-16, iso-8859-1 or us-ascii");
        if (map.Dates.IsDefaultOrEmpty) yield return Fault("dates", "names no form", "write forms such as \"yyyy-MM-dd\"");
        else
            foreach (string form in map.Dates.Where(d => !IsDateForm(d))) yield return Fault("dates", $"\"{form}\" names no year, month and day", "write a form such as \"dd.MM.yyyy\"");
        if (map.Decimal is not ("." or ",")) yield return Fault("decimal", $"\"{map.Decimal}\" is no decimal separator", "write \".\" or \",\"");
        if (map.Group == map.Decimal) yield return Fault("group", "is the decimal separator too", "name two different characters");
        if (map.Currency is { } code && !Currency.TryOf(code, out _)) yield return Fault("currency", $"\"{code}\" is no ISO 4217 currency", "write a code such as \"USD\"");
        if (map.Currency is null && map.Columns.Currency is null) yield return Fault("currency", "nothing states the currency", "write \"currency\", or name the column that holds it");
        if (!SendTime.IsZone(map.TimeZone)) yield return Fault("timeZone", $"\"{map.TimeZone}\" is no IANA time zone", "write a name such as \"Europe/London\"");
        if (map.TermsDays is < 0 or > 3650) yield return Fault("termsDays", "is out of range", "write 0 to 3650");
        foreach (ImportFault fault in Missing(map)) yield return fault;
    }

    static IEnumerable<ImportFault> Missing(ColumnMap map)
    {
        ColumnNames c = map.Columns;
        if (map.Rows == CsvRows.Invoices)
        {
            if (c.Number is null) yield return Fault("columns.number", "is missing", "name the column with the invoice number");
            if (c.IssueDate is null) yield return Fault("columns.issueDate", "is missing", "name the column with the date of issue");
            if (c.DueDate is null && map.TermsDays is null) yield return Fault("columns.dueDate", "is missing", "name the column with the due date, or write \"termsDays\"");
        }
        else
        {
            if (c.Date is null) yield return Fault("columns.date", "is missing", "name the column with the day the money counts from");
            if (c.Number is null && map.Rows == CsvRows.CreditNotes) yield return Fault("columns.number", "is missing", "name the column with the credit note's number");
        }
    }

    internal static System.Text.Encoding? EncodingOf(string name)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(name, System.Text.EncoderFallback.ExceptionFallback, System.Text.DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool IsDateForm(string form) => form.Contains('y') && form.Contains('M') && form.Contains('d') && !form.Contains('H') && !form.Contains('m');

    static ImportFault Fault(string where, string what, string cure) => new(0, where, what, cure);
}
