using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

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

/// <summary>A reverse proxy in front of the emulator that breaks what it is told to. It speaks HTTP over bare sockets, because only so can it hang up in the middle of a word.</summary>
sealed class FaultProxy : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly Uri target;
    readonly Func<Fault> choose;
    readonly ConcurrentDictionary<Fault, int> injected = new();

    public FaultProxy(Uri target, Func<Fault> choose)
    {
        (this.target, this.choose) = (target, choose);
        listener.Start();
        Endpoint = new UriBuilder(target) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;
        _ = ServeAsync();
    }

    /// <summary>A proxy whose faults come at random from a seed.</summary>
    public static FaultProxy Random(Uri target, int seed, double share)
    {
        Random random = new(seed);
        Fault[] faults = [.. Enum.GetValues<Fault>().Where(f => f != Fault.None)];
        return new(target, () =>
        {
            lock (random) return random.NextDouble() < share ? faults[random.Next(faults.Length)] : Fault.None;
        });
    }

    public Uri Endpoint { get; }
    public IReadOnlyDictionary<Fault, int> Injected => injected.Where(f => f.Key != Fault.None).OrderBy(f => f.Key).ToDictionary();
    public int Requests => injected.Values.Sum();

    async Task ServeAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    async Task TalkAsync(TcpClient caller)
    {
        using TcpClient client = caller;
        client.LingerState = new(true, 0); // hanging up is a reset, not a polite end
        try
        {
            using NetworkStream stream = client.GetStream();
            while (await ReadAsync(stream) is { } request)
            {
                Fault fault = choose();
                injected.AddOrUpdate(fault, 1, (_, n) => n + 1);
                if (await AnswerAsync(request, fault) is not { } answer) return;
                await stream.WriteAsync(fault == Fault.Cut ? answer.AsMemory(0, answer.Length * 2 / 3) : answer);
                if (fault == Fault.Cut) return;
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // the caller hung up
        }
    }

    /// <summary>Null: the line is cut without an answer.</summary>
    async Task<byte[]?> AnswerAsync(byte[] request, Fault fault)
    {
        switch (fault)
        {
            case Fault.DropBefore:
                return null;
            case Fault.DropAfter:
                await ForwardAsync(request);
                return null;
            case Fault.Throttle:
                return Short("429 Too Many Requests");
            case Fault.Busy:
                return Short("503 Server Busy");
            case Fault.FailAfter:
                await ForwardAsync(request);
                return Short("500 Internal Server Error");
            case Fault.Late:
                _ = LaterAsync(request);
                return null;
            case Fault.Delay:
                await Task.Delay(100); // the fault itself
                break;
            case Fault.Duplicate:
                await ForwardAsync(request);
                break;
        }
        return await ForwardAsync(request);
    }

    async Task LaterAsync(byte[] request)
    {
        await Task.Delay(20); // the fault itself
        await ForwardAsync(request);
    }

    static byte[] Short(string status) => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");

    async Task<byte[]> ForwardAsync(byte[] request)
    {
        await Pace.TurnAsync();
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, target.Port);
        using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(request);
        return await ReadAsync(stream) ?? throw new IOException("the emulator gave no answer");
    }

    /// <summary>One whole HTTP message, head and body; null at the end of the line.</summary>
    static async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        using MemoryStream head = new(), all = new();
        byte[] one = new byte[1];
        while (!(head.Length >= 4 && head.GetBuffer().AsSpan(0, (int)head.Length).EndsWith("\r\n\r\n"u8)))
        {
            if (await stream.ReadAsync(one) == 0) return null;
            head.WriteByte(one[0]);
        }
        string text = Encoding.ASCII.GetString(head.ToArray());
        await all.WriteAsync(head.ToArray());
        if (Header(text, "Content-Length") is { } length) await CopyAsync(stream, all, int.Parse(length, CultureInfo.InvariantCulture));
        else if (Header(text, "Transfer-Encoding") is not null) await CopyChunksAsync(stream, all);
        return all.ToArray();
    }

    static async Task CopyAsync(NetworkStream from, MemoryStream to, int length)
    {
        byte[] body = new byte[length];
        await from.ReadExactlyAsync(body);
        await to.WriteAsync(body);
    }

    static async Task CopyChunksAsync(NetworkStream from, MemoryStream to)
    {
        for (int size = -1; size != 0;)
        {
            StringBuilder line = new();
            byte[] one = new byte[1];
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                await from.ReadExactlyAsync(one);
                line.Append((char)one[0]);
            }
            await to.WriteAsync(Encoding.ASCII.GetBytes(line.ToString()));
            size = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await CopyAsync(from, to, size + 2); // and the line's end
        }
    }

    static string? Header(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(name.Length + 1)..].Trim() : null;

    public void Dispose() => listener.Stop();
}
