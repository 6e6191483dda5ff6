using System.Text.Json.Serialization;

namespace Collections.FakeProviders;

/// <summary>How a provider answers a send.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerMode>))]
public enum AnswerMode
{
    /// <summary>As documented.</summary>
    Normal,
    /// <summary>Takes it and never answers.</summary>
    AcceptThenTimeOut,
    /// <summary>Takes it and answers 500.</summary>
    AcceptThenFail,
    /// <summary>Takes it and cuts the connection.</summary>
    AcceptThenCut,
    /// <summary>Never answers and takes nothing.</summary>
    TimeOut,
    /// <summary>Answers 503 and takes nothing.</summary>
    Fail,
}

/// <summary>How webhooks go out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventMode>))]
public enum EventMode
{
    /// <summary>Once, in order.</summary>
    Once,
    /// <summary>Each twice.</summary>
    Twice,
    /// <summary>The last first.</summary>
    OutOfOrder,
    /// <summary>Lost.</summary>
    Never,
}

/// <summary>What a test may switch on a provider while it runs.</summary>
public sealed class Switches
{
    /// <summary>How sends are answered.</summary>
    public AnswerMode Answer { get; set; }
    /// <summary>So many of the next calls are answered 429.</summary>
    public int Throttle { get; set; }
    /// <summary>Seconds in the Retry-After of a 429.</summary>
    public int RetryAfterSeconds { get; set; } = 7;
    /// <summary>How webhooks go out.</summary>
    public EventMode Events { get; set; }
    /// <summary>Webhooks go out this much later than what they tell.</summary>
    public double EventsLateSeconds { get; set; }
    /// <summary>A message appears in lists this much later than it was taken.</summary>
    public double SearchLagSeconds { get; set; }
    /// <summary>Lists are answered 503.</summary>
    public bool SearchDown { get; set; }
    /// <summary>What becomes of messages to an address: an error code of Twilio, "bounce", "blocked", "dropped", "spamreport" of SendGrid.</summary>
    public Dictionary<string, string> Fates { get; set; } = [];

    /// <summary>Counts a throttled call down.</summary>
    internal bool TakesThrottle() => Throttle > 0 && Throttle-- > 0;
}
