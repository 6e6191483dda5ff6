using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Rows that leave the product, as CSV for a spreadsheet or JSON for a program, with the same columns.</summary>
/// <param name="Columns">Their names, in camel case.</param>
/// <param name="Rows">A cell a column: text, whole numbers, money (its digits; the currency has a column of its own), days, instants, true or false, or null.</param>
public sealed record ExportedTable(ImmutableArray<string> Columns, IReadOnlyList<ImmutableArray<object?>> Rows)
{
    static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.Default };

    /// <summary>RFC 4180 with a header, UTF-8; no cell is a formula to a spreadsheet (see <see cref="CsvText"/>).</summary>
    public string ToCsv()
    {
        StringBuilder csv = new(CsvText.Row(Columns));
        foreach (ImmutableArray<object?> row in Rows) csv.Append(CsvText.Row(row.Select(Text)));
        return csv.ToString();
    }

    /// <summary>An array of objects. Money is text, so that no program on the way makes a binary fraction of it.</summary>
    public byte[] ToJson()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Json))
        {
            writer.WriteStartArray();
            foreach (ImmutableArray<object?> row in Rows) Write(writer, row);
            writer.WriteEndArray();
        }
        return bytes.ToArray();
    }

    void Write(Utf8JsonWriter writer, ImmutableArray<object?> row)
    {
        writer.WriteStartObject();
        for (int i = 0; i < Columns.Length; i++)
        {
            writer.WritePropertyName(Columns[i]);
            switch (row[i])
            {
                case null: writer.WriteNullValue(); break;
                case int whole: writer.WriteNumberValue(whole); break;
                case long whole: writer.WriteNumberValue(whole); break;
                case bool flag: writer.WriteBooleanValue(flag); break;
                case var cell: writer.WriteStringValue(Text(cell)); break;
            }
        }
        writer.WriteEndObject();
    }

    static string? Text(object? cell) => cell switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        Money money => money.ToDecimal().ToString("F" + money.Currency.Exponent, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString(),
    };
}
