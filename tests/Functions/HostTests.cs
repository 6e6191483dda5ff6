using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Collections.Domain;
using Collections.Engine;
using Collections.StoreContract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using FunctionsWeb = Collections.Functions.Web;

namespace Collections.Functions.Tests;

/// <summary>Every function called, on stores in memory.</summary>
public sealed class HostTests
{
    static readonly string[] Functions =
        ["AccountOrchestrator", "AccountingWebhook", "AdvanceAccount", "EmailEvents", "EscalateAccount", "Health", "InboundEmail", "InboundSms", "ProcessInbox", "RunNow", "SmsEvents", "StaffSignIn", "Sweep", "Watch", "Web"];

    [Fact]
    public void The_functions_are_these_and_no_route_of_one_lies_within_another()
    {
        (string Name, string? Route)[] found = [.. typeof(Composition).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null)
            .Select(m => (m.GetCustomAttribute<FunctionAttribute>()!.Name, m.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()?.Route).FirstOrDefault(r => r is not null)))];
        Assert.Equal(Functions, found.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.All(found.Where(f => f.Route is not null && f.Name != "Web"), f => Assert.DoesNotMatch("^(api|console|portal|openapi)(/|$)", f.Route!));
        Assert.Equal(found.Count(f => f.Route is not null), found.Select(f => f.Route).OfType<string>().Distinct().Count());
        Assert.True(Directory.GetFiles(Path.Combine(Repository.Root, "functions"), "*.cs").Sum(f => File.ReadAllLines(f).Length) < 700);
    }

    [Fact]
    public async Task A_webhook_is_durable_before_it_is_acknowledged_then_applied_and_its_account_woken()
    {
        using Host host = await Host.NewAsync(trusted: true);
        Assert.Equal(204, (await host.CallAsync("POST", "/webhooks/test/uk", "paid", h => host.Get<Webhooks>().Accounting(h.Request, host.Durable))).Status);
        Assert.Equal(1, host.Hints);
        Assert.Equal(1, (await host.World.Stores.Inbox.CountAsync(default))[InboxState.Pending]);
        await host.Get<ProcessInbox>().Run("inbox", host.Durable, default);
        Assert.Equal([AccountId.Of("uk", "C-1").Value], host.Durable.Started);
        Assert.Equal(401, (await host.CallAsync("POST", "/webhooks/test/uk", "forged", h => host.Get<Webhooks>().Accounting(h.Request, host.Durable))).Status);
        Assert.Equal(1, host.Hints);
        foreach ((string path, Func<HttpContext, Task<IResult>> call) in new (string, Func<HttpContext, Task<IResult>>)[]
        {
            ("sendgrid-events", h => host.Get<Webhooks>().EmailEvents(h.Request, host.Durable)), ("sendgrid-inbound", h => host.Get<Webhooks>().InboundEmail(h.Request, host.Durable)),
            ("twilio-status", h => host.Get<Webhooks>().SmsEvents(h.Request, host.Durable)), ("twilio-inbound", h => host.Get<Webhooks>().InboundSms(h.Request, host.Durable)),
        })
            Assert.Equal(404, (await host.CallAsync("POST", "/webhooks/" + path, "x", call)).Status); // no such source is registered here: the intake itself answered
    }

    [Fact]
    public async Task Pages_api_and_its_description_are_served_by_the_inner_pipeline_whatever_the_outer_route_was()
    {
        using Host host = await Host.NewAsync(trusted: true);
        Task<(int Status, string Body)> Get(string path) => host.CallAsync("GET", path, "", h => host.Get<FunctionsWeb>().Run(h.Request, host.Durable));
        Assert.Equal(303, (await Get("/console")).Status);
        Assert.Contains("Sign in", (await Get("/console/sign-in")).Body);
        Assert.Contains("openapi", (await Get("/openapi/v1.json")).Body);
        Assert.Equal(401, (await Get("/api/v1/ledgers")).Status);
        Assert.Equal(200, (await host.CallAsync("GET", "/health", "", h => host.Get<Health>().Run(h.Request, default))).Status);
        await host.Get<Watch>().Run(new(), default);
        await host.Get<Sweep>().Run(new(), host.Durable, default);
    }

    [Fact]
    public async Task Staff_escalate_run_and_sign_in_by_what_the_platform_vouches_for()
    {
        using Host host = await Host.NewAsync(trusted: true);
        string id = AccountId.Of("uk", "C-1").Value;
        Task<(int Status, string Body)> Escalate(string? principal, string body) =>
            host.CallAsync("POST", "/", body, h => host.Get<Staff>().Escalate(h.Request, id, host.Durable, default), principal);

        Assert.Equal(401, (await Escalate(null, "{\"reason\":\"big\"}")).Status);
        Assert.Equal(403, (await Escalate(Principal("collections.viewer"), "{\"reason\":\"big\"}")).Status);
        Assert.Equal(400, (await Escalate(Principal("collections.controller"), "{}")).Status);
        (int status, string body) = await Escalate(Principal("collections.controller"), "{\"reason\":\"big\"}");
        Assert.True(status is 200 or 422, body);
        Assert.Equal([id], host.Durable.Started);
        Assert.Equal(202, (await host.CallAsync("POST", "/", "", h => host.Get<Staff>().RunNow(h.Request, "uk", host.Durable, default), Principal("collections.approver"))).Status);
        Assert.Equal(404, (await host.CallAsync("POST", "/", "", h => host.Get<Staff>().RunNow(h.Request, "no", host.Durable, default), Principal("collections.approver"))).Status);
        Assert.Equal(302, (await host.CallAsync("GET", "/", "", h => host.Get<Staff>().SignInAsync(h.Request, default), Principal("collections.admin"))).Status);
        Assert.Equal(Role.Admin, (await host.Get<IAccessStore>().PersonAsync("ada@example.com", default))!.Role);
    }

    [Fact]
    public void A_principal_that_is_missing_malformed_or_not_vouched_for_is_nobody()
    {
        string good = Principal("collections.controller");
        Assert.Equal(("ada@example.com", Role.Controller), Of(new(true), good) is { } p ? (p.Name, p.Role) : default);
        Assert.Null(Of(new(false), good));
        string[] bad =
        [
            "", "x", "e30=", good[..^4], Encode("[]"), Encode("null"), Encode("{\"auth_typ\":\"aad\"}"), Encode("{\"auth_typ\":\"\",\"claims\":[]}"), Principal("admin"), Principal("collections.orders"),
            Encode("{\"auth_typ\":\"aad\",\"name_typ\":\"n\",\"role_typ\":\"r\",\"claims\":[{\"typ\":\"r\",\"val\":\"collections.admin\"}]}"),
            Encode("{\"auth_typ\":\"aad\",\"name_typ\":\"n\",\"role_typ\":\"r\",\"claims\":[{\"typ\":\"n\",\"val\":\"a\"},{\"typ\":\"n\",\"val\":\"b\"},{\"typ\":\"r\",\"val\":\"collections.admin\"}]}"),
            Encode("{\"auth_typ\":\"aad\",\"name_typ\":\"n\",\"role_typ\":\"r\",\"claims\":[{\"typ\":\"n\",\"val\":\"\\ud800\"},{\"typ\":\"r\",\"val\":\"collections.admin\"}]}"), new('A', 20_000),
        ];
        Assert.All(bad, b => Assert.Null(Of(new(true), b)));

        static StaffPerson? Of(StaffIdentity identity, string header)
        {
            DefaultHttpContext http = new();
            http.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = header;
            return identity.Of(http.Request);
        }
    }

    [Fact]
    public async Task The_program_itself_refuses_to_start_without_settings()
    {
        MethodInfo main = typeof(Composition).Assembly.EntryPoint!;
        Exception refused = (await Record.ExceptionAsync(async () => { if (main.Invoke(null, [Array.Empty<string>()]) is Task run) await run; }))!;
        Assert.IsType<HostSettingsException>(refused is TargetInvocationException { InnerException: { } inner } ? inner : refused);
    }

    static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    static string Principal(string role) => Encode("{\"auth_typ\":\"aad\",\"name_typ\":\"n\",\"role_typ\":\"r\",\"claims\":[{\"typ\":\"n\",\"val\":\"ada@example.com\"},{\"typ\":\"r\",\"val\":\"" + role + "\"}]}");
}

/// <summary>The host's own services over stores in memory, with a source that takes "paid" for a payment.</summary>
internal sealed class Host : IDisposable, IInboundSource, IHintInbox, IRepairIndexes
{
    readonly WebApplication app;

    Host(LivedWorld world, bool trusted)
    {
        World = world;
        Durable = new(world.Clock, new(1, false), _ => Task.FromResult<DateTime?>(null));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<TimeProvider>(world.Clock).AddSingleton<IInboundSource>(this).AddSingleton<IHintInbox>(this).AddSingleton<IRepairIndexes>(this)
            .AddSingleton<ISendMessages>(world.Provider).AddSingleton<IAccessStore>(new InMemoryAccess()).AddSingleton<IPortalStore>(new InMemoryPortal());
        Dictionary<string, string?> settings = trusted ? new() { ["Collections:StaffSignIn"] = "AppService", ["WEBSITE_AUTH_ENABLED"] = "True" } : [];
        Composition.AddEngine(builder.Services, world.Stores, world.Policies, HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        foreach (Type function in new[] { typeof(Webhooks), typeof(FunctionsWeb), typeof(ProcessInbox), typeof(Sweep), typeof(Watch), typeof(Staff), typeof(Health), typeof(AdvanceAccount) }) builder.Services.AddSingleton(function);
        app = builder.Build();
    }

    public LivedWorld World { get; }
    public FakeDurable Durable { get; }
    public int Hints { get; private set; }

    public static async Task<Host> NewAsync(bool trusted) => new(await new LivedWorld(1).OpenAsync(1), trusted);

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async Task<(int Status, string Body)> CallAsync(string method, string path, string body, Func<HttpContext, Task<IResult>> call, string? principal = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using MemoryStream answer = new();
        DefaultHttpContext http = new() { RequestServices = app.Services };
        (http.Request.Method, http.Request.Path, http.Request.Scheme, http.Request.Host) = (method, path, "https", new("collections.example.com"));
        (http.Request.Body, http.Request.ContentLength, http.Request.ContentType) = (new MemoryStream(bytes), bytes.Length, "application/json");
        http.Request.RouteValues["area"] = "what the outer host matched";
        if (principal is not null) http.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = principal;
        http.Response.Body = answer;
        await (await call(http)).ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    public string Name => "test";
    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => Encoding.UTF8.GetString(request.Body.Span) == "forged" ? SignatureCheck.Forged : SignatureCheck.Genuine;
    public InboundReading Read(InboundRequest request) =>
        new([new("e1", new Fact.PaymentSeen("C-1", new() { Id = "P1", Amount = Money.Exact(5m, Currency.Of("GBP")), ValueDate = new(2026, 3, 1), Allocations = [] }))], []);

    public Task HintAsync(CancellationToken cancel)
    {
        Hints++;
        return Task.CompletedTask;
    }

    public Task RepairAsync(DateTimeOffset now, CancellationToken cancel) => Task.CompletedTask;
    public void Dispose() => ((IDisposable)app).Dispose();
}
