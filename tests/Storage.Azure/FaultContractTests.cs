using Collections.StoreContract;

namespace Collections.Storage.Azure;

/// <summary>The core of the contract again, one call in twelve going wrong on the way.</summary>
static class BehindFaults
{
    public static async Task<OpenStores> OpenAsync()
    {
        Azurite azurite = await Azurite.RunningAsync();
        string prefix = (await AzuriteStores.StorageAsync()).Tables.Prefix;
        FaultProxy proxy = FaultProxy.Random(azurite.Options.TableEndpoint, seed: prefix.Length, share: 1.0 / 12);
        AzureStorage storage = new(azurite.Options with { TablePrefix = prefix, TableEndpoint = proxy.Endpoint }, TimeProvider.System);
        return AzuriteStores.Open(storage) with { CloseAsync = () => { proxy.Dispose(); return Task.CompletedTask; } };
    }
}

public sealed class AzureCommitsBehindFaults : CommitContract { protected override Task<OpenStores> OpenAsync() => BehindFaults.OpenAsync(); }
public sealed class AzureWakeUpsBehindFaults : WakeContract { protected override Task<OpenStores> OpenAsync() => BehindFaults.OpenAsync(); }
public sealed class AzureGrantsBehindFaults : GrantContract { protected override Task<OpenStores> OpenAsync() => BehindFaults.OpenAsync(); }
public sealed class AzureContactsBehindFaults : ContactContract { protected override Task<OpenStores> OpenAsync() => BehindFaults.OpenAsync(); }
public sealed class AzureInboxesBehindFaults : InboxContract { protected override Task<OpenStores> OpenAsync() => BehindFaults.OpenAsync(); }
