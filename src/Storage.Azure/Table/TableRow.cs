using System.Globalization;
using System.Text.Json;

namespace Collections.Storage.Azure.Table;

/// <summary>One row as it travels: two keys and its properties. Without metadata the service names no types, so whoever reads a property says what it is.</summary>
internal sealed class TableRow(string partition, string key)
{
    readonly SortedDictionary<string, object> values = new(StringComparer.Ordinal);

    public string Partition { get; } = partition;
    public string Key { get; } = key;
    /// <summary>As read; null on a row that was made here, or read without metadata.</summary>
    public string? ETag { get; set; }

    /// <summary>A property to write: text, a long, bytes or a bool. Null writes nothing.</summary>
    public object? this[string name]
    {
        set { if (value is not null) values[name] = value; }
    }

    public bool Has(string name) => values.ContainsKey(name);
    public string? Text(string name) => values.TryGetValue(name, out object? value) ? (string)value : null;
    public bool Flag(string name) => values.TryGetValue(name, out object? value) && value is true;
    public byte[]? Bytes(string name) => values.TryGetValue(name, out object? value) ? value as byte[] ?? Convert.FromBase64String((string)value) : null;

    public long? Number(string name) => values.TryGetValue(name, out object? value)
        ? value as long? ?? long.Parse((string)value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : null;

    public DateTimeOffset? Instant(string name) => Number(name) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The row's JSON on one line: a multipart body is split by lines.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("PartitionKey", Partition);
        json.WriteString("RowKey", Key);
        foreach ((string name, object value) in values)
            switch (value)
            {
                case long number:
                    json.WriteString(name + "@odata.type", "Edm.Int64");
                    json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                    break;
                case byte[] bytes:
                    json.WriteString(name + "@odata.type", "Edm.Binary");
                    json.WriteBase64String(name, bytes);
                    break;
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                default:
                    json.WriteString(name, (string)value);
                    break;
            }
        json.WriteEndObject();
    }

    public static TableRow Read(JsonElement json)
    {
        TableRow row = new(json.GetProperty("PartitionKey").GetString()!, json.GetProperty("RowKey").GetString()!);
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Name == "odata.etag") row.ETag = property.Value.GetString();
            if (property.Name.Contains('.', StringComparison.Ordinal) || property.Name is "PartitionKey" or "RowKey" or "Timestamp") continue;
            row[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.Number => property.Value.GetInt64(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
        }
        return row;
    }
}
