using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Payments as they are stored, by hand as the invoices are.</summary>
internal sealed class PaymentAsStored : JsonConverter<Payment>
{
    public override void Write(Utf8JsonWriter writer, Payment value, JsonSerializerOptions options) => Write(writer, value);

    public override Payment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public static void Write(Utf8JsonWriter writer, Payment payment) =>
        MoneyIn.Write(writer, new() { Id = payment.Id, Place = payment.Place, Amount = payment.Amount, ValueDate = payment.ValueDate, Allocations = payment.Allocations, IsTakenBack = payment.IsReversed, SourceVersion = payment.SourceVersion }, "id"u8, "isReversed"u8);

    public static Payment Read(ref Utf8JsonReader reader)
    {
        MoneyIn read = MoneyIn.Read(ref reader, "id"u8, "isReversed"u8);
        return new() { Id = read.Id!, Place = read.Place, Amount = read.Amount!.Value, ValueDate = read.ValueDate!.Value, Allocations = read.Allocations, IsReversed = read.IsTakenBack, SourceVersion = read.SourceVersion };
    }
}

/// <summary>Credit notes as they are stored, by hand as the invoices are.</summary>
internal sealed class CreditNoteAsStored : JsonConverter<CreditNote>
{
    public override void Write(Utf8JsonWriter writer, CreditNote value, JsonSerializerOptions options) => Write(writer, value);

    public override CreditNote Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public static void Write(Utf8JsonWriter writer, CreditNote note) =>
        MoneyIn.Write(writer, new() { Id = note.Number, Place = note.Place, Amount = note.Amount, ValueDate = note.ValueDate, Allocations = note.Allocations, IsTakenBack = note.IsVoid, SourceVersion = note.SourceVersion, SourceId = note.SourceId }, "number"u8, "isVoid"u8);

    public static CreditNote Read(ref Utf8JsonReader reader)
    {
        MoneyIn read = MoneyIn.Read(ref reader, "number"u8, "isVoid"u8);
        return new() { Number = read.Id!, Place = read.Place, Amount = read.Amount!.Value, ValueDate = read.ValueDate!.Value, Allocations = read.Allocations, IsVoid = read.IsTakenBack, SourceVersion = read.SourceVersion, SourceId = read.SourceId };
    }
}

/// <summary>What payments and credit notes have in common in their stored form: they differ in the names of two fields.</summary>
struct MoneyIn()
{
    public string? Id;
    public int Place;
    public Money? Amount;
    public DateOnly? ValueDate;
    public ImmutableArray<Allocation> Allocations = [];
    public bool IsTakenBack;
    public long SourceVersion;
    public string? SourceId;

    public static void Write(Utf8JsonWriter writer, MoneyIn value, ReadOnlySpan<byte> id, ReadOnlySpan<byte> takenBack)
    {
        writer.WriteStartObject();
        writer.WriteString(id, value.Id);
        writer.Number("place"u8, value.Place);
        writer.Amount("amount"u8, value.Amount!.Value);
        writer.Day("valueDate"u8, value.ValueDate);
        if (!value.Allocations.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("allocations"u8);
            foreach (Allocation allocation in value.Allocations)
            {
                writer.WriteStartObject();
                writer.WriteString("invoice"u8, allocation.Invoice);
                writer.Amount("amount"u8, allocation.Amount);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.Flag(takenBack, value.IsTakenBack);
        writer.Number("sourceVersion"u8, value.SourceVersion);
        writer.Text("sourceId"u8, value.SourceId);
        writer.WriteEndObject();
    }

    public static MoneyIn Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> id, ReadOnlySpan<byte> takenBack)
    {
        MoneyIn read = new();
        reader.Begin();
        while (reader.NextField())
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            if (name.SequenceEqual(id)) read.Id = reader.Needed();
            else if (name.SequenceEqual("place"u8)) read.Place = reader.Int();
            else if (name.SequenceEqual("amount"u8)) read.Amount = reader.Amount();
            else if (name.SequenceEqual("valueDate"u8)) read.ValueDate = reader.Day();
            else if (name.SequenceEqual("allocations"u8)) read.Allocations = AllocationsOf(ref reader);
            else if (name.SequenceEqual(takenBack)) read.IsTakenBack = reader.Flag();
            else if (name.SequenceEqual("sourceVersion"u8)) read.SourceVersion = reader.Number();
            else if (name.SequenceEqual("sourceId"u8)) read.SourceId = reader.Text();
            else reader.Pass();
        }
        return read is { Id: not null, Amount: not null, ValueDate: not null } ? read : throw new JsonException("a payment or credit note lacks what every one has");
    }

    static ImmutableArray<Allocation> AllocationsOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Begin(JsonTokenType.StartArray);
        ImmutableArray<Allocation>.Builder? all = null;
        while (reader.NextElement())
        {
            (string? invoice, Money? amount) = (null, null);
            reader.Begin();
            while (reader.NextField())
                if (reader.ValueSpan.SequenceEqual("invoice"u8)) invoice = reader.Needed();
                else if (reader.ValueSpan.SequenceEqual("amount"u8)) amount = reader.Amount();
                else reader.Pass();
            (all ??= ImmutableArray.CreateBuilder<Allocation>()).Add(invoice is not null && amount is { } a ? new(invoice, a) : throw new JsonException("an allocation lacks its invoice or amount"));
        }
        return all?.DrainToImmutable() ?? [];
    }
}
