using System.Text.Json.Serialization;

namespace Collections.Domain.Claims;

/// <summary>What a claim beside the invoice is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimKind>))]
public enum ClaimKind
{
    /// <summary>Interest over days.</summary>
    Interest,
    /// <summary>The fixed sum of a statute.</summary>
    FixedSum,
    /// <summary>A late fee by contract.</summary>
    LateFee,
    /// <summary>Costs of recovery above the fixed sum.</summary>
    Costs,
}

/// <summary>Where a claim stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimState>))]
public enum ClaimState
{
    /// <summary>May be demanded.</summary>
    Open,
    /// <summary>Paid.</summary>
    Paid,
    /// <summary>Given up, with a reason.</summary>
    Waived,
    /// <summary>Taken back together with the notice that raised it.</summary>
    Reversed,
}

/// <summary>A claim beside an invoice: never part of its balance, and it outlives the invoice's payment. <see cref="From"/> and <see cref="To"/> are the days it
/// covers, both included.</summary>
public sealed record Claim(ClaimKind Kind, string InvoiceNumber, Money Amount, DateOnly From, DateOnly To, string Rule)
{
    /// <summary>Where it stands; open at first.</summary>
    public ClaimState State { get; init; } = ClaimState.Open;
    /// <summary>Why it was waived or reversed; null while open or paid.</summary>
    public string? Reason { get; init; }
    /// <summary>The natural key: one claim of a kind for an invoice and its first day, so that a repeat never doubles it.</summary>
    [JsonIgnore] public string Key => $"{Kind}/{InvoiceNumber}/{From:yyyy-MM-dd}";

    /// <summary>Gives an open claim up.</summary>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public Claim Waive(string reason) => Leave(ClaimState.Waived, reason);

    /// <summary>Takes an open claim back with the notice that raised it.</summary>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public Claim Reverse(string reason) => Leave(ClaimState.Reversed, reason);

    /// <summary>Marks an open claim as paid.</summary>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public Claim Pay() => Leave(ClaimState.Paid, null);

    /// <summary>Undoes payment, waiver or reversal; an open claim stays as it is.</summary>
    public Claim Reopen() => this with { State = ClaimState.Open, Reason = null };

    Claim Leave(ClaimState to, string? reason) =>
        State == ClaimState.Open
            ? this with { State = to, Reason = reason }
            : throw new InvalidOperationException($"claim {Key} is {State}, not open");
}
