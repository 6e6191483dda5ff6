using System.Collections.Immutable;

namespace Collections.Messaging.SendGrid;

/// <summary>Settings of the email provider. A class, not a record: a record prints its members, and the key must not reach a log.</summary>
public sealed class SendGridOptions
{
    /// <summary>May send mail, open batches, cancel scheduled sends and read suppressions.</summary>
    public required string ApiKey { get; init; }

    /// <summary>https://api.eu.sendgrid.com for EU regional subusers.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.sendgrid.com");

    /// <summary>Public keys of the Event Webhook (base64 of the SubjectPublicKeyInfo); two while a key is being replaced. None: events are refused.</summary>
    public ImmutableArray<string> EventKeys { get; init; } = [];

    /// <summary>Public keys of the Inbound Parse webhook's security policy; two while a key is being replaced. None: inbound mail is refused.</summary>
    public ImmutableArray<string> InboundKeys { get; init; } = [];

    /// <summary>The provider checks each request and delivers nothing.</summary>
    public bool SandboxMode { get; init; }

    /// <summary>An https page or a mailto address for the List-Unsubscribe header; null, the default: no header. Gmail and Yahoo ask for it on marketing and
    /// subscribed mail alone, and on a first-party reminder a scanner's click would silence legal notices. Third-party consumer collection in the US (Reg F)
    /// and New York City need an opt-out, so their ledgers set it. An https page must take the one-click POST of RFC 8058.</summary>
    public Uri? ListUnsubscribe { get; init; }

    internal void Check()
    {
        Settings check = new("sendgrid");
        check.Require(ApiKey is { Length: > 0 } && ApiKey.All(c => c is > ' ' and < '\x7f'), "ApiKey is missing or holds blanks");
        check.Secure(BaseAddress, nameof(BaseAddress));
        check.PublicKeys(EventKeys, nameof(EventKeys));
        check.PublicKeys(InboundKeys, nameof(InboundKeys));
        check.Require(ListUnsubscribe is null or { IsAbsoluteUri: true, Scheme: "https" or "mailto" }, "ListUnsubscribe must be an https or mailto address");
        check.ThrowIfAny(typeof(SendGridOptions));
    }
}
