using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Collections.Storage.Azure;

/// <summary>What goes wrong on the way to the storage service.</summary>
enum Fault
{
    None,
    /// <summary>The request never arrives.</summary>
    DropBefore,
    /// <summary>It is done, and the answer is lost.</summary>
    DropAfter,
    /// <summary>429, nothing done.</summary>
    Throttle,
    /// <summary>503, nothing done.</summary>
    Busy,
    /// <summary>500, although it is done.</summary>
    FailAfter,
    /// <summary>The answer is slow.</summary>
    Delay,
    /// <summary>Half an answer.</summary>
    Cut,
    /// <summary>It arrives twice; the second answer comes back.</summary>
    Duplicate,
    /// <summary>The caller is cut off at once, and the request arrives later.</summary>
    Late,
}

/// <summary>A reverse proxy in front of the emulator that breaks what it is told to.</summary>
sealed class FaultProxy : IDisposable
{
    readonly HttpListener listener = new();
    readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    readonly Uri target;
    readonly Func<HttpListenerRequest, Fault> choose;
    readonly ConcurrentDictionary<Fault, int> injected = new();

    public FaultProxy(Uri target, Func<HttpListenerRequest, Fault> choose)
    {
        (this.target, this.choose) = (target, choose);
        int port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        Endpoint = new UriBuilder(target) { Port = port }.Uri;
        _ = ServeAsync();
    }

    /// <summary>A proxy whose faults come at random from a seed.</summary>
    public static FaultProxy Random(Uri target, int seed, double share)
    {
        Random random = new(seed);
        Fault[] faults = [.. Enum.GetValues<Fault>().Where(f => f != Fault.None)];
        return new(target, _ =>
        {
            lock (random) return random.NextDouble() < share ? faults[random.Next(faults.Length)] : Fault.None;
        });
    }

    public Uri Endpoint { get; }
    public IReadOnlyDictionary<Fault, int> Injected => injected.Where(f => f.Key != Fault.None).OrderBy(f => f.Key).ToDictionary();
    public int Requests => injected.Values.Sum();

    static int FreePort()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    async Task ServeAsync()
    {
        while (listener.IsListening)
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                _ = HandleAsync(context);
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
    }

    async Task HandleAsync(HttpListenerContext context)
    {
        try
        {
            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            Fault fault = choose(context.Request);
            injected.AddOrUpdate(fault, 1, (_, n) => n + 1);
            await BreakAsync(context, body.ToArray(), fault);
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException or HttpRequestException or TaskCanceledException or InvalidOperationException)
        {
            context.Response.Abort();
        }
    }

    async Task BreakAsync(HttpListenerContext context, byte[] body, Fault fault)
    {
        switch (fault)
        {
            case Fault.DropBefore:
                context.Response.Abort();
                return;
            case Fault.Throttle:
                Answer(context, 429);
                return;
            case Fault.Busy:
                Answer(context, 503);
                return;
            case Fault.Late:
                context.Response.Abort();
                await Task.Delay(30); // the fault itself
                using (await ForwardAsync(context.Request, body)) return;
            case Fault.Delay:
                await Task.Delay(100); // the fault itself
                break;
            case Fault.Duplicate:
                using (await ForwardAsync(context.Request, body)) break;
        }
        using HttpResponseMessage answer = await ForwardAsync(context.Request, body);
        if (fault == Fault.DropAfter) context.Response.Abort();
        else if (fault == Fault.FailAfter) Answer(context, 500);
        else await PassAsync(context.Response, answer, fault == Fault.Cut);
    }

    async Task<HttpResponseMessage> ForwardAsync(HttpListenerRequest request, byte[] body)
    {
        using HttpRequestMessage forward = new(new(request.HttpMethod), new Uri(target.GetLeftPart(UriPartial.Authority) + request.RawUrl));
        if (body.Length > 0) forward.Content = new ByteArrayContent(body);
        foreach (string name in request.Headers.AllKeys.OfType<string>())
        {
            if (name is "Host" or "Content-Length" or "Connection" or "Transfer-Encoding" or "Expect") continue;
            if (!forward.Headers.TryAddWithoutValidation(name, request.Headers[name])) forward.Content?.Headers.TryAddWithoutValidation(name, request.Headers[name]);
        }
        HttpResponseMessage answer = await client.SendAsync(forward);
        await answer.Content.LoadIntoBufferAsync();
        return answer;
    }

    static void Answer(HttpListenerContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Close();
    }

    static async Task PassAsync(HttpListenerResponse response, HttpResponseMessage answer, bool cut)
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
            if (name is not ("Transfer-Encoding" or "Content-Length" or "Connection" or "Keep-Alive")) response.Headers[name] = string.Join(',', values);
        response.ContentLength64 = body.Length;
        if (cut)
        {
            await response.OutputStream.WriteAsync(body.AsMemory(0, body.Length / 2));
            response.Abort();
            return;
        }
        await response.OutputStream.WriteAsync(body);
        response.Close();
    }

    public void Dispose()
    {
        listener.Close();
        client.Dispose();
    }
}
