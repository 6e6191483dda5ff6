using System.Globalization;

namespace Collections.FakeProviders.Twilio;

/// <summary>A message resource of the fake, outbound or inbound.</summary>
public sealed class AcceptedSms
{
    /// <summary>SM and 32 hexadecimal digits.</summary>
    public required string Sid { get; init; }
    /// <summary>Owner.</summary>
    public required string AccountSid { get; init; }
    /// <summary>Recipient.</summary>
    public required string To { get; init; }
    /// <summary>Sender; null while a messaging service has not chosen one.</summary>
    public string? From { get; init; }
    /// <summary>MG...; null without.</summary>
    public string? Service { get; init; }
    /// <summary>The words.</summary>
    public required string Body { get; init; }
    /// <summary>Where its statuses go; null: nowhere.</summary>
    public string? Callback { get; init; }
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it leaves.</summary>
    public required DateTimeOffset SendAt { get; init; }
    /// <summary>"outbound-api" or "inbound".</summary>
    public required string Direction { get; init; }
    /// <summary>As documented.</summary>
    public string Status { get; set; } = "queued";
    /// <summary>Null: none.</summary>
    public int? ErrorCode { get; set; }
    /// <summary>Null until it left.</summary>
    public DateTimeOffset? SentAt { get; set; }

    internal object Json() => new Dictionary<string, object?>
    {
        ["account_sid"] = AccountSid, ["api_version"] = "2010-04-01", ["body"] = Body, ["date_created"] = Rfc(CreatedAt), ["date_sent"] = SentAt is { } sent ? Rfc(sent) : null,
        ["date_updated"] = Rfc(SentAt ?? CreatedAt), ["direction"] = Direction, ["error_code"] = ErrorCode, ["error_message"] = null, ["from"] = From,
        ["messaging_service_sid"] = Service, ["num_media"] = "0", ["num_segments"] = Status == "scheduled" ? "0" : "1", ["price"] = null, ["price_unit"] = null, ["sid"] = Sid,
        ["status"] = Status, ["subresource_uris"] = new { media = $"/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}/Media.json" }, ["to"] = To,
        ["uri"] = $"/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json",
    };

    static string Rfc(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
}
