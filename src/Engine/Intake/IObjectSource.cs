namespace Collections.Engine;

/// <summary>Reads one object as its source has it now: for an event that carried an id alone, and for the look before a message leaves.</summary>
public interface IObjectSource
{
    /// <summary>The source's name, as of its webhook: "xero", "stripe"...</summary>
    string Name { get; }

    /// <summary>The ledger it feeds.</summary>
    string LedgerId { get; }

    /// <summary>The facts about one object, on a single page. Not found is no data either: <see cref="PollOutcome.Unavailable"/>.
    /// Never throws for an answer or a broken line.</summary>
    /// <param name="kind">As of <see cref="Fact.ObjectChanged"/>.</param>
    /// <param name="objectId">The source's own id.</param>
    Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel);
}
