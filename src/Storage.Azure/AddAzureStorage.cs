using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Storage.Azure;

/// <summary>Registers the stores.</summary>
public static class AzureStorageRegistration
{
    /// <summary>All ports of the engine on Table storage. The host calls <see cref="AzureStorage.PrepareAsync"/> once before it serves.</summary>
    /// <exception cref="AzureStorageSettingsException">A setting is wrong; all that are wrong are listed.</exception>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, AzureStorageOptions options, TimeProvider clock)
    {
        AzureStorage storage = new(options, clock);
        return services.AddSingleton(storage).AddSingleton(storage.Accounts).AddSingleton(storage.Contacts).AddSingleton(storage.Ledgers).AddSingleton(storage.Inbox)
            .AddSingleton(storage.Access).AddSingleton(storage.Portal)
            .AddSingleton(new Stores(storage.Accounts, storage.Ledgers, storage.Contacts, storage.Inbox));
    }
}
