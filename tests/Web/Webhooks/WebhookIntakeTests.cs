using System.Net;
using System.Text;
using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Tests;

public sealed class WebhookIntakeTests
{
    /// <summary>A source whose signature is a fixed word; what it was asked stays for the test to see.</summary>
    sealed class Doorbell : IInboundSource
    {
        public List<string> Read { get; } = [];
        public string Name => "doorbell";
        public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => request.Header("X-Doorbell-Signature") switch { "genuine" => SignatureCheck.Genuine, "old" => SignatureCheck.Stale, _ => SignatureCheck.Forged };

        InboundReading IInboundSource.Read(InboundRequest request)
        {
            Read.Add(Encoding.UTF8.GetString(request.Body.Span));
            return new([], [], request.Body.Length == 4 ? "<Response/>" : null);
        }
    }

    static async Task<(WebHost Host, Doorbell Source)> StartAsync()
    {
        Doorbell source = new();
        World world = new();
        await world.Stores.Ledgers.SaveAsync(Some.Ledger, World.Now, "Ada", default);
        return (await WebHost.StartAsync(world, services => services.AddSingleton<IInboundSource>(source)), source);
    }

    static Task<HttpResponseMessage> RingAsync(WebHost host, string path, string signature, byte[] body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (signature.Length > 0) request.Headers.Add("X-Doorbell-Signature", signature);
        return host.Anonymous().SendAsync(request);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old")]
    [InlineData("made up")]
    public async Task A_forged_webhook_gets_401_without_a_body_is_not_read_and_not_kept(string signature)
    {
        (WebHost host, Doorbell source) = await StartAsync();
        await using WebHost _ = host;
        HttpResponseMessage answer = await RingAsync(host, "/webhooks/doorbell/uk", signature, "CANARY"u8.ToArray());
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Empty(source.Read);
        Assert.Empty(await host.World.Stores.Inbox.ListAsync(InboxState.Pending, 10, default));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("CANARY"));
    }

    [Fact]
    public async Task A_genuine_webhook_is_kept_byte_for_byte_once_before_it_is_acknowledged()
    {
        (WebHost host, Doorbell _) = await StartAsync();
        await using WebHost __ = host;
        byte[] body = [0xEF, 0xBB, 0xBF, (byte)'{', 0xFF, 0x00, (byte)'\r', (byte)'\n'];
        for (int i = 0; i < 1_000; i++) Assert.Equal(HttpStatusCode.NoContent, (await RingAsync(host, "/webhooks/doorbell/uk", "genuine", body)).StatusCode);
        InboxEvent kept = Assert.Single(await host.World.Stores.Inbox.ListAsync(InboxState.Pending, 10, default));
        Assert.Equal(body, kept.Body);
        Assert.Equal(("doorbell", "uk", host.World.Clock.Now), (kept.Source, kept.LedgerId, kept.ReceivedAt));
    }

    [Fact]
    public async Task A_source_that_asks_for_words_gets_them_and_the_same_body_for_another_ledger_is_another_event()
    {
        (WebHost host, Doorbell _) = await StartAsync();
        await using WebHost __ = host;
        HttpResponseMessage answer = await RingAsync(host, "/webhooks/doorbell", "genuine", "ring"u8.ToArray());
        Assert.Equal(("<Response/>", "text/xml"), (await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType!.MediaType));
        await RingAsync(host, "/webhooks/doorbell/uk", "genuine", "ring"u8.ToArray());
        Assert.Equal(2, (await host.World.Stores.Inbox.ListAsync(InboxState.Pending, 10, default)).Count);
    }

    [Theory]
    [InlineData("/webhooks/nobody", 10, 404)]
    [InlineData("/webhooks/doorbell/nowhere", 10, 404)]
    [InlineData("/webhooks/doorbell/uk", StoreLimits.BodyBytes, 204)]
    [InlineData("/webhooks/doorbell/uk", StoreLimits.BodyBytes + 1, 413)]
    public async Task What_nobody_waits_for_or_nobody_could_keep_is_not_taken(string path, int bytes, int status)
    {
        (WebHost host, Doorbell _) = await StartAsync();
        await using WebHost __ = host;
        Assert.Equal(status, (int)(await RingAsync(host, path, "genuine", new byte[bytes])).StatusCode);
    }
}
