using System.Net;
using Collections.Simulation.Running;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Outside;

/// <summary>From one life of a host to the providers: what the shipped channels send through HTTP arrives here, and may be lost on either way.</summary>
internal sealed class ProviderLine(World world, Incarnation host) : HttpMessageHandler
{
    // The channels read the body before the first await, so the request is whole when it is posted.
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content?.ReadAsByteArrayAsync(CancellationToken.None).Result ?? [];
        IProviderServer server = request.RequestUri!.Host.Contains("sendgrid", StringComparison.Ordinal) ? world.Mail : world.Texts;
        CalledMessage? called = server.MessageOf(request, body);
        if (called is null) return AskAsync(() => server.Answer(request, body));
        world.See(new Called(world.Now, world.NameOf(host), server.Channel, called));
        if (world.Crash(host, CrashPoint.C5)) return new TaskCompletionSource<HttpResponseMessage>().Task; // half a request is no request
        world.Crash(host, CrashPoint.C6);
        return SendAsync(server, called, body);
    }

    Task<HttpResponseMessage> AskAsync(Func<HttpResponseMessage> answer)
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        world.Loop.After(world.Weather.Way(), () =>
        {
            if (host.IsDead) return;
            if (world.Weather.Happens(0.02, "provider read 5xx")) reply.SetResult(new(HttpStatusCode.ServiceUnavailable));
            else if (world.Weather.Happens(0.02, "provider read lost")) reply.SetException(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));
            else reply.SetResult(answer());
        });
        return reply.Task;
    }

    Task<HttpResponseMessage> SendAsync(IProviderServer server, CalledMessage called, byte[] body)
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        world.Loop.After(world.Weather.Way(), () =>
        {
            double luck = world.Weather.IsCalm ? 1 : world.Random.NextDouble();
            if (luck < 0.03) Reply(reply, Refusal(server, luck));
            else if (luck < 0.10) Unclear(reply, () => server.Take(called, body));
            else if (luck < 0.103) Fail(reply, "provider no connection", new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
            else Reply(reply, server.Take(called, body));
        });
        return reply.Task;
    }

    HttpResponseMessage Refusal(IProviderServer server, double luck)
    {
        world.Tally.Fault(luck < 0.015 ? "provider 429" : "provider 4xx");
        return luck < 0.015 ? new(HttpStatusCode.TooManyRequests) : server.Refuse(world.Random);
    }

    // Five ways not to know: taken or not, with an error, with silence, or with a line that breaks.
    void Unclear(TaskCompletionSource<HttpResponseMessage> reply, Action take)
    {
        bool taken = world.Random.Next(2) == 0;
        string after = taken ? "after accepting" : "before accepting";
        if (taken) take();
        switch (world.Random.Next(3))
        {
            case 0: world.Tally.Fault($"provider 5xx {after}"); Reply(reply, new(HttpStatusCode.BadGateway)); break;
            case 1: Fail(reply, $"provider reset {after}", new HttpRequestException(HttpRequestError.ResponseEnded, "reset")); break;
            default:
                world.Tally.Fault($"provider timeout {after}");
                world.Loop.After(TimeSpan.FromSeconds(30), () => reply.TrySetException(new TaskCanceledException("no answer in time")));
                break;
        }
    }

    void Reply(TaskCompletionSource<HttpResponseMessage> reply, HttpResponseMessage answer) => world.Loop.After(world.Weather.Way(), () => reply.SetResult(answer));

    void Fail(TaskCompletionSource<HttpResponseMessage> reply, string kind, Exception broken)
    {
        world.Tally.Fault(kind);
        world.Loop.After(world.Weather.Way(), () => reply.SetException(broken));
    }
}

/// <summary>A provider in the world: what it takes, what it answers when asked, and the events that follow.</summary>
internal interface IProviderServer
{
    Domain.Channel Channel { get; }

    /// <summary>What a request sends; null when it only asks.</summary>
    CalledMessage? MessageOf(HttpRequestMessage request, byte[] body);

    /// <summary>Takes a message, or refuses it by what the provider itself knows.</summary>
    HttpResponseMessage Take(CalledMessage called, byte[] body);

    /// <summary>A definite no.</summary>
    HttpResponseMessage Refuse(Random random);

    HttpResponseMessage Answer(HttpRequestMessage request, byte[] body);
}
