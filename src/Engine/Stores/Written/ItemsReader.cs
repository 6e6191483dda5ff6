using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Gathers the items of an account from its chunks, which come in rising order, without a list for each chunk.</summary>
public sealed class ItemsReader
{
    readonly ImmutableArray<Invoice>.Builder invoices = ImmutableArray.CreateBuilder<Invoice>(0);
    readonly ImmutableArray<CreditNote>.Builder creditNotes = ImmutableArray.CreateBuilder<CreditNote>(0);
    readonly ImmutableArray<Payment>.Builder payments = ImmutableArray.CreateBuilder<Payment>(0);

    /// <summary>What was gathered; may be asked for once.</summary>
    public ImmutableArray<Invoice> Invoices => All(invoices);
    /// <inheritdoc cref="Invoices" />
    public ImmutableArray<CreditNote> CreditNotes => All(creditNotes);
    /// <inheritdoc cref="Invoices" />
    public ImmutableArray<Payment> Payments => All(payments);

    /// <summary>Adds the items of a chunk.</summary>
    /// <exception cref="JsonException">It is no chunk.</exception>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        Utf8JsonReader reader = new(chunk);
        reader.Read();
        reader.Begin();
        while (reader.NextField())
        {
            ReadOnlySpan<byte> field = reader.ValueSpan;
            if (field.SequenceEqual("invoices"u8)) reader.ListInto(invoices, InvoiceAsStored.Read);
            else if (field.SequenceEqual("creditNotes"u8)) reader.ListInto(creditNotes, CreditNoteAsStored.Read);
            else if (field.SequenceEqual("payments"u8)) reader.ListInto(payments, PaymentAsStored.Read);
            else reader.Pass();
        }
    }

    static ImmutableArray<T> All<T>(ImmutableArray<T>.Builder items) => items.Count == 0 ? [] : items.DrainToImmutable();
}
