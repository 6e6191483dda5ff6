using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Xero;

/// <summary>Contacts that are customers. A supplier never becomes an account.</summary>
internal static class XeroContacts
{
    internal static InboundFact? Read(JsonElement item, string place, List<string> faults)
    {
        Fields fields = new(item, place, faults);
        string name = fields.Needed("Name");
        DateTimeOffset updated = fields.Instant("UpdatedDateUTC");
        if (!Guid.TryParse(item.Text("ContactID"), out Guid id)) fields.Fault("ContactID", "is missing or wrong");
        if (!fields.IsSound) return null;
        string eventId = EventIds.Of("xero", "Contacts", id.ToString("D"), updated.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        if (!IsTrue(item, "IsCustomer")) return new(eventId, new Fact.NotOurs("a contact that was never sold to"));
        return new(eventId, new Fact.CustomerSeen(id.ToString("D"), name, [.. Main(item, name), .. Persons(item)]));
    }

    static IEnumerable<Contact> Main(JsonElement item, string name)
    {
        string? email = Email(item), mobile = Mobile(item);
        string person = $"{item.Text("FirstName")} {item.Text("LastName")}".Trim();
        if (email is not null || mobile is not null) yield return new() { Id = "main", Name = person.Length > 0 ? person : name, Email = email, Mobile = mobile };
    }

    static IEnumerable<Contact> Persons(JsonElement item) => item.Items("ContactPersons").Take(20).Index()
        .Where(p => IsTrue(p.Item, "IncludeInEmails") && Email(p.Item) is not null)
        .Select(p => new Contact { Id = string.Create(CultureInfo.InvariantCulture, $"person-{p.Index + 1}"), Name = $"{p.Item.Text("FirstName")} {p.Item.Text("LastName")}".Trim(), Email = Email(p.Item) });

    static string? Email(JsonElement item) => item.Text("EmailAddress")?.Trim() is { } address && Address.IsEmail(address) ? address : null;

    // Without its country a number could be anybody's.
    static string? Mobile(JsonElement item)
    {
        JsonElement phone = item.Items("Phones").FirstOrDefault(p => p.Text("PhoneType") == "MOBILE");
        string country = Digits(phone.Text("PhoneCountryCode")), area = Digits(phone.Text("PhoneAreaCode")).TrimStart('0'), number = Digits(phone.Text("PhoneNumber"));
        string whole = "+" + country + area + (area.Length == 0 ? number.TrimStart('0') : number);
        return country.Length > 0 && number.Length > 0 && Address.IsMobile(whole) ? whole : null;
    }

    static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));

    static bool IsTrue(JsonElement item, string name) => item.Truth(name) == true || item.Text(name) == "true";
}
