using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Messages as they are stored: written by hand because each account of a sweep writes one and the serializer boxes every field it reads.</summary>
internal sealed class MessageAsStored : JsonConverter<Message>
{
    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) => Write(writer, value);

    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public static void Write(Utf8JsonWriter writer, Message message)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, message.Id);
        writer.WriteString("kind"u8, Code.Of(message.Kind));
        writer.WriteString("about"u8, message.About);
        writer.Number("number"u8, message.Number);
        writer.WriteString("channel"u8, Code.Of(message.Channel));
        writer.WriteString("contactId"u8, message.ContactId);
        writer.WriteString("address"u8, message.Address);
        writer.Text("person"u8, message.Person, unless: message.Address);
        writer.WriteString("letter"u8, message.Letter);
        writer.WriteString("pack"u8, message.Pack);
        writer.WriteString("reservedAt"u8, message.ReservedAt);
        writer.WriteString("notBefore"u8, message.NotBefore);
        writer.Flag("byHand"u8, message.ByHand);
        if (message.State != MessageState.Ready) writer.WriteString("state"u8, Code.Of(message.State));
        writer.Number("attempt"u8, message.Attempt);
        writer.Number("resends"u8, message.Resends);
        writer.Day("begunDate"u8, message.BegunDate);
        writer.Instant("begunAt"u8, message.BegunAt);
        writer.Number("searches"u8, message.Searches);
        writer.Instant("nextStepAt"u8, message.NextStepAt);
        writer.Text("providerId"u8, message.ProviderId);
        writer.Instant("sendAt"u8, message.SendAt);
        writer.Text("handle"u8, message.Handle);
        writer.Text("recallReason"u8, message.RecallReason);
        writer.WriteEndObject();
    }

    public static Message Read(ref Utf8JsonReader reader)
    {
        Draft draft = new();
        reader.Begin();
        while (reader.NextField())
            if (!OfPurpose(ref reader, draft) && !OfWay(ref reader, draft)) reader.Pass();
        return draft.Whole();
    }

    static bool OfPurpose(ref Utf8JsonReader reader, Draft draft)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (name.SequenceEqual("id"u8)) draft.Id = reader.Needed();
        else if (name.SequenceEqual("kind"u8)) draft.Kind = reader.Coded<MessageKind>();
        else if (name.SequenceEqual("about"u8)) draft.About = reader.Needed();
        else if (name.SequenceEqual("number"u8)) draft.Number = reader.Int();
        else if (name.SequenceEqual("channel"u8)) draft.Channel = reader.Coded<Channel>();
        else if (name.SequenceEqual("contactId"u8)) draft.ContactId = reader.Needed();
        else if (name.SequenceEqual("address"u8)) draft.Address = reader.Needed();
        else if (name.SequenceEqual("person"u8)) draft.Person = reader.Needed();
        else if (name.SequenceEqual("letter"u8)) draft.Letter = reader.Needed();
        else if (name.SequenceEqual("pack"u8)) draft.Pack = reader.Needed();
        else return false;
        return true;
    }

    static bool OfWay(ref Utf8JsonReader reader, Draft draft)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (name.SequenceEqual("reservedAt"u8)) draft.ReservedAt = reader.Instant();
        else if (name.SequenceEqual("notBefore"u8)) draft.NotBefore = reader.Instant();
        else if (name.SequenceEqual("byHand"u8)) draft.ByHand = reader.Flag();
        else if (name.SequenceEqual("state"u8)) draft.State = reader.Coded<MessageState>();
        else if (name.SequenceEqual("attempt"u8)) draft.Attempt = reader.Int();
        else if (name.SequenceEqual("resends"u8)) draft.Resends = reader.Int();
        else if (name.SequenceEqual("begunDate"u8)) draft.BegunDate = reader.Day();
        else if (name.SequenceEqual("begunAt"u8)) draft.BegunAt = reader.Instant();
        else if (name.SequenceEqual("searches"u8)) draft.Searches = reader.Int();
        else if (name.SequenceEqual("nextStepAt"u8)) draft.NextStepAt = reader.Instant();
        else if (name.SequenceEqual("providerId"u8)) draft.ProviderId = reader.Text();
        else if (name.SequenceEqual("sendAt"u8)) draft.SendAt = reader.Instant();
        else if (name.SequenceEqual("handle"u8)) draft.Handle = reader.Text();
        else if (name.SequenceEqual("recallReason"u8)) draft.RecallReason = reader.Text();
        else return false;
        return true;
    }

    sealed class Draft
    {
        public string? Id, About, ContactId, Address, Person, Letter, Pack, ProviderId, Handle, RecallReason;
        public MessageKind? Kind;
        public Channel? Channel;
        public DateTimeOffset? ReservedAt, NotBefore, BegunAt, NextStepAt, SendAt;
        public DateOnly? BegunDate;
        public MessageState State = MessageState.Ready;
        public int Number, Attempt, Resends, Searches;
        public bool ByHand;

        public Message Whole() => Id is not null && Kind is { } kind && About is not null && Channel is { } channel && ContactId is not null && Address is not null
            && Letter is not null && Pack is not null && ReservedAt is { } reservedAt && NotBefore is { } notBefore
            ? new()
            {
                Id = Id, Kind = kind, About = About, Number = Number, Channel = channel, ContactId = ContactId, Address = Address, Person = Person ?? Address, Letter = Letter, Pack = Pack,
                ReservedAt = reservedAt, NotBefore = notBefore, ByHand = ByHand, State = State, Attempt = Attempt, Resends = Resends, BegunDate = BegunDate, BegunAt = BegunAt,
                Searches = Searches, NextStepAt = NextStepAt, ProviderId = ProviderId, SendAt = SendAt, Handle = Handle, RecallReason = RecallReason,
            }
            : throw new JsonException("a message lacks what every message has");
    }
}
