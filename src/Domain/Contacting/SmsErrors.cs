namespace Collections.Domain.Contacting;

/// <summary>What an error of the text-message provider means for the number and the message.</summary>
public enum SmsErrorMeaning
{
    /// <summary>The number will never take a text message: suppress it.</summary>
    Permanent,
    /// <summary>The number is suppressed after one more check.</summary>
    PermanentAfterCheck,
    /// <summary>The person opted out: suppressed until they opt in again.</summary>
    OptedOut,
    /// <summary>Treated as if the recipient had blocked us.</summary>
    TreatAsBlocked,
    /// <summary>The phone may be off: a few more attempts.</summary>
    Retry,
    /// <summary>Too much at once: slow down.</summary>
    RetryLater,
    /// <summary>Filtered: mend the text or the registration.</summary>
    ContentOrRegistration,
    /// <summary>The text itself is refused.</summary>
    Content,
    /// <summary>Our set-up is wrong; no number is at fault and no retry helps.</summary>
    Configuration,
}

/// <summary>Limits of the text-message provider.</summary>
public static class SmsLimits
{
    /// <summary>The error of a body that is too long.</summary>
    public const int BodyTooLong = 21617;

    /// <summary>The provider's error for a body of so many UTF-16 units; null when it takes it.</summary>
    public static int? ErrorOfLength(int length) => length > SmsText.LongestBody ? BodyTooLong : null;
}

/// <summary>Twilio's error codes, as its documentation explains them.</summary>
public static class SmsErrors
{
    /// <summary>The meaning of a code; null for one we do not know, which is no reason to suppress a number.</summary>
    public static SmsErrorMeaning? MeaningOf(int code) => code switch
    {
        21211 or 21614 or 21635 or 30006 => SmsErrorMeaning.Permanent,
        30005 => SmsErrorMeaning.PermanentAfterCheck,
        21610 => SmsErrorMeaning.OptedOut,
        30004 => SmsErrorMeaning.TreatAsBlocked,
        30003 or 30008 => SmsErrorMeaning.Retry,
        30001 or 30022 or 21611 => SmsErrorMeaning.RetryLater,
        30007 => SmsErrorMeaning.ContentOrRegistration,
        21617 => SmsErrorMeaning.Content,
        30034 or 21408 or 30863 or 30943 => SmsErrorMeaning.Configuration,
        _ => null,
    };
}
