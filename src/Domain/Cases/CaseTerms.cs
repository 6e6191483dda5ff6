using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>What may be asked or offered.</summary>
[JsonConverter(typeof(KebabEnum<TermsKind>))]
public enum TermsKind
{
    /// <summary>All of it on a later day.</summary>
    Extension,
    /// <summary>A part now, the rest on a later day.</summary>
    PartPayment,
    /// <summary>Instalments of the same amount.</summary>
    Plan,
    /// <summary>Instalments that begin small.</summary>
    SmallFirstPlan,
    /// <summary>A part given up if the rest is paid by a day.</summary>
    Settlement,
    /// <summary>Late interest, fixed sums and fees given up; the debt stays.</summary>
    ClaimWaiver,
    /// <summary>A part of the debt given up for good.</summary>
    Reduction,
    /// <summary>A new order made smaller, cheaper or paid in advance, while the debt stands.</summary>
    SmallerOrder,
}

/// <summary>What the customer asks for, by its family.</summary>
[JsonConverter(typeof(KebabEnum<RequestKind>))]
public enum RequestKind
{
    /// <summary>A later day.</summary>
    Extension,
    /// <summary>Instalments.</summary>
    Plan,
    /// <summary>Something given up, or goods all the same.</summary>
    Concession,
}

/// <summary>Terms in dates and amounts: complete enough to become an agreement as they stand.</summary>
public sealed record CaseTerms
{
    /// <summary>Which kind.</summary>
    public required TermsKind Kind { get; init; }
    /// <summary>The invoices it is for, of one currency; empty when asked: every open one that is not contested.</summary>
    public ImmutableArray<string> Invoices { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Extension: not chased before this day has passed. Settlement: last value date of the rest. Otherwise null.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>Part payment and plans: rising by date, adding up to what is covered. Otherwise empty.</summary>
    public ImmutableArray<Instalment> Parts { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Settlement, reduction: what is given up, above zero; over several invoices, the oldest first. Claim waiver: null, all of it.</summary>
    public Money? Off { get; init; }
    /// <summary>Smaller order: the order's own number; null otherwise.</summary>
    public string? Order { get; init; }
    /// <summary>Smaller order: the largest amount let through; null otherwise.</summary>
    public Money? Most { get; init; }
    /// <summary>Smaller order: true when it is paid before it ships.</summary>
    public bool OnPrepayment { get; init; }

    /// <summary>The family it belongs to.</summary>
    [JsonIgnore] public RequestKind Family => Kind switch
    {
        TermsKind.Extension => RequestKind.Extension,
        TermsKind.PartPayment or TermsKind.Plan or TermsKind.SmallFirstPlan => RequestKind.Plan,
        TermsKind.Settlement or TermsKind.ClaimWaiver or TermsKind.Reduction or TermsKind.SmallerOrder => RequestKind.Concession,
    };

    /// <summary>The last day that they name; null when they name none.</summary>
    [JsonIgnore] public DateOnly? LastDate => Parts.Length > 0 ? Parts[^1].DueDate : Until;

    /// <summary>True when two terms say the same.</summary>
    public bool Same(CaseTerms other) =>
        this with { Invoices = [], Parts = [] } == other with { Invoices = [], Parts = [] } && Invoices.AsSpan().SequenceEqual(other.Invoices.AsSpan()) && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());
}
