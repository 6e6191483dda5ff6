using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Api;

/// <summary>Reads a JSON body against its shape, strictly: every fault with its place and its cure, at most so many; nothing is guessed, nothing unknown is ignored.</summary>
internal sealed class BodyReader
{
    const int MostProblems = 100;

    readonly List<Problem> problems = [];

    public static BodyReading Read(ReadOnlyMemory<byte> body, Shape shape)
    {
        using JsonDocument? document = SafeJson.Parse(body, out string fault);
        if (document is null) return new(Members.None, [new("body", $"it is {fault}", $"send one JSON object in UTF-8, at most {SafeJson.MaxDepth} levels deep, no member twice")]);
        BodyReader reader = new();
        Members members = reader.Object(document.RootElement, shape, "");
        return new(members, [.. reader.problems.Take(MostProblems)]);
    }

    Members Object(JsonElement at, Shape shape, string place)
    {
        if (at.ValueKind != JsonValueKind.Object)
        {
            Fault(place.Length == 0 ? "body" : place, $"it is {Kind(at)}", "send an object with the members of " + shape.Name);
            return Members.None;
        }
        foreach (JsonProperty member in at.EnumerateObject().Where(m => Find(shape, m) is null))
            Fault(Place(place, NameOf(member)), "there is no such member", $"the members are: {string.Join(", ", shape.Fields.Select(f => f.Name))}");
        Dictionary<string, object> values = new(StringComparer.Ordinal);
        foreach (Field field in shape.Fields)
        {
            if (at.Member(field.Name) is { ValueKind: not JsonValueKind.Null } value) { if (Value(value, field, Place(place, field.Name)) is { } read) values[field.Name] = read; }
            else if (field.Needed) Fault(Place(place, field.Name), "it is missing", field.Words);
        }
        return new(values);
    }

    object? Value(JsonElement at, Field field, string place) => field.Kind switch
    {
        FieldKind.Text => Text(at, field, place),
        FieldKind.Date => Date(at, place),
        FieldKind.Money => Money(at, place),
        FieldKind.Flag => at.ValueKind is JsonValueKind.True or JsonValueKind.False ? at.GetBoolean() : Wrong(at, place, "write true or false, without quotes"),
        FieldKind.Whole => at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out long number) && number >= 0 ? number : Wrong(at, place, "write a whole number from 0, at most 9223372036854775807"),
        FieldKind.Texts => List(at, field, place, (item, where) => Text(item, field with { Most = 200 }, where) as string),
        FieldKind.Objects => List(at, field, place, (item, where) => Object(item, field.Of!, where)),
        FieldKind.Object => Object(at, field.Of!, place),
        FieldKind.Json => at.GetRawText(),
    };

    object? Text(JsonElement at, Field field, string place)
    {
        if (at.ValueKind != JsonValueKind.String) return Wrong(at, place, "write it as text, in quotes");
        string text = at.Text()!;
        if (text.Length > field.Most) return Fault(place, $"it has {text.Length} characters", $"at most {field.Most} are kept");
        if (text.Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t') || text.Contains('\uFFFD')) return Fault(place, "it holds control characters or broken Unicode", "send plain text");
        if (field.Needed && text.Trim().Length == 0) return Fault(place, "it is empty", field.Words);
        if (field.OneOf.Length > 0 && !field.OneOf.Contains(text)) return Fault(place, $"'{Cut(text)}' is not known", $"one of: {string.Join(", ", field.OneOf)}");
        return text;
    }

    object? Date(JsonElement at, string place) =>
        at.ValueKind == JsonValueKind.String && WrittenDate.TryRead(at.Text(), out DateOnly date)
            ? date : Wrong(at, place, "write a day as \"2026-11-30\"");

    // Money is text, so that no program on the way can turn it into a binary fraction.
    object? Money(JsonElement at, string place)
    {
        if (at.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in at.EnumerateObject().Where(m => NameOf(m) is not ("amount" or "currency"))) Fault(Place(place, NameOf(member)), "there is no such member", "the members are: amount, currency");
            return Money(at.Text("amount"), at.Text("currency"), at, place);
        }
        string? text = at.Text();
        int space = text?.IndexOf(' ') ?? -1;
        return space > 0 ? Money(text![..space], text[(space + 1)..], at, place) : Money(null, null, at, place);
    }

    object? Money(string? amount, string? code, JsonElement at, string place)
    {
        const string cure = "write it as \"1050.25 GBP\" or {\"amount\": \"1050.25\", \"currency\": \"GBP\"}: digits as text with a point, no exponent";
        if (amount is null || code is null) return Wrong(at, place, cure);
        if (!Currency.TryOf(code, out Currency currency)) return Fault(place, $"'{Cut(code)}' is no ISO 4217 currency", cure);
        if (!Domain.Money.TryParse(amount, currency, out Money money)) return Fault(place, $"'{Cut(amount)}' is no amount in {currency}", $"{cure}; {currency} has {currency.Exponent} digits after the point, and an amount at most a million millions");
        return money;
    }

    List<T>? List<T>(JsonElement at, Field field, string place, Func<JsonElement, string, T?> read) where T : class
    {
        if (at.ValueKind != JsonValueKind.Array) { Wrong(at, place, "write a list in square brackets"); return null; }
        int length = at.GetArrayLength();
        if (length > field.Most) { Fault(place, $"it has {length} items", $"at most {field.Most} at once"); return null; }
        List<T> items = [];
        int number = 0;
        foreach (JsonElement item in at.EnumerateArray())
        {
            if (problems.Count > MostProblems) break;
            if (read(item, $"{place}[{number++.ToString(CultureInfo.InvariantCulture)}]") is { } good) items.Add(good);
        }
        return items;
    }

    static Field? Find(Shape shape, JsonProperty member) => shape.Find(NameOf(member));

    // A name may hold half a surrogate pair; then reading it throws.
    static string NameOf(JsonProperty member)
    {
        try { return member.Name; }
        catch (InvalidOperationException) { return "?"; }
    }

    object? Wrong(JsonElement at, string place, string cure) => Fault(place, $"it is {Kind(at)}", cure);

    object? Fault(string place, string what, string cure)
    {
        if (problems.Count <= MostProblems) problems.Add(new(Cut(place, 200), what, cure));
        return null;
    }

    static string Place(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    static string Cut(string text, int most = 40) => text.Length <= most ? text : text[..most] + "...";

    static string Kind(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.String => $"the text '{Cut(at.Text()!)}'", JsonValueKind.Number => $"the number {Cut(at.GetRawText())}", JsonValueKind.Array => "a list", JsonValueKind.Object => "an object",
        JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "nothing",
    };
}
