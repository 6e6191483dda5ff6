using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Outside;

/// <summary>The email provider: takes letters, tells what became of them by webhook, and keeps the lists of those who no longer want or get any.</summary>
internal sealed class MailServer(World world) : IProviderServer
{
    readonly Dictionary<string, List<(string Email, long Created)>> lists = new(StringComparer.Ordinal);
    int taken, events;

    public Channel Channel => Channel.Email;

    public CalledMessage? MessageOf(HttpRequestMessage request, byte[] body)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/mail/send", StringComparison.Ordinal)) return null;
        using JsonDocument mail = JsonDocument.Parse(body);
        JsonElement to = mail.RootElement.GetProperty("personalizations")[0];
        JsonElement ours = to.GetProperty("custom_args");
        return new(ours.GetProperty("collections_message").GetString()!, int.Parse(ours.GetProperty("collections_attempt").GetString()!, CultureInfo.InvariantCulture),
            new(ours.GetProperty("collections_account").GetString()!), to.GetProperty("to")[0].GetProperty("email").GetString()!);
    }

    public HttpResponseMessage Take(CalledMessage called, byte[] body)
    {
        string id = "mail-" + (++taken).ToString(CultureInfo.InvariantCulture);
        world.See(new Taken(world.Now, called.Id, called.Attempt, id));
        Tell(called, id, "processed", TimeSpan.FromSeconds(1 + world.Random.Next(30)));
        Deliver(called, id);
        HttpResponseMessage answer = new(HttpStatusCode.Accepted);
        answer.Headers.Add("X-Message-Id", id);
        return answer;
    }

    void Deliver(CalledMessage called, string id)
    {
        TimeSpan soon = TimeSpan.FromSeconds(5 + world.Random.Next(120));
        if (IsOn("unsubscribes", called.Address) || IsOn("spam_reports", called.Address)) Tell(called, id, "dropped", soon, ",\"reason\":\"Unsubscribed Address\"");
        else if (world.Weather.Chance(0.02))
        {
            TimeSpan later = TimeSpan.FromMinutes(world.Random.Next(5 * 24 * 60));
            List("bounces", called.Address, later);
            Tell(called, id, "bounce", later, ",\"type\":\"bounce\",\"status\":\"5.1.1\"");
        }
        else if (world.Weather.Chance(0.02)) Tell(called, id, "bounce", soon, ",\"type\":\"blocked\",\"status\":\"5.7.1\"");
        else Tell(called, id, "delivered", soon);
    }

    /// <summary>The recipient clicks the provider's unsubscribe link.</summary>
    public void Unsubscribe(string address)
    {
        world.Words[address] = true;
        List("unsubscribes", address, TimeSpan.Zero);
        Send(address, "unsubscribe", "");
        world.Webhooks.Poll(TimeSpan.FromMinutes(60));
    }

    public HttpResponseMessage Refuse(Random random) => new(HttpStatusCode.BadRequest)
    {
        Content = new StringContent(random.Next(2) == 0 ? "{\"errors\":[{\"field\":\"personalizations.0.to.0.email\"}]}" : "{\"errors\":[{\"field\":\"from\"}]}"),
    };

    // Only the lists of suppressions are read.
    public HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        string list = request.RequestUri!.AbsolutePath.Split('/')[^1];
        Dictionary<string, string> query = request.RequestUri.Query.TrimStart('?').Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        long from = long.Parse(query["start_time"], CultureInfo.InvariantCulture), until = long.Parse(query["end_time"], CultureInfo.InvariantCulture), now = world.Now.ToUnixTimeSeconds();
        IEnumerable<string> rows = (lists.GetValueOrDefault(list) ?? []).Where(e => e.Created >= from && e.Created <= until && e.Created <= now)
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{{\"created\":{e.Created},\"email\":\"{e.Email}\",\"status\":\"5.1.1\"}}"));
        return new(HttpStatusCode.OK) { Content = new StringContent("[" + string.Join(",", rows) + "]") };
    }

    void List(string list, string address, TimeSpan wait)
    {
        if (!lists.TryGetValue(list, out List<(string, long)>? known)) lists[list] = known = [];
        known.Add((address, (world.Now + wait).ToUnixTimeSeconds()));
    }

    bool IsOn(string list, string address) => lists.GetValueOrDefault(list)?.Any(e => e.Email == address) ?? false;

    void Tell(CalledMessage called, string id, string what, TimeSpan wait, string more = "") => world.Loop.After(wait, () => Send(called.Address, what,
        $"{more},\"sg_message_id\":\"{id}.filter\",\"collections_message\":\"{called.Id}\",\"collections_account\":\"{called.Account.Value}\",\"collections_attempt\":\"{called.Attempt}\""));

    void Send(string address, string what, string more)
    {
        string body = string.Create(CultureInfo.InvariantCulture,
            $"[{{\"email\":\"{address}\",\"timestamp\":{world.Now.ToUnixTimeSeconds()},\"event\":\"{what}\",\"sg_event_id\":\"ev-{++events}\"{more}}}]");
        world.Webhooks.Send(new("sendgrid-events", "", "https://collections.example.com/webhooks/sendgrid-events", "application/json", Encoding.UTF8.GetBytes(body)));
    }
}
