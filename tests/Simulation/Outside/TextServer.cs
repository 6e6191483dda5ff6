using System.Globalization;
using System.Net;
using System.Text;
using Collections.Domain;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Outside;

/// <summary>The SMS provider: takes texts, lists what it took (late, at times), refuses numbers that texted STOP, and hands on what customers text.</summary>
internal sealed class TextServer(World world) : IProviderServer
{
    public const string OurNumber = "+447700900001";

    sealed record Text(string Sid, string From, string To, string Body, DateTimeOffset At, DateTimeOffset ListedFrom, bool IsInbound)
    {
        public string Status { get; set; } = "sent";
        public int? Code { get; set; }
    }

    readonly List<Text> texts = [];
    readonly HashSet<string> stopped = new(StringComparer.Ordinal);

    public Channel Channel => Channel.Sms;

    public CalledMessage? MessageOf(HttpRequestMessage request, byte[] body)
    {
        if (request.Method != HttpMethod.Post) return null;
        Dictionary<string, string> form = Form(Encoding.UTF8.GetString(body)), ours = Form(new Uri(form["StatusCallback"]).Query.TrimStart('?'));
        return new(ours["message"], int.Parse(ours["attempt"], CultureInfo.InvariantCulture), new(ours["account"]), form["To"]);
    }

    public HttpResponseMessage Take(CalledMessage called, byte[] body)
    {
        if (stopped.Contains(called.Address)) return Error(21610);
        Dictionary<string, string> form = Form(Encoding.UTF8.GetString(body));
        TimeSpan lag = world.Weather.Happens(0.3, "provider search lags") ? TimeSpan.FromSeconds(60 + world.Random.Next(540)) : TimeSpan.Zero;
        Text text = new(Sid(), OurNumber, called.Address, form["Body"], world.Now, world.Now + lag, false);
        texts.Add(text);
        world.See(new Taken(world.Now, called.Id, called.Attempt, text.Sid));
        string callback = form["StatusCallback"];
        world.Loop.After(TimeSpan.FromSeconds(1 + world.Random.Next(20)), () => Status(text, callback, "sent", null));
        int? failed = world.Weather.Chance(0.02) ? 30005 : null;
        world.Loop.After(TimeSpan.FromSeconds(5 + world.Random.Next(60)), () => Status(text, callback, failed is null ? "delivered" : "undelivered", failed));
        return new(HttpStatusCode.Created) { Content = new StringContent($"{{\"sid\":\"{text.Sid}\"}}") };
    }

    public HttpResponseMessage Refuse(Random random) => Error(random.Next(2) == 0 ? 21211 : 20429);

    /// <summary>A customer texts us.</summary>
    public void Receive(string from, string words)
    {
        Text text = new(Sid(), from, OurNumber, words, world.Now, world.Now, true);
        texts.Add(text);
        string first = words.Trim().ToUpperInvariant();
        if (first == "STOP") stopped.Add(from);
        if (first == "START") stopped.Remove(from);
        if (first is "STOP" or "START") world.Words[from] = first == "STOP";
        string form = $"MessageSid={text.Sid}&From={Uri.EscapeDataString(from)}&To={Uri.EscapeDataString(OurNumber)}&Body={Uri.EscapeDataString(words)}";
        world.Webhooks.Send(new("twilio-inbound", "", "https://collections.example.com/webhooks/twilio-inbound", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(form)));
        world.Webhooks.Poll(TimeSpan.FromMinutes(15));
    }

    public HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        if (world.Weather.Happens(0.05, "provider search down")) return new(HttpStatusCode.InternalServerError);
        Dictionary<string, string> query = Form(request.RequestUri!.Query.TrimStart('?'));
        DateTimeOffset since = query.TryGetValue("DateSent>", out string? day) ? DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : default;
        IEnumerable<string> rows = Enumerable.Reverse(texts).Where(t => t.To == query["To"] && t.At >= since && t.ListedFrom <= world.Now).Select(Row);
        return new(HttpStatusCode.OK) { Content = new StringContent("{\"messages\":[" + string.Join(",", rows) + "],\"next_page_uri\":null}") };
    }

    static string Row(Text text)
    {
        string at = text.At.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
        string code = text.Code is { } known ? known.ToString(CultureInfo.InvariantCulture) : "null";
        return $"{{\"sid\":\"{text.Sid}\",\"direction\":\"{(text.IsInbound ? "inbound" : "outbound-api")}\",\"from\":\"{text.From}\",\"to\":\"{text.To}\",\"status\":\"{text.Status}\",\"error_code\":{code},"
            + $"\"date_created\":\"{at}\",\"date_sent\":\"{at}\",\"body\":{System.Text.Json.JsonSerializer.Serialize(text.Body)}}}";
    }

    void Status(Text text, string callback, string status, int? code)
    {
        (text.Status, text.Code) = (status, code);
        string form = $"MessageSid={text.Sid}&MessageStatus={status}&To={Uri.EscapeDataString(text.To)}" + (code is { } known ? $"&ErrorCode={known}" : "");
        world.Webhooks.Send(new("twilio-status", "", callback, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(form)));
    }

    string Sid() => "SM" + (texts.Count + 1).ToString("x32", CultureInfo.InvariantCulture);

    static HttpResponseMessage Error(int code) => new(HttpStatusCode.BadRequest) { Content = new StringContent($"{{\"code\":{code}}}") };

    static Dictionary<string, string> Form(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
        .ToDictionary(p => Uri.UnescapeDataString(p[0].Replace('+', ' ')), p => Uri.UnescapeDataString(p[1].Replace('+', ' ')), StringComparer.Ordinal);
}
