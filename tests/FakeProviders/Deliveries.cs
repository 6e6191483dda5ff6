namespace Collections.FakeProviders;

/// <summary>A webhook that waits to go out.</summary>
/// <param name="Url">Where to.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">Byte for byte.</param>
/// <param name="Headers">Signature and its kin.</param>
public sealed record Delivery(string Url, string ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>The webhooks of one provider, on their way to the product.</summary>
public sealed class Deliveries(Switches switches, TimeProvider clock) : IDisposable
{
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15) };
    readonly List<(DateTimeOffset At, Delivery What)> waiting = [];
    readonly Lock gate = new();

    internal void Add(Delivery delivery)
    {
        if (switches.Events == EventMode.Never) return;
        lock (gate)
            for (int times = switches.Events == EventMode.Twice ? 2 : 1; times > 0; times--)
                waiting.Add((clock.GetUtcNow().AddSeconds(switches.EventsLateSeconds), delivery));
    }

    /// <summary>Takes what is due, in the order of the switch.</summary>
    public IReadOnlyList<Delivery> Take()
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (gate)
        {
            List<Delivery> due = [.. waiting.Where(w => w.At <= now).Select(w => w.What)];
            waiting.RemoveAll(w => w.At <= now);
            if (switches.Events == EventMode.OutOfOrder) due.Reverse();
            return due;
        }
    }

    /// <summary>Posts what is due; answers how many were taken with 2xx. A webhook that is refused comes again.</summary>
    public async Task<int> DeliverAsync(CancellationToken cancel)
    {
        int taken = 0;
        foreach (Delivery delivery in Take())
        {
            using HttpRequestMessage request = new(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(delivery.Body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", delivery.ContentType);
            foreach ((string name, string value) in delivery.Headers) request.Headers.TryAddWithoutValidation(name, value);
            bool ok = false;
            try
            {
                using HttpResponseMessage answer = await http.SendAsync(request, cancel);
                ok = answer.IsSuccessStatusCode;
            }
            catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                // The product is down, or too slow while it starts: the provider tries again.
            }
            if (ok) taken++;
            else lock (gate) waiting.Add((clock.GetUtcNow().AddSeconds(5), delivery));
        }
        return taken;
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
