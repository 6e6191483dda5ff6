using Azure.Core;

namespace Collections.Storage.Azure;

/// <summary>Where the stores are and how to be let in. Either a credential (Entra ID) or the account's key.</summary>
public sealed record AzureStorageOptions
{
    /// <summary>"https://ACCOUNT.table.core.windows.net"; http only on loopback.</summary>
    public required Uri TableEndpoint { get; init; }
    /// <summary>"https://ACCOUNT.queue.core.windows.net"; null: no queue is used.</summary>
    public Uri? QueueEndpoint { get; init; }
    /// <summary>Name of the storage account; needed with its key.</summary>
    public string? AccountName { get; init; }
    /// <summary>The account's key, base64; null with a credential. Never logged.</summary>
    public string? AccountKey { get; init; }
    /// <summary>Managed identity or another token credential; null with a key. Needs the roles Storage Table Data Contributor and Storage Queue Data Contributor.</summary>
    public TokenCredential? Credential { get; init; }
    /// <summary>The tables' names begin with it: letters and digits, a letter first.</summary>
    public string TablePrefix { get; init; } = "collections";
    /// <summary>How long one call may take before it counts as unanswered.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>The first wait before a call is repeated; each further one doubles.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Everything that is wrong with these settings, each with how to mend it; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        Check(faults, TableEndpoint, nameof(TableEndpoint));
        if (QueueEndpoint is not null) Check(faults, QueueEndpoint, nameof(QueueEndpoint));
        if (Credential is null && AccountKey is null) faults.Add("Credential or AccountKey: one of the two is needed.");
        if (Credential is not null && AccountKey is not null) faults.Add("Credential and AccountKey: only one of the two may be given.");
        if (AccountKey is not null && string.IsNullOrWhiteSpace(AccountName)) faults.Add("AccountName: needed with AccountKey.");
        if (AccountKey is not null && !Convert.TryFromBase64String(AccountKey, new byte[AccountKey.Length], out _)) faults.Add("AccountKey: not base64; copy it whole from the portal.");
        if (Credential is not null && TableEndpoint is { IsAbsoluteUri: true, Scheme: "http" }) faults.Add("TableEndpoint: a credential is sent over https alone.");
        if (TablePrefix.Length is < 1 or > 40 || !char.IsAsciiLetter(TablePrefix[0]) || !TablePrefix.All(char.IsAsciiLetterOrDigit))
            faults.Add("TablePrefix: 1 to 40 letters and digits, a letter first.");
        if (CallTimeout < TimeSpan.FromSeconds(1) || CallTimeout > TimeSpan.FromMinutes(2)) faults.Add("CallTimeout: from 1 second to 2 minutes.");
        if (FirstDelay <= TimeSpan.Zero || FirstDelay > TimeSpan.FromSeconds(10)) faults.Add("FirstDelay: above zero, at most 10 seconds.");
        return faults;
    }

    static void Check(List<string> faults, Uri? endpoint, string name)
    {
        if (endpoint is not { IsAbsoluteUri: true } || endpoint.Scheme is not ("http" or "https")) faults.Add($"{name}: a full https address is needed.");
        else if (endpoint.Scheme == "http" && !endpoint.IsLoopback) faults.Add($"{name}: http only on loopback; use https.");
    }
}

/// <summary>The settings of the storage are wrong; its words list all that is.</summary>
public sealed class AzureStorageSettingsException(IReadOnlyList<string> faults)
    : Exception("The settings of the storage are wrong:" + string.Concat(faults.Select(f => "\n- " + f)))
{
    /// <summary>Each fault with how to mend it.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
