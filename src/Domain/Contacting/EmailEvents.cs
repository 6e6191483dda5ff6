namespace Collections.Domain.Contacting;

/// <summary>What an event of the email provider says about a message or an address.</summary>
public enum EmailEventMeaning
{
    /// <summary>The provider has taken the message.</summary>
    Accepted,
    /// <summary>The provider tries again by itself.</summary>
    RetryingByProvider,
    /// <summary>The recipient's server has taken it.</summary>
    Delivered,
    /// <summary>The address does not exist: never again.</summary>
    AddressDead,
    /// <summary>Refused this time.</summary>
    Soft,
    /// <summary>Never left: the address was suppressed.</summary>
    NotSentSuppressed,
    /// <summary>Called spam: suppress, and never override.</summary>
    ComplaintSuppress,
    /// <summary>Opted out of everything.</summary>
    OptOutAll,
    /// <summary>Opted out of one group.</summary>
    OptOutGroup,
    /// <summary>Opens and clicks prove nothing: scanners do both.</summary>
    NotEvidence,
}

/// <summary>SendGrid's event webhook.</summary>
public static class EmailEvents
{
    /// <summary>The meaning of an event; <paramref name="type"/> tells a block from a bounce. Null for one we do not know.</summary>
    public static EmailEventMeaning? MeaningOf(string name, string? type = null) => name switch
    {
        "processed" => EmailEventMeaning.Accepted,
        "deferred" => EmailEventMeaning.RetryingByProvider,
        "delivered" => EmailEventMeaning.Delivered,
        "bounce" => type == "blocked" ? EmailEventMeaning.Soft : EmailEventMeaning.AddressDead,
        "dropped" => EmailEventMeaning.NotSentSuppressed,
        "spamreport" => EmailEventMeaning.ComplaintSuppress,
        "unsubscribe" => EmailEventMeaning.OptOutAll,
        "group_unsubscribe" => EmailEventMeaning.OptOutGroup,
        "open" or "click" => EmailEventMeaning.NotEvidence,
        _ => null,
    };

    /// <summary>The ids of events in the order they came, each once: the provider repeats for a day until it is answered.</summary>
    public static IReadOnlyList<string> Once(IEnumerable<string> eventIds) => [.. eventIds.Distinct(StringComparer.Ordinal)];
}
