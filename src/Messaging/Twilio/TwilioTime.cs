using System.Globalization;

namespace Collections.Messaging.Twilio;

/// <summary>The provider's dates: RFC 2822, in GMT.</summary>
internal static class TwilioTime
{
    internal static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
        || DateTimeOffset.TryParseExact(text, "ddd, d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out at) ? at : null;
}
