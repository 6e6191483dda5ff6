using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>How single fields of a stored text are written and read. What has its default value is not written; what is not there has its default value.</summary>
internal static class Fields
{
    static readonly MoneyJson Amounts = new();

    /// <summary>A text, unless it has its default.</summary>
    public static void Text(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value, string? unless = null)
    {
        if (value is not null && value != unless) writer.WriteString(name, value);
    }

    /// <summary>A number, unless it has its default.</summary>
    public static void Number(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long value, long unless = 0)
    {
        if (value != unless) writer.WriteNumber(name, value);
    }

    /// <summary>A flag, when it is set.</summary>
    public static void Flag(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        if (value) writer.WriteBoolean(name, true);
    }

    /// <summary>A day, unless there is none.</summary>
    public static void Day(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateOnly? value)
    {
        if (value is not { } day) return;
        Span<byte> text = stackalloc byte[10];
        day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        writer.WriteString(name, text);
    }

    /// <summary>An instant, unless there is none.</summary>
    public static void Instant(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } at) writer.WriteString(name, at);
    }

    /// <summary>An amount.</summary>
    public static void Amount(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Money value)
    {
        writer.WritePropertyName(name);
        Amounts.Write(writer, value, JsonSerializerOptions.Default);
    }

    /// <summary>A value by the serializer: for what few accounts have.</summary>
    public static void Rare<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, T value, JsonTypeInfo<T> type)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, type);
    }

    /// <summary>A list by the serializer, unless it is empty.</summary>
    public static void Rare<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<T> values, JsonTypeInfo<ImmutableArray<T>> type)
    {
        if (!values.IsDefaultOrEmpty) Rare<ImmutableArray<T>>(writer, name, values, type);
    }

    /// <summary>Goes to the next field of the object that the reader stands in; false at its end. The reader then stands on the field's name.</summary>
    public static bool NextField(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName || (reader.TokenType == JsonTokenType.EndObject ? false : throw new JsonException("a field's name is expected"));
    }

    /// <summary>Goes into the value of the field and to its next element; false at the end of the list.</summary>
    public static bool NextElement(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>The reader must stand on the beginning of an object.</summary>
    public static void Begin(this ref Utf8JsonReader reader, JsonTokenType token = JsonTokenType.StartObject)
    {
        if (reader.TokenType != token) throw new JsonException($"{token} is expected, not {reader.TokenType}");
    }

    /// <summary>Refuses a field that is not known: a newer release has written it, and this one would write the row back without it.</summary>
    /// <exception cref="JsonException">Always.</exception>
    public static void Pass(this ref Utf8JsonReader reader) => throw new JsonException($"the field '{reader.GetString()}' is not known: a newer version wrote it");

    public static string? Text(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    public static string Needed(this ref Utf8JsonReader reader) => reader.Text() ?? throw new JsonException("a text is missing");

    public static long Number(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    public static int Int(this ref Utf8JsonReader reader) => checked((int)reader.Number());

    public static bool Flag(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetBoolean();
    }

    public static Money Amount(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return Amounts.Read(ref reader, typeof(Money), JsonSerializerOptions.Default);
    }

    public static DateTimeOffset? Instant(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset();
    }

    public static T Coded<T>(this ref Utf8JsonReader reader) where T : struct, Enum =>
        Code.TryRead(reader.Text(), out T value) ? value : throw new JsonException($"a code of {typeof(T).Name} is not known");

    public static T Rare<T>(this ref Utf8JsonReader reader, JsonTypeInfo<T> type)
    {
        reader.Read();
        return JsonSerializer.Deserialize(ref reader, type)!;
    }

    /// <summary>A list by the serializer; a null counts as empty.</summary>
    public static ImmutableArray<T> RareList<T>(this ref Utf8JsonReader reader, JsonTypeInfo<ImmutableArray<T>> type) => reader.Rare(type) is { IsDefault: false } list ? list : [];

    public static ImmutableArray<T> List<T>(this ref Utf8JsonReader reader, ReadElement<T> read)
    {
        ImmutableArray<T>.Builder list = ImmutableArray.CreateBuilder<T>(1);
        reader.ListInto(list, read);
        return list.Count == 0 ? [] : list.DrainToImmutable();
    }

    public static void ListInto<T>(this ref Utf8JsonReader reader, ImmutableArray<T>.Builder list, ReadElement<T> read)
    {
        reader.Read();
        reader.Begin(JsonTokenType.StartArray);
        while (reader.NextElement()) list.Add(read(ref reader));
    }

    public delegate T ReadElement<out T>(ref Utf8JsonReader reader);

    public static DateOnly? Day(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        ReadOnlySpan<byte> text = reader.HasValueSequence ? default : reader.ValueSpan;
        if (reader.TokenType == JsonTokenType.String && text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Utf8Parser.TryParse(text[..4], out int year, out int four) && Utf8Parser.TryParse(text[5..7], out int month, out int two) && Utf8Parser.TryParse(text[8..], out int day, out int last)
            && (four, two, last) == (4, 2, 2) && year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month)) return new(year, month, day);
        throw new JsonException("a day is written as 2026-11-22");
    }
}
