using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>Our own opaque name of an account: safe in a key, a URL, a log. Made from ledger and customer number, so that the same
/// customer always has the same id; nobody can read the customer out of it.</summary>
[JsonConverter(typeof(AccountIdJson))]
public readonly record struct AccountId(string Value) : IComparable<AccountId>
{
    /// <summary>The id of a customer (any text, up to 1 KiB) in a ledger.</summary>
    public static AccountId Of(string ledgerId, string customer)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(ledgerId + "\0" + customer));
        return new("a" + Convert.ToHexStringLower(hash.AsSpan(0, 12)));
    }

    /// <inheritdoc />
    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The id's text.</summary>
    public override string ToString() => Value ?? "";
}

/// <summary>Writes an account id as its text.</summary>
public sealed class AccountIdJson : JsonConverter<AccountId>
{
    /// <inheritdoc />
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
