using Collections.StoreContract;

namespace Collections.Storage.Azure;

public sealed class AzureCommits : CommitContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
public sealed class AzureWakeUps : WakeContract { protected override Task<OpenStores> OpenAsync() => AzuriteStores.OpenAsync(); }
