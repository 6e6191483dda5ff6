using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Invoices as they are stored: read by hand, because an account of a sweep has ten and the serializer boxes every field it reads.</summary>
internal sealed class InvoiceAsStored : JsonConverter<Invoice>
{
    public InvoiceAsStored() => StoredMembers.Count();

    public override void Write(Utf8JsonWriter writer, Invoice value, JsonSerializerOptions options) => Write(writer, value);

    public override Invoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public static void Write(Utf8JsonWriter writer, Invoice invoice)
    {
        writer.WriteStartObject();
        writer.WriteString("number"u8, invoice.Number);
        writer.Number("place"u8, invoice.Place);
        writer.Day("issueDate"u8, invoice.IssueDate);
        writer.Day("dueDate"u8, invoice.DueDate);
        writer.Amount("amount"u8, invoice.Amount);
        writer.Text("description"u8, invoice.Description);
        writer.Text("payLink"u8, invoice.PayLink);
        writer.Text("sourceId"u8, invoice.SourceId);
        writer.Number("sourceVersion"u8, invoice.SourceVersion);
        Postings(writer, invoice.Postings);
        writer.Day("extendedTo"u8, invoice.ExtendedTo);
        writer.Day("claimsWaivedTo"u8, invoice.ClaimsWaivedTo);
        writer.Flag("automaticPaymentPending"u8, invoice.AutomaticPaymentPending);
        writer.Flag("courtesyReserved"u8, invoice.CourtesyReserved);
        writer.Flag("isVoid"u8, invoice.IsVoid);
        if (invoice.Ladder is { } ladder) writer.Rare("ladder"u8, ladder, AccountJson.Default.Ladder);
        writer.Day("closedDate"u8, invoice.ClosedDate);
        if (invoice.Discount is { } discount) writer.Rare("discount"u8, discount, AccountJson.Default.DiscountOffer);
        writer.WriteEndObject();
    }

    public static Invoice Read(ref Utf8JsonReader reader)
    {
        Draft draft = new();
        reader.Begin();
        while (reader.NextField())
            if (!OfSource(ref reader, ref draft) && !OfOurs(ref reader, ref draft)) reader.Pass();
        return draft.Whole();
    }

    static bool OfSource(ref Utf8JsonReader reader, ref Draft draft)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (name.SequenceEqual("number"u8)) draft.Number = reader.Needed();
        else if (name.SequenceEqual("place"u8)) draft.Place = reader.Int();
        else if (name.SequenceEqual("issueDate"u8)) draft.IssueDate = reader.Day();
        else if (name.SequenceEqual("dueDate"u8)) draft.DueDate = reader.Day();
        else if (name.SequenceEqual("amount"u8)) draft.Amount = reader.Amount();
        else if (name.SequenceEqual("description"u8)) draft.Description = reader.Text();
        else if (name.SequenceEqual("payLink"u8)) draft.PayLink = reader.Text();
        else if (name.SequenceEqual("sourceId"u8)) draft.SourceId = reader.Text();
        else if (name.SequenceEqual("sourceVersion"u8)) draft.SourceVersion = reader.Number();
        else return false;
        return true;
    }

    static bool OfOurs(ref Utf8JsonReader reader, ref Draft draft)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (name.SequenceEqual("postings"u8)) draft.Postings = Postings(ref reader);
        else if (name.SequenceEqual("extendedTo"u8)) draft.ExtendedTo = reader.Day();
        else if (name.SequenceEqual("claimsWaivedTo"u8)) draft.ClaimsWaivedTo = reader.Day();
        else if (name.SequenceEqual("automaticPaymentPending"u8)) draft.AutomaticPaymentPending = reader.Flag();
        else if (name.SequenceEqual("courtesyReserved"u8)) draft.CourtesyReserved = reader.Flag();
        else if (name.SequenceEqual("isVoid"u8)) draft.IsVoid = reader.Flag();
        else if (name.SequenceEqual("ladder"u8)) draft.Ladder = reader.Rare(AccountJson.Default.Ladder);
        else if (name.SequenceEqual("closedDate"u8)) draft.ClosedDate = reader.Day();
        else if (name.SequenceEqual("discount"u8)) draft.Discount = reader.Rare(AccountJson.Default.DiscountOffer);
        else return false;
        return true;
    }

    static void Postings(Utf8JsonWriter writer, ImmutableArray<Posting> postings)
    {
        if (postings.IsDefaultOrEmpty) return;
        writer.WriteStartArray("postings"u8);
        foreach (Posting posting in postings)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, Code.Of(posting.Kind));
            writer.WriteString("reference"u8, posting.Reference);
            writer.Amount("amount"u8, posting.Amount);
            writer.Day("valueDate"u8, posting.ValueDate);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static ImmutableArray<Posting> Postings(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Begin(JsonTokenType.StartArray);
        ImmutableArray<Posting>.Builder? postings = null;
        while (reader.NextElement()) (postings ??= ImmutableArray.CreateBuilder<Posting>()).Add(Posting(ref reader));
        return postings?.DrainToImmutable() ?? [];
    }

    static Posting Posting(ref Utf8JsonReader reader)
    {
        PostingKind? kind = null;
        string? reference = null;
        Money? amount = null;
        DateOnly? valueDate = null;
        reader.Begin();
        while (reader.NextField())
            if (reader.ValueSpan.SequenceEqual("kind"u8)) kind = reader.Coded<PostingKind>();
            else if (reader.ValueSpan.SequenceEqual("reference"u8)) reference = reader.Needed();
            else if (reader.ValueSpan.SequenceEqual("amount"u8)) amount = reader.Amount();
            else if (reader.ValueSpan.SequenceEqual("valueDate"u8)) valueDate = reader.Day();
            else reader.Pass();
        return kind is { } k && reference is not null && amount is { } a && valueDate is { } v ? new(k, reference, a, v) : throw new JsonException("a posting lacks what every posting has");
    }

    struct Draft()
    {
        public string? Number, Description, PayLink, SourceId;
        public int Place;
        public DateOnly? IssueDate, DueDate, ExtendedTo, ClosedDate, ClaimsWaivedTo;
        public Money? Amount;
        public long SourceVersion;
        public bool AutomaticPaymentPending, CourtesyReserved, IsVoid;
        public ImmutableArray<Posting> Postings = [];
        public Ladder? Ladder;
        public DiscountOffer? Discount;

        public readonly Invoice Whole() => Number is not null && IssueDate is { } issued && DueDate is { } due && Amount is { } amount
            ? new()
            {
                Number = Number, Place = Place, IssueDate = issued, DueDate = due, Amount = amount, Description = Description, PayLink = PayLink, SourceId = SourceId, SourceVersion = SourceVersion,
                Postings = Postings, ExtendedTo = ExtendedTo, ClaimsWaivedTo = ClaimsWaivedTo, AutomaticPaymentPending = AutomaticPaymentPending, CourtesyReserved = CourtesyReserved, IsVoid = IsVoid,
                Ladder = Ladder, ClosedDate = ClosedDate, Discount = Discount,
            }
            : throw new JsonException("an invoice lacks what every invoice has");
    }
}
