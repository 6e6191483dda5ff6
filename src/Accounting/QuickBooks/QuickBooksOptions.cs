using Collections.Domain;

namespace Collections.Accounting.QuickBooks;

/// <summary>How one ledger is fed from one QuickBooks Online company. A class, not a record: a record prints its members, and secrets must not reach a log.</summary>
public sealed class QuickBooksOptions
{
    /// <summary>The API's edition whose fields are read here.</summary>
    public const int MinorVersion = 75;

    /// <summary>The ledger that the route names.</summary>
    public required string LedgerId { get; init; }

    /// <summary>The company's id; events of any other are not ours.</summary>
    public required string RealmId { get; init; }

    /// <summary>The company's home currency: objects of a company with one currency name none.</summary>
    public required Currency HomeCurrency { get; init; }

    /// <summary>An access token that is good now; null: the connection has ended, and nothing is read.</summary>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; init; }

    /// <summary>Below it stands v3/company.</summary>
    public Uri BaseAddress { get; init; } = new("https://quickbooks.api.intuit.com");

    internal void Check()
    {
        Settings check = new("quickbooks");
        check.Ledger(LedgerId);
        check.Require(RealmId is { Length: > 0 and <= 20 } && RealmId.All(char.IsAsciiDigit), "RealmId is no id of a company");
        check.Require(HomeCurrency != default, "HomeCurrency is missing");
        check.Secure(BaseAddress, nameof(BaseAddress));
        check.ThrowIfAny(typeof(QuickBooksOptions));
    }
}
