using Collections.Engine;
using Collections.StoreContract;

namespace Collections.Storage.Azure;

public sealed class AzureCommits : CommitContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureWakeUps : WakeContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureContacts : ContactContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureFolds : FoldContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureGrants : GrantContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureHistories : HistoryContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureInboxes : InboxContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureLedgers : LedgerContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureSources : SourceContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureLists : ListContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureMessages : MessageContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }

public sealed class AzureAccess : AccessStoreContract
{
    protected override async Task<IAccessStore> OpenAsync() => (await AzuriteStores.StorageAsync()).Access;
}

public sealed class AzurePortal : PortalStoreContract
{
    protected override async Task<IPortalStore> OpenAsync() => (await AzuriteStores.StorageAsync()).Portal;
}
