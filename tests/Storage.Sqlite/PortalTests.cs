using Collections.Engine;
using Collections.StoreContract;

namespace Collections.Storage.Sqlite;

public sealed class PortalTests : PortalStoreContract, IDisposable
{
    readonly TestFile file = new();
    SqliteStorage? storage;

    protected override async Task<IPortalStore> OpenAsync() => (storage = await SqliteStorage.OpenAsync(file.Path, CancellationToken.None)).Portal;

    public void Dispose()
    {
        storage?.Dispose();
        file.Dispose();
    }
}
