using System.Collections.Immutable;

namespace Collections.Domain.Contacting;

/// <summary>Limits of the email provider and of the largest mailbox provider (SendGrid mail/send; Google's sender guidelines).</summary>
public static class EmailLimits
{
    /// <summary>Recipients of one request: to, cc and bcc together. Personalizations have the same limit.</summary>
    public const int RecipientsPerRequest = 1000;
    /// <summary>Bytes of one request with its attachments, which travel as base64.</summary>
    public const long LargestRequestBytes = 30L * 1024 * 1024;
    /// <summary>Hours ahead that a message may be scheduled.</summary>
    public const int FurthestScheduleHours = 72;
    /// <summary>Bytes of custom arguments that a message may not reach.</summary>
    public const int CustomArgumentBytes = 10_000;
    /// <summary>Messages a day to personal Gmail addresses that make a bulk sender, once and for ever.</summary>
    public const int BulkSenderDaily = 5000;

    /// <summary>The sizes of the requests that reach so many recipients.</summary>
    public static ImmutableArray<int> Batches(int recipients, int perRequest = RecipientsPerRequest)
    {
        ImmutableArray<int>.Builder sizes = ImmutableArray.CreateBuilder<int>();
        for (int left = recipients; left > 0; left -= perRequest) sizes.Add(Math.Min(left, perRequest));
        return sizes.ToImmutable();
    }

    /// <summary>Recipients of personalizations that each carry one address and so many copies.</summary>
    public static int Recipients(int personalizations, int copiesEach) => personalizations * (1 + copiesEach);

    /// <summary>Requests needed when a personalization may not be divided.</summary>
    public static int Requests(int personalizations, int copiesEach)
    {
        int perRequest = RecipientsPerRequest / (1 + copiesEach);
        return (personalizations + perRequest - 1) / perRequest;
    }

    /// <summary>Bytes of an attachment once it is base64: four for every three, padded.</summary>
    public static long Base64Bytes(long raw) => (raw + 2) / 3 * 4;

    /// <summary>True when a message may be scheduled so far ahead; exactly the limit is allowed.</summary>
    public static bool MayScheduleAhead(TimeSpan ahead) => ahead <= TimeSpan.FromHours(FurthestScheduleHours);

    /// <summary>The domain that counts for a bulk sender: the last two labels, or three below a two-letter country's own suffix ("co.uk").</summary>
    public static string PrimaryDomain(string domain)
    {
        string[] labels = domain.Trim('.').ToLowerInvariant().Split('.');
        int keep = labels.Length > 2 && labels[^1].Length == 2 && labels[^2] is "co" or "com" or "org" or "net" or "ac" or "gov" ? 3 : 2;
        return string.Join('.', labels[Math.Max(0, labels.Length - keep)..]);
    }

    /// <summary>The primary domains that send in bulk, from a day's messages by domain.</summary>
    public static IReadOnlyList<string> BulkSenders(IEnumerable<KeyValuePair<string, int>> dailyByDomain) =>
        [.. dailyByDomain.GroupBy(d => PrimaryDomain(d.Key), d => d.Value).Where(g => g.Sum() >= BulkSenderDaily).Select(g => g.Key)];

    /// <summary>True when one-click unsubscribe is demanded: marketing and subscribed messages of a bulk sender, never a payment reminder.</summary>
    public static bool NeedsOneClick(bool isMarketing, int dailyToGmail) => isMarketing && dailyToGmail >= BulkSenderDaily;

    /// <summary>True when SPF, DKIM and DMARC are demanded: any message of a bulk sender.</summary>
    public static bool NeedsAuthentication(int dailyToGmail) => dailyToGmail >= BulkSenderDaily;
}
