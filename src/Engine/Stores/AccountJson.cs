using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>The one form in which accounts and events are stored: the same bytes on every store, so that hashes and histories compare.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, AllowOutOfOrderMetadataProperties = true, MaxDepth = 32)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(AccountItems))]
[JsonSerializable(typeof(ImmutableArray<AccountEvent>))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageText))]
[JsonSerializable(typeof(Ledger))]
[JsonSerializable(typeof(ImmutableArray<Money>))]
[JsonSerializable(typeof(CommitBody))]
[JsonSerializable(typeof(WorkItem))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(StoredConnection))]
public sealed partial class AccountJson : JsonSerializerContext
{
    /// <summary>SHA-256 over the previous hash and a commit's bytes, as lower-case hex: the account's audit chain.</summary>
    public static string HashOf(string previousHash, ReadOnlySpan<byte> commit)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(previousHash));
        hash.AppendData(commit);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The open items of fifty consecutive places: one stored chunk. What it has none of is left out.</summary>
/// <param name="Invoices">By place.</param>
/// <param name="CreditNotes">By place.</param>
/// <param name="Payments">By place.</param>
public sealed record AccountItems(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ImmutableArray<Invoice> Invoices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ImmutableArray<CreditNote> CreditNotes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ImmutableArray<Payment> Payments)
{
    /// <summary>Places a chunk holds.</summary>
    public const int PlacesAChunk = 50;
}
