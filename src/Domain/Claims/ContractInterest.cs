namespace Collections.Domain.Claims;

/// <summary>How a contract counts days when it names a monthly rate.</summary>
public enum ContractCount
{
    /// <summary>Twelve times the monthly rate a year, actual days over 365.</summary>
    Actual365,
    /// <summary>Whole and part months of thirty days.</summary>
    Months30,
}

/// <summary>What entitles to interest on a debt.</summary>
public enum ClaimBasis
{
    /// <summary>A rate both sides agreed.</summary>
    Contract,
    /// <summary>A statute on late payment between businesses.</summary>
    Statute,
    /// <summary>The legal rate of a US state, where nothing was agreed.</summary>
    StateLegalRate,
    /// <summary>Nothing may be charged.</summary>
    None,
}

/// <summary>Interest by contract. A rate that merely stands on an invoice is not agreed and gives nothing.</summary>
public static class ContractInterest
{
    /// <summary>Interest at an agreed percent a month; the contract must say which count applies.</summary>
    public static Money Monthly(Money principal, decimal percentMonthly, int days, ContractCount count) =>
        count switch
        {
            ContractCount.Actual365 => Accrual.Simple(principal, percentMonthly * 12m, days),
            ContractCount.Months30 => Accrual.Rounded(principal.Minor * percentMonthly * days / 3000m, principal.Currency),
        };

    /// <summary>What a claim rests on where no statute gives interest: the agreed rate, else the state's legal rate in the United States, else
    /// nothing (Australia has no national statute). <paramref name="place"/> is an ISO 3166 code such as "US-CA" or "AU".</summary>
    public static ClaimBasis BasisWithoutStatute(decimal? agreedPercent, string place) =>
        agreedPercent is not null ? ClaimBasis.Contract
        : place.StartsWith("US", StringComparison.Ordinal) ? ClaimBasis.StateLegalRate
        : ClaimBasis.None;

    /// <summary>What a claim rests on under a late-payment statute: consumers get none of it, and a contract with a substantial remedy takes its
    /// place (United Kingdom: Late Payment of Commercial Debts (Interest) Act 1998 s.2, 8 and 9).</summary>
    public static ClaimBasis BasisUnderStatute(bool isBetweenBusinesses, bool hasSubstantialRemedy) =>
        hasSubstantialRemedy ? ClaimBasis.Contract : isBetweenBusinesses ? ClaimBasis.Statute : ClaimBasis.None;

    /// <summary>A supplier protected by the Indian MSMED Act: micro or small (s.2(n)); a medium one is not.</summary>
    public static bool IsProtectedSupplier(string supplierClass) =>
        supplierClass.Trim().ToUpperInvariant() is "MICRO" or "SMALL";
}
