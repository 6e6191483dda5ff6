using System.Collections.Immutable;

namespace Collections.Accounting.BusinessCentral;

/// <summary>How one ledger hears of changes in one Business Central company. A class, not a record: a record prints its members, and secrets must not reach a log.</summary>
public sealed class BusinessCentralOptions
{
    /// <summary>The ledger that the route names.</summary>
    public required string LedgerId { get; init; }

    /// <summary>The company's id, as it stands in the notification's resource; notifications of any other are not ours.</summary>
    public required string CompanyId { get; init; }

    /// <summary>What the subscription was made with: the only secret, for nothing is signed. At least 32 characters; two while one is being replaced.</summary>
    public required ImmutableArray<string> ClientStates { get; init; }

    internal void Check()
    {
        Settings check = new("business-central");
        check.Ledger(LedgerId);
        check.Require(Guid.TryParse(CompanyId, out _), "CompanyId is no id of a company");
        check.Require(!ClientStates.IsDefaultOrEmpty && ClientStates.All(s => s is { Length: >= 32 and <= 2_048 }), "each client state must have 32 to 2048 characters");
        check.ThrowIfAny(typeof(BusinessCentralOptions));
    }
}
