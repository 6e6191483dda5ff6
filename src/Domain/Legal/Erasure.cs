namespace Collections.Domain.Legal;

/// <summary>What a request for erasure meets.</summary>
public enum ErasureGround
{
    /// <summary>Nothing stands against it.</summary>
    None,
    /// <summary>The data are needed for legal claims (GDPR 17(3)(e)).</summary>
    LegalClaims,
    /// <summary>A law demands that they are kept (GDPR 17(3)(b)).</summary>
    StatutoryRetention,
}

/// <summary>The answer to a request for erasure. Marketing stops whatever the answer; what is kept is restricted to its ground.</summary>
public sealed record ErasureDecision(ErasureGround Ground)
{
    /// <summary>True when everything goes, save the keyed hash of opt-outs.</summary>
    public bool Erase => Ground == ErasureGround.None;

    /// <summary>Marketing use ends in each case.</summary>
    public bool RestrictMarketing => true;

    /// <summary>The ground in words; null when everything goes.</summary>
    public string? Words => Ground switch
    {
        ErasureGround.None => null,
        ErasureGround.LegalClaims => "GDPR 17(3)(e) legal claims",
        ErasureGround.StatutoryRetention => "GDPR 17(3)(b) statutory retention",
    };

    /// <summary>Decides: an open balance first, then a duty to keep that has not yet ended. <paramref name="keepUntil"/> null: no such duty.</summary>
    public static ErasureDecision Of(bool hasOpenBalance, DateOnly? keepUntil, DateOnly today) =>
        new(hasOpenBalance ? ErasureGround.LegalClaims : keepUntil >= today ? ErasureGround.StatutoryRetention : ErasureGround.None);
}

/// <summary>An opt-out of email reminders: neutral service messages to a company need no consent (UK PECR), but the product stops the channel for everyone.</summary>
public static class ReminderOptOut
{
    /// <summary>True when the law itself demands a stop: for individuals and sole traders, not for companies and LLPs.</summary>
    public static bool IsLegalDuty(string debtor) => debtor.Trim().ToUpperInvariant() is not ("COMPANY" or "LIMITED COMPANY" or "LLP" or "PLC" or "CORPORATE");

    /// <summary>What the product does in each case.</summary>
    public const string ProductDefault = "stop the channel, keep letters";
}
