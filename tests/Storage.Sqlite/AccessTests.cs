using Collections.Engine;
using Collections.StoreContract;

namespace Collections.Storage.Sqlite;

public sealed class AccessTests : AccessStoreContract, IDisposable
{
    readonly TestFile file = new();
    SqliteStorage? storage;

    protected override async Task<IAccessStore> OpenAsync() => (storage = await SqliteStorage.OpenAsync(file.Path, CancellationToken.None)).Access;

    public void Dispose()
    {
        storage?.Dispose();
        file.Dispose();
    }
}
