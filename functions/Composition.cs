using Azure.Core;
using Azure.Identity;
using Collections.Accounting;
using Collections.Domain;
using Collections.Engine;
using Collections.Messaging.Outbox;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Policies;
using Collections.Storage.Azure;
using Collections.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collections.Functions;

/// <summary>The product, put together for this host.</summary>
internal static class Composition
{
    /// <exception cref="HostSettingsException">A setting is missing or wrong; all that are, are listed.</exception>
    public static async Task AddAsync(IServiceCollection services, HostSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        services.AddSingleton(clock);
        Channels(services, settings);
        AzureStorage? storage = Storage(settings, clock);
        settings.ThrowIfFaulty();
        await storage!.PrepareAsync(cancel);
        await storage.Queues!.CreateAsync(InboxHint.Queue, cancel);
        services.AddSingleton(storage).AddSingleton(storage.Access).AddSingleton(storage.Portal).AddSingleton<IRepairIndexes>(new StorageRepair(storage)).AddSingleton<IHintInbox>(new InboxHint(storage.Queues));
        PolicyBook book = await KeptBook.OpenAsync(settings.PolicyFolder, storage.Ledgers, clock.GetUtcNow(), cancel);
        AddEngine(services, new(storage.Accounts, storage.Ledgers, storage.Contacts, storage.Inbox), book, settings);
    }

    /// <summary>Everything that is not storage: what the tests put on stores in memory.</summary>
    public static void AddEngine(IServiceCollection services, Stores stores, PolicyBook book, HostSettings settings)
    {
        services.AddSingleton(new StaffIdentity(settings.StaffSignIn == StaffSignIn.AppService && settings.PlatformAuthenticates));
        services.AddSingleton<ChangedAccounts>().AddSingleton<IWriteIds, RandomWriteIds>();
        services.AddSingleton(all => new AccountDesk(stores, book, all.GetRequiredService<TimeProvider>(), all.GetRequiredService<IWriteIds>(), all.GetRequiredService<ChangedAccounts>().Add));
        services.AddSingleton(all => new LookBeforeSending(all.GetRequiredService<AccountDesk>(), new([], all.GetServices<IObjectSource>(), all.GetService<ConnectedSources>())));
        services.AddSingleton(all => new Collections.Engine.AdvanceAccount(all.GetRequiredService<AccountDesk>(), [.. all.GetServices<ISendMessages>()], all.GetRequiredService<LookBeforeSending>(), all.GetRequiredService<Collections.Web.Portal.PortalDoor>().FillAsync, [.. all.GetServices<IRecallMessages>()]));
        services.AddSingleton<Collections.Engine.ProcessInbox>().AddSingleton<PollSources>().AddSingleton<Collections.Engine.Sweep>().AddSingleton<Collections.Engine.Watch>();
        services.AddCsvFiles().AddCollectionsWeb(new(PublicBaseUrl: settings.Connectors.PublicBaseUrl));
        services.AddSingleton<WebPipeline>().AddSingleton<WakeAccount>();
    }

    static void Channels(IServiceCollection services, HostSettings settings)
    {
        Try(settings, () => services.AddConnectors(settings.Connectors));
        Try(settings, () =>
        {
            if (settings.SendGrid is { } options) services.AddSendGrid(options);
            else if (settings.OutboxFolder is { } folder) services.AddOutbox(folder, Channel.Email);
        });
        Try(settings, () =>
        {
            if (settings.Twilio is { } options) services.AddTwilio(options);
            else if (settings.OutboxFolder is { } folder) services.AddOutbox(folder, Channel.Sms);
        });
    }

    static AzureStorage? Storage(HostSettings settings, TimeProvider clock)
    {
        if (settings.TableEndpoint is null) return null;
        TokenCredential? identity = settings.AccountKey is null ? new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned) : null;
        AzureStorage? storage = null;
        Try(settings, () => storage = new(new()
        {
            TableEndpoint = settings.TableEndpoint, QueueEndpoint = settings.QueueEndpoint, AccountName = settings.AccountName, AccountKey = settings.AccountKey,
            Credential = identity, TablePrefix = settings.TablePrefix,
        }, clock));
        return storage;
    }

    static void Try(HostSettings settings, Action add)
    {
        try
        {
            add();
        }
        catch (OptionsValidationException wrong)
        {
            settings.Faults.AddRange(wrong.Failures);
        }
        catch (AzureStorageSettingsException wrong)
        {
            settings.Faults.AddRange(wrong.Faults.Select(f => "Collections:" + f));
        }
    }
}

/// <summary>Write ids that no other host makes.</summary>
internal sealed class RandomWriteIds : IWriteIds
{
    public string Next() => System.Security.Cryptography.RandomNumberGenerator.GetHexString(24, lowercase: true);
}
