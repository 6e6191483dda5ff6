using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Where a message goes: a channel and a contact that can be reached on it.</summary>
public sealed record Route(Channel Channel, Contact Contact, string Address)
{
    /// <summary>The first usable route of a level: its own channel and role, then the pack's fallback order, leaving out routes that failed for this level.</summary>
    public static (Route? Route, Stop? Stop) Of(DunningLevel level, ImmutableArray<string> failed, Account account, Surroundings around, PolicyPack rules)
    {
        (Route? own, Stop? stop) = First(level.Channel, level.Recipient, failed, account, around);
        if (own is not null || stop is { Reason: Reason.OptedOut }) return (own, stop); // an opt-out is no reason to look for another way in
        foreach (FallbackRoute fallback in rules.Fallback)
            if (First(fallback.Channel, fallback.Recipient, failed, account, around).Route is { } other) return (other, null);
        return First(level.Channel, null, failed, account, around) is ({ } anyone, _) ? (anyone, null) : (null, stop);
    }

    /// <summary>The first contact of a role (null: of any) that can be reached on a channel.</summary>
    public static (Route? Route, Stop? Stop) First(Channel channel, string? role, ImmutableArray<string> failed, Account account, Surroundings around)
    {
        Stop? stop = null;
        foreach (Contact contact in account.Contacts)
        {
            if (role is not null && contact.Role != role) continue;
            if (contact.AddressFor(channel) is not { } address || failed.Contains(AccountMessages.RouteOf(channel, contact.Id))) continue;
            if (around.OptedOut.Contains(address)) stop = new(Reason.OptedOut, null, $"contact {contact.Id} has opted out of {Code.Of(channel)}");
            else if (channel == Channel.Sms && Forbidden(around.Ledger, address) is { } forbidden) stop ??= forbidden;
            else return (new(channel, contact, address), null);
        }
        return (null, stop ?? new(Reason.NoUsableContact, null, role is null
            ? $"no contact can be reached by {Code.Of(channel)}"
            : $"no contact with the role {role} can be reached by {Code.Of(channel)}"));
    }

    // US and Canadian carriers refuse text messages that collect for another creditor, with or without consent (Twilio 30863, 30943).
    static Stop? Forbidden(Ledger ledger, string mobile) =>
        ledger.Sender.SmsFrom is null ? new(Reason.NoUsableContact, null, "the ledger has no sender for text messages")
        : ledger.ThirdPartySender && mobile.StartsWith("+1", StringComparison.Ordinal) ? new(Reason.ThirdPartySms, null, "carriers there refuse text messages for another creditor")
        : null;
}
