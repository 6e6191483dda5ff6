using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>What an error code of the provider means for the message and for the number.</summary>
internal abstract record TwilioCode
{
    /// <summary>It failed for good.</summary>
    internal sealed record ForGood(Refusal Why) : TwilioCode;

    /// <summary>The same number may be tried again, a few times.</summary>
    internal sealed record ForNow : TwilioCode;

    /// <summary>Queue or rate: nothing was taken, slow down.</summary>
    internal sealed record Later : TwilioCode;

    internal static TwilioCode? Of(int? code) => code switch
    {
        21610 => new ForGood(Refusal.OptedOut),
        21211 or 21614 or 21635 or 30006 => new ForGood(Refusal.AddressDead), // invalid, not a mobile, landline, landline or carrier out of reach
        30004 or 30005 => new ForGood(Refusal.AddressDead), // blocked by the recipient, unknown handset: cannot take the channel
        30003 or 30008 => new ForNow(), // handset off, unknown
        30001 or 30022 or 21611 or 20429 => new Later(), // queue overflow, rate exceeded, queue full, too many requests
        30007 or 21617 or 21602 or 21605 => new ForGood(Refusal.Content), // filtered, too long, empty
        // Unregistered traffic, region off, third-party collection, sender or account not fit to send.
        30034 or 21408 or 30863 or 30943 or 30002 or 30032 or 21212 or 21603 or 21606 or 21608 or 21612 or 21703 or 21704 or 20003 => new ForGood(Refusal.Configuration),
        _ => null,
    };

    /// <summary>The code that a body names; null when it names none.</summary>
    internal static int? In(JsonElement? body, string name) => body?.Whole(name) is > 0 and < 1_000_000 and long code ? (int)code : null;

    internal static string Words(int code) => code.ToString(CultureInfo.InvariantCulture);
}
