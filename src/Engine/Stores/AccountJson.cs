using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>The one form in which accounts and events are stored: the same bytes on every store, so that hashes and histories compare.</summary>
[JsonSourceGenerationOptions(
    Converters = [typeof(InvoiceAsStored), typeof(PaymentAsStored), typeof(CreditNoteAsStored), typeof(MessageAsStored), typeof(ContactAsStored)],
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // what a newer version wrote is refused, never written back without it
    AllowOutOfOrderMetadataProperties = true, MaxDepth = 32)]
[JsonSerializable(typeof(Account))]
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
[JsonSerializable(typeof(PortalLink))]
[JsonSerializable(typeof(PortalSession))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(SyncHold))]
public sealed partial class AccountJson : JsonSerializerContext
{
    /// <summary>SHA-256 over the previous hash and a commit's bytes, as lower-case hex: the account's audit chain.</summary>
    public static string HashOf(string previousHash, ReadOnlySpan<byte> commit)
    {
        byte[] all = ArrayPool<byte>.Shared.Rent(previousHash.Length + commit.Length); // one call over both: an incremental hash costs more than the hashing
        try
        {
            int before = Encoding.ASCII.GetBytes(previousHash, all);
            commit.CopyTo(all.AsSpan(before));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(all.AsSpan(0, before + commit.Length), hash);
            return Convert.ToHexStringLower(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(all);
        }
    }
}

/// <summary>The open items of fifty consecutive places: one stored chunk.</summary>
/// <param name="Invoices">By place.</param>
/// <param name="CreditNotes">By place.</param>
/// <param name="Payments">By place.</param>
public sealed record AccountItems(ImmutableArray<Invoice> Invoices, ImmutableArray<CreditNote> CreditNotes, ImmutableArray<Payment> Payments)
{
    /// <summary>Places a chunk holds.</summary>
    public const int PlacesAChunk = 50;

    internal bool IsEmpty => Invoices.IsEmpty && CreditNotes.IsEmpty && Payments.IsEmpty;

    /// <summary>Writes the chunk; what it has none of is left out.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        List(writer, "invoices"u8, Invoices, InvoiceAsStored.Write);
        List(writer, "creditNotes"u8, CreditNotes, CreditNoteAsStored.Write);
        List(writer, "payments"u8, Payments, PaymentAsStored.Write);
        writer.WriteEndObject();
    }

    static void List<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.IsEmpty) return;
        writer.WriteStartArray(name);
        foreach (T item in items) write(writer, item);
        writer.WriteEndArray();
    }
}
