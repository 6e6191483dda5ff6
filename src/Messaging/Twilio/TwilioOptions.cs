using System.Collections.Immutable;

namespace Collections.Messaging.Twilio;

/// <summary>Settings of the SMS provider. A class, not a record: a record prints its members, and a token must not reach a log.</summary>
public sealed class TwilioOptions
{
    /// <summary>AC and 32 hexadecimal digits.</summary>
    public required string AccountSid { get; init; }

    /// <summary>The account's auth token; a second one while it is being replaced. The first signs our calls where there is no API key; each verifies webhooks.</summary>
    public required ImmutableArray<string> AuthTokens { get; init; }

    /// <summary>SK and 32 hexadecimal digits, with its secret: calls then need no auth token. Null: the auth token is used.</summary>
    public string? ApiKeySid { get; init; }

    /// <summary>The secret of <see cref="ApiKeySid"/>.</summary>
    public string? ApiKeySecret { get; init; }

    /// <summary>MG and 32 hexadecimal digits; needed for scheduled final notices. Null: each ledger's own number or name is the sender.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>Our numbers that customers answer to, E.164; the poll for lost webhooks reads these. None: it reads the whole account.</summary>
    public ImmutableArray<string> InboundNumbers { get; init; } = [];

    /// <summary>The address under which the provider reaches us, exactly as it is typed into the provider's console: the case of the host is part of the signature.
    /// What a proxy says of scheme and host is never believed.</summary>
    public required string PublicBaseUrl { get; init; }

    /// <summary>Where status callbacks come in, below <see cref="PublicBaseUrl"/>.</summary>
    public string StatusPath { get; init; } = "/webhooks/twilio-status";

    /// <summary>The provider's API.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.twilio.com");

    /// <summary>A message that the provider could not pass on for this long is given up (1 second to 10 hours): after ten hours in a queue, a
    /// text of the afternoon would ring at night.</summary>
    public TimeSpan QueueAtMost { get; init; } = TimeSpan.FromHours(2);

    internal void Check()
    {
        Settings check = new("twilio");
        check.Require(IsSid(AccountSid, "AC"), "AccountSid must be AC and 32 hexadecimal digits");
        check.Require(!AuthTokens.IsDefaultOrEmpty && AuthTokens.All(IsSecret), "AuthTokens must hold one or two tokens without blanks");
        check.Require(ApiKeySid is null == ApiKeySecret is null, "ApiKeySid and ApiKeySecret go together");
        check.Require(ApiKeySid is null || (IsSid(ApiKeySid, "SK") && IsSecret(ApiKeySecret)), "ApiKeySid must be SK and 32 hexadecimal digits, its secret without blanks");
        check.Require(MessagingServiceSid is null || IsSid(MessagingServiceSid, "MG"), "MessagingServiceSid must be MG and 32 hexadecimal digits");
        check.Require(InboundNumbers.All(Domain.Address.IsMobile), "InboundNumbers must be E.164 numbers");
        check.Secure(Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out Uri? address) ? address : null, nameof(PublicBaseUrl));
        check.Require(address is null || !address.Host.Contains('_'), "PublicBaseUrl: the provider takes no underscore in a host");
        check.Require(StatusPath.StartsWith('/') && !StatusPath.Contains('?'), "StatusPath must begin with / and hold no query");
        check.Secure(BaseAddress, nameof(BaseAddress));
        check.Require(QueueAtMost >= TimeSpan.FromSeconds(1) && QueueAtMost <= TimeSpan.FromHours(10), "QueueAtMost must lie between 1 second and 10 hours");
        check.ThrowIfAny(typeof(TwilioOptions));
    }

    static bool IsSid(string? text, string kind) =>
        text is { Length: 34 } && text.StartsWith(kind, StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;

    static bool IsSecret(string? text) => text is { Length: > 0 } && text.All(c => c is > ' ' and < '\x7f');
}
