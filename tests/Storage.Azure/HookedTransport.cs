using Azure.Core;
using Azure.Core.Pipeline;

namespace Collections.Storage.Azure;

/// <summary>Calls out before each request; what it throws is a broken line.</summary>
sealed class HookedTransport(Func<HookedTransport.Call, Task> before) : HttpPipelineTransport
{
    readonly HttpClientTransport inner = new();
    int writes;

    /// <param name="Write">Counts writes from 1; zero for a read.</param>
    /// <param name="Body">Of a write.</param>
    public sealed record Call(int Write, string Body)
    {
        /// <summary>True for the entity-group transaction that is an account's commit.</summary>
        public bool IsCommit => Body.Contains("accounts(", StringComparison.Ordinal) || Body.Contains("accounts HTTP", StringComparison.Ordinal);
    }

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => inner.Process(message);

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        bool isRead = message.Request.Method == RequestMethod.Get;
        await before(new(isRead ? 0 : Interlocked.Increment(ref writes), isRead ? "" : await TextAsync(message.Request)));
        await Pace.TurnAsync();
        await inner.ProcessAsync(message);
    }

    static async Task<string> TextAsync(Request request)
    {
        using MemoryStream body = new();
        if (request.Content is { } content) await content.WriteToAsync(body, CancellationToken.None);
        return request.Uri + "\n" + System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
