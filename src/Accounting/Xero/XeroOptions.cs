namespace Collections.Accounting.Xero;

/// <summary>How one ledger is fed from one Xero organisation. A class, not a record: a record prints its members, and secrets must not reach a log.</summary>
public sealed class XeroOptions
{
    /// <summary>The ledger that the route names.</summary>
    public required string LedgerId { get; init; }

    /// <summary>The organisation's id, as the connections endpoint gives it; every request names it, and events of any other are not ours.</summary>
    public required string TenantId { get; init; }

    /// <summary>An access token that is good now; null: the connection has ended, and nothing is read.</summary>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; init; }

    /// <summary>Below it stand Invoices, Payments and the others.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.xero.com/api.xro/2.0");

    internal void Check()
    {
        Settings check = new("xero");
        check.Ledger(LedgerId);
        check.Require(Guid.TryParse(TenantId, out _), "TenantId is no id of an organisation");
        check.Secure(BaseAddress, nameof(BaseAddress));
        check.ThrowIfAny(typeof(XeroOptions));
    }
}
