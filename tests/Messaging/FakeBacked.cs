using Collections.Domain;
using Collections.Engine;
using Collections.FakeProviders;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Policies.Contacting;

namespace Collections.Messaging.Tests;

/// <summary>Both providers' fakes on a free port, and the product's channels pointed at them; every call is kept for the check against the OpenAPI documents.</summary>
internal sealed class FakeBacked : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly List<ProviderCall> calls = [];

    readonly TimeSpan timeout;

    FakeBacked(HandClock clock, TimeSpan timeout) => (Clock, this.timeout) = (clock, timeout);

    public HandClock Clock { get; }
    public FakeServer Server { get; private set; } = null!;
    public Recorder Recorder { get; } = new();
    public SendGridOptions SendGrid { get; private set; } = null!;
    public TwilioOptions Twilio { get; private set; } = null!;
    public string Journals => folder.Path;

    public SendGridChannel Email => new(EmailApi(), SendGrid);
    public SendGridRecall EmailRecall => new(EmailApi(), SendGrid);
    public SendGridSuppressions Suppressions => new(EmailApi());
    public TwilioChannel Sms => new(SmsApi(), Twilio);
    public TwilioRecall SmsRecall => new(SmsApi(), Twilio);
    public TwilioInboundPoll SmsPoll => new(SmsApi(), Twilio, SmsInbound);
    public TwilioInbound SmsInbound => new(Twilio, ContactRuleFile.Own.Keywords);

    public static async Task<FakeBacked> StartAsync(bool service = false, bool sandbox = false, double timeoutSeconds = 60)
    {
        FakeBacked all = new(new HandClock(Some.Now), TimeSpan.FromSeconds(timeoutSeconds));
        all.Server = await FakeServer.StartAsync(new(0, all.folder.Path, Requests.Base, all.Clock), default);
        IReadOnlyDictionary<string, string> settings = all.Server.Settings();
        all.SendGrid = new()
        {
            ApiKey = settings["SendGrid:ApiKey"], BaseAddress = new(settings["SendGrid:BaseAddress"]), EventKeys = [settings["SendGrid:EventKeys:0"]],
            InboundKeys = [settings["SendGrid:InboundKeys:0"]], SandboxMode = sandbox,
        };
        all.Twilio = new()
        {
            AccountSid = settings["Twilio:AccountSid"], AuthTokens = [settings["Twilio:AuthTokens:0"]], BaseAddress = new(settings["Twilio:BaseAddress"]),
            PublicBaseUrl = settings["Twilio:PublicBaseUrl"], MessagingServiceSid = service ? settings["Twilio:MessagingServiceSid"] : null, InboundNumbers = ["+447700900000"],
        };
        return all;
    }

    /// <summary>Every webhook that is due, verified and read as the product does; a forged one fails the test.</summary>
    public List<InboundFact> Webhooks()
    {
        foreach (IFakeProvider provider in Server.All) provider.Release();
        IInboundSource[] sources = [new SendGridEvents(SendGrid), new SendGridInbound(SendGrid), new TwilioStatus(Twilio), SmsInbound];
        return [.. Server.All.SelectMany(p => p.Deliveries.Take()).SelectMany(d =>
        {
            IInboundSource source = sources.Single(s => new Uri(d.Url).AbsolutePath == "/webhooks/" + s.Name);
            InboundRequest request = new("", new Uri(d.Url), new Dictionary<string, string>(d.Headers) { ["Content-Type"] = d.ContentType }, d.Body, Clock.Now);
            Assert.Equal(SignatureCheck.Genuine, source.Verify(request, Clock.Now));
            InboundReading reading = source.Read(request);
            Assert.Empty(reading.Faults);
            return reading.Facts;
        })];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ProviderCall call in calls) call.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }

    SendGridApi EmailApi() => new(SendGrid, Call());

    TwilioApi SmsApi() => new(Twilio, Call());

    ProviderCall Call()
    {
        ProviderCall call = new(new Through(Recorder, ProviderCall.Handler()), Clock, timeout);
        calls.Add(call);
        return call;
    }

    sealed class Through(Recorder recorder, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancel);
            HttpResponseMessage answer = await base.SendAsync(request, cancel);
            await answer.Content.LoadIntoBufferAsync(cancel);
            recorder.Calls.Add(new(request.Method.Method, request.RequestUri!, request.Content?.Headers.ContentType?.MediaType, body, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel)));
            return answer;
        }
    }
}

/// <summary>The calls of a test.</summary>
internal sealed class Recorder
{
    public List<RecordedCall> Calls { get; } = [];
}

/// <summary>One call and its answer.</summary>
internal sealed record RecordedCall(string Method, Uri Url, string? MediaType, string Body, int Status, string Answer);
