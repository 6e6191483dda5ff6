using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>A person at the customer. Opt-outs belong to the address, not to the contact: they survive re-import and merge.</summary>
public sealed record Contact
{
    /// <summary>Unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>As the customer writes it; may be empty.</summary>
    public string Name { get; init; } = "";
    /// <summary>"accounts-payable", "owner" or "escalation".</summary>
    public string Role { get; init; } = "accounts-payable";
    /// <summary>Null: cannot be emailed.</summary>
    public string? Email { get; init; }
    /// <summary>E.164; null: cannot be texted.</summary>
    public string? Mobile { get; init; }
    /// <summary>"en", "de"; null: the pack's first language.</summary>
    public string? Language { get; init; }
    /// <summary>IANA zone; null: the account's, else the ledger's.</summary>
    public string? Zone { get; init; }
    /// <summary>ISO 3166 area of public holidays; null: the account's, else the ledger's.</summary>
    public string? HolidayArea { get; init; }
    /// <summary>Channels whose address was found dead (bounced, invalid), with the day; a changed address clears it.</summary>
    public DateOnly? EmailDeadSince { get; init; }
    /// <summary>As <see cref="EmailDeadSince"/>, for the mobile.</summary>
    public DateOnly? MobileDeadSince { get; init; }

    /// <summary>The person behind the contact, whose budget a message spends: contacts that share a normalised email, or without one a mobile, are one person.
    /// Null when there is neither.</summary>
    [JsonIgnore] public string? Person => Email is { Length: > 0 } ? Domain.Address.Email(Email) : Mobile is { Length: > 0 } ? Domain.Address.Mobile(Mobile) : null;

    /// <summary>The normalised address for a channel; null when there is none or it is known dead.</summary>
    public string? AddressFor(Channel channel) => channel switch
    {
        Channel.Email => Email is { Length: > 0 } && EmailDeadSince is null ? Domain.Address.Email(Email) : null,
        Channel.Sms => Mobile is { Length: > 0 } && MobileDeadSince is null ? Domain.Address.Mobile(Mobile) : null,
    };
}

/// <summary>Addresses in the one form in which they are compared.</summary>
public static class Address
{
    /// <summary>Lower case, without surrounding blanks. Dots and plus-parts stay: not every provider ignores them.</summary>
    public static string Email(string text) => text.Trim().ToLowerInvariant();

    /// <summary>E.164: the plus and its digits, without blanks, dashes, dots and brackets.</summary>
    public static string Mobile(string text) => string.Concat(text.Where(c => c == '+' || char.IsAsciiDigit(c)));

    /// <summary>One @ with text on both sides, a dot in the domain, no blanks, at most 254 characters.</summary>
    public static bool IsEmail(string? text)
    {
        if (text is null || text.Length > 254 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';')) return false;
        int at = text.IndexOf('@');
        return at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.');
    }

    /// <summary>A plus and 8 to 15 digits, the first not zero (ITU-T E.164).</summary>
    public static bool IsMobile(string? text) =>
        text is not null && Mobile(text) is { Length: >= 9 and <= 16 } digits && digits[0] == '+' && digits[1] != '0' && digits.LastIndexOf('+') == 0;
}
