using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Reads objects as their source has them now: for an event that carried an id alone, and for the look before a message leaves.</summary>
public interface IObjectSource
{
    /// <summary>The source's name, as of its webhook: "xero", "stripe"...</summary>
    string Name { get; }

    /// <summary>The ledger it feeds.</summary>
    string LedgerId { get; }

    /// <summary>The facts about one object, on a single page. Not found is no data either: <see cref="PollOutcome.Unavailable"/> with the code <see cref="PollOutcome.NotFound"/>.
    /// Never throws for an answer or a broken line.</summary>
    /// <param name="kind">As of <see cref="Fact.ObjectChanged"/>.</param>
    /// <param name="objectId">The source's own id.</param>
    Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel);

    /// <summary>Invoices as they stand now, each with <see cref="Fact.InvoiceSeen.Open"/>; where that differs from what we think, with all that lowers it. On a single page;
    /// an invoice that is left out was not found. Never throws for an answer or a broken line.</summary>
    Task<PollOutcome> LookAsync(ImmutableArray<LookedAt> invoices, CancellationToken cancel);
}

/// <summary>An invoice whose source is asked.</summary>
/// <param name="SourceId">The source's own id.</param>
/// <param name="Open">What we think is open there.</param>
public readonly record struct LookedAt(string SourceId, Money Open);
