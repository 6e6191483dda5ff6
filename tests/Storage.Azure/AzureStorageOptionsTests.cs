using Azure.Core;
using Azure.Core.Pipeline;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;
using Collections.StoreContract;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Storage.Azure;

public sealed class AzureStorageOptionsTests
{
    static readonly AzureStorageOptions Sound = new() { TableEndpoint = new("https://example.table.core.windows.net"), AccountName = "example", AccountKey = "a2V5" };

    [Fact]
    public void Every_wrong_setting_is_named_at_once()
    {
        AzureStorageOptions wrong = new() { TableEndpoint = new("http://example.com"), QueueEndpoint = new("/queue", UriKind.Relative), AccountKey = "no key!", TablePrefix = "1-x", CallTimeout = TimeSpan.Zero, FirstDelay = TimeSpan.Zero };
        IReadOnlyList<string> faults = Assert.Throws<AzureStorageSettingsException>(() => new AzureStorage(wrong, TimeProvider.System)).Faults;
        foreach (string setting in new[] { "TableEndpoint", "QueueEndpoint", "AccountName", "AccountKey", "TablePrefix", "CallTimeout", "FirstDelay" })
            Assert.Contains(faults, f => f.StartsWith(setting + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_or_a_credential_is_needed_and_only_one_of_them()
    {
        Assert.Contains((Sound with { AccountKey = null }).Faults(), f => f.StartsWith("Credential or AccountKey", StringComparison.Ordinal));
        Assert.Contains((Sound with { Credential = new FixedToken() }).Faults(), f => f.StartsWith("Credential and AccountKey", StringComparison.Ordinal));
        Assert.Empty(Sound.Faults());
    }

    [Fact]
    public void Every_port_of_the_engine_is_registered()
    {
        ServiceCollection services = [];
        services.AddAzureStorage(Sound, TimeProvider.System);
        foreach (Type port in new[] { typeof(IAccountStore), typeof(IContactStore), typeof(ILedgerStore), typeof(IInbox), typeof(IAccessStore), typeof(IPortalStore), typeof(Stores), typeof(AzureStorage) })
            Assert.Contains(services, s => s.ServiceType == port);
    }

    [Fact]
    public async Task A_credential_lets_in_with_its_token_for_storage()
    {
        FixedToken credential = new();
        Recorder recorder = new();
        AzureStorage storage = new(Sound with { AccountKey = null, Credential = credential }, TimeProvider.System, new HttpClientTransport(new HttpClient(recorder)));
        await storage.PrepareAsync(CancellationToken.None);
        Assert.Equal("https://storage.azure.com/.default", credential.Scope);
        Assert.Equal("Bearer token-of-the-day", recorder.Authorization);
    }

    [SkippableFact]
    public async Task A_wrong_key_is_refused_with_the_services_code_and_without_what_was_sent()
    {
        Azurite azurite = await Azurite.RunningAsync();
        AzureStorage storage = new(azurite.Options with { AccountKey = "d3Jvbmc=" }, TimeProvider.System);
        TableRefusedException refused = await Assert.ThrowsAsync<TableRefusedException>(() => storage.PrepareAsync(CancellationToken.None));
        Assert.Equal(403, refused.Code);
        Assert.DoesNotContain("d3Jvbmc", refused.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Tables_that_were_never_made_are_named_as_the_fault_and_not_taken_for_empty()
    {
        AzureStorage unprepared = await AzuriteStores.OnAsync(AzuriteStores.NewPrefix());
        AccountCommit first = Some.Commit(StoredAccount.New("uk", "C-1"), new AccountOpened("uk", "C-1", "One"));
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => unprepared.Accounts.CommitAsync(first, CancellationToken.None), () => unprepared.Accounts.LoadAsync(first.To.Id, CancellationToken.None),
            () => unprepared.Ledgers.FindAsync("uk", CancellationToken.None), () => unprepared.Inbox.KeepAsync(Some.Event("e"), CancellationToken.None),
        })
            Assert.Contains("TableNotFound", (await Assert.ThrowsAsync<TableRefusedException>(call)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_message_is_put_on_a_queue_taken_and_removed()
    {
        QueueClient queues = (await AzuriteStores.StorageAsync()).Queues!;
        CancellationToken never = CancellationToken.None;
        string queue = "inbox-" + AzuriteStores.NewPrefix();
        await queues.CreateAsync(queue, never);
        await queues.CreateAsync(queue, never);
        Assert.Null(await queues.GetAsync(queue, TimeSpan.FromSeconds(30), never));
        await queues.PutAsync(queue, "stripe <evt_1> & more", never);
        QueueMessage taken = (await queues.GetAsync(queue, TimeSpan.FromSeconds(30), never))!;
        Assert.Equal(("stripe <evt_1> & more", 1), (taken.Text, taken.Deliveries));
        Assert.Null(await queues.GetAsync(queue, TimeSpan.FromSeconds(30), never));
        await queues.DeleteAsync(queue, taken, never);
        await queues.DeleteAsync(queue, taken, never);
    }

    sealed class Recorder : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            Authorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
        }
    }

    sealed class FixedToken : TokenCredential
    {
        public string Scope { get; private set; } = "";

        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancel)
        {
            Scope = string.Join(' ', context.Scopes);
            return new("token-of-the-day", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancel) => new(GetToken(context, cancel));
    }
}
