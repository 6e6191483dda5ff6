using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Contacts as they are stored, by hand: every account has one or more.</summary>
internal sealed class ContactAsStored : JsonConverter<Contact>
{
    const string UsualRole = "accounts-payable";

    public override void Write(Utf8JsonWriter writer, Contact value, JsonSerializerOptions options) => Write(writer, value);

    public override Contact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public static void Write(Utf8JsonWriter writer, Contact contact)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, contact.Id);
        writer.Text("name"u8, contact.Name, unless: "");
        writer.Text("role"u8, contact.Role, unless: UsualRole);
        writer.Text("email"u8, contact.Email);
        writer.Text("mobile"u8, contact.Mobile);
        writer.Text("language"u8, contact.Language);
        writer.Text("zone"u8, contact.Zone);
        writer.Text("holidayArea"u8, contact.HolidayArea);
        writer.Day("emailDeadSince"u8, contact.EmailDeadSince);
        writer.Day("mobileDeadSince"u8, contact.MobileDeadSince);
        writer.WriteEndObject();
    }

    public static Contact Read(ref Utf8JsonReader reader)
    {
        (string? id, string name, string role, string? email, string? mobile) = (null, "", UsualRole, null, null);
        (string? language, string? zone, string? area, DateOnly? emailDead, DateOnly? mobileDead) = (null, null, null, null, null);
        reader.Begin();
        while (reader.NextField())
        {
            ReadOnlySpan<byte> field = reader.ValueSpan;
            if (field.SequenceEqual("id"u8)) id = reader.Needed();
            else if (field.SequenceEqual("name"u8)) name = reader.Needed();
            else if (field.SequenceEqual("role"u8)) role = reader.Needed();
            else if (field.SequenceEqual("email"u8)) email = reader.Text();
            else if (field.SequenceEqual("mobile"u8)) mobile = reader.Text();
            else if (field.SequenceEqual("language"u8)) language = reader.Text();
            else if (field.SequenceEqual("zone"u8)) zone = reader.Text();
            else if (field.SequenceEqual("holidayArea"u8)) area = reader.Text();
            else if (field.SequenceEqual("emailDeadSince"u8)) emailDead = reader.Day();
            else if (field.SequenceEqual("mobileDeadSince"u8)) mobileDead = reader.Day();
            else reader.Pass();
        }
        return new()
        {
            Id = id ?? throw new JsonException("a contact lacks its id"), Name = name, Role = role, Email = email, Mobile = mobile,
            Language = language, Zone = zone, HolidayArea = area, EmailDeadSince = emailDead, MobileDeadSince = mobileDead,
        };
    }
}
