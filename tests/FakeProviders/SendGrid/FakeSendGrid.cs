using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Collections.FakeProviders.SendGrid;

/// <summary>SendGrid's v3 API as its OpenAPI documents say: mail/send, mail/batch, scheduled sends, suppressions, the signed event webhook and inbound parse.</summary>
public sealed class FakeSendGrid : IFakeProvider
{
    const int MostCancels = 10;
    readonly FakeOptions options;
    readonly Journal journal;
    readonly Lock gate = new();
    readonly List<AcceptedMail> accepted = [];
    readonly List<AcceptedMail> scheduled = [];
    readonly Dictionary<string, string> cancels = [];
    readonly HashSet<string> batches = [];
    int counter;

    internal FakeSendGrid(FakeOptions options)
    {
        this.options = options;
        journal = new Journal(Path.Combine(options.Folder, "sendgrid.jsonl"));
        Deliveries = new Deliveries(Switches, options.Clock);
    }

    /// <inheritdoc />
    public string Name => "sendgrid";
    /// <inheritdoc />
    public Switches Switches { get; } = new();
    /// <inheritdoc />
    public Deliveries Deliveries { get; }
    /// <summary>Signs its webhooks.</summary>
    public EventSigner Signer { get; } = new();
    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<AcceptedMail> Accepted { get { lock (gate) return [.. accepted]; } }
    /// <summary>What really left: taken, not cancelled, its time come.</summary>
    public IReadOnlyList<AcceptedMail> Left { get { lock (gate) return [.. accepted.Except(scheduled).Where(m => !IsCancelled(m))]; } }
    /// <summary>Its suppression lists.</summary>
    public List<Suppression> Suppressions { get; } = [];
    /// <summary>The key it takes.</summary>
    public string ApiKey { get; } = "SG.fake-key-of-this-run";

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Settings(Uri address) => new Dictionary<string, string>
    {
        ["SendGrid:BaseAddress"] = new Uri(address, Name).AbsoluteUri, ["SendGrid:ApiKey"] = ApiKey,
        ["SendGrid:EventKeys:0"] = Signer.PublicKey, ["SendGrid:InboundKeys:0"] = Signer.PublicKey,
    };

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder v3 = routes.MapGroup("/v3");
        v3.AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers.Authorization == "Bearer " + ApiKey
            ? await next(context) : Error(401, "The provided authorization grant is invalid, expired, or revoked", null));
        v3.MapPost("/mail/send", (Delegate)SendAsync);
        v3.MapPost("/mail/batch", (Delegate)((HttpContext context) => Answering.PlayAsync(context, Switches, OpenBatch)));
        v3.MapPost("/user/scheduled_sends", (Delegate)(async (HttpContext context) =>
        {
            JsonElement body = await context.Request.ReadFromJsonAsync<JsonElement>();
            return await Answering.PlayAsync(context, Switches, () => Cancel(body.GetProperty("batch_id").GetString()!, body.GetProperty("status").GetString()!));
        }));
        v3.MapGet("/user/scheduled_sends/{batch}", (string batch) =>
        {
            lock (gate)
                return Switches.SearchDown ? Results.StatusCode(503) : Results.Json(cancels.Where(c => c.Key == batch).Select(c => new { batch_id = c.Key, status = c.Value }));
        });
        v3.MapGet("/suppression/{list}", (string list, long start_time, long end_time, int limit, int offset) => Switches.SearchDown ? Results.StatusCode(503)
            : Results.Json(Suppressions.Where(s => s.List == list && s.Created >= start_time && s.Created <= end_time).OrderByDescending(s => s.Created)
                .Skip(offset).Take(limit).Select(s => new { created = s.Created, email = s.Email, reason = s.Reason, status = "5.0.0", ip = "192.0.2.1" })));
    }

    /// <inheritdoc />
    public void Release()
    {
        List<AcceptedMail> due;
        lock (gate)
        {
            due = [.. scheduled.Where(m => m.SendAt <= options.Clock.GetUtcNow())];
            scheduled.RemoveAll(due.Contains);
            due.RemoveAll(IsCancelled); // discarded when its time comes
        }
        foreach (AcceptedMail mail in due) Tell(mail);
    }

    /// <summary>An answer by email comes in through inbound parse.</summary>
    public void Reply(string from, string text, string? inReplyTo)
    {
        const string boundary = "xYzZY";
        StringBuilder form = new();
        string headers = $"From: {from}\r\nMessage-ID: <{Guid.NewGuid():N}@customer.example.com>\r\n" + (inReplyTo is null ? "" : $"In-Reply-To: {inReplyTo}\r\n");
        foreach ((string name, string value) in new[] { ("headers", headers), ("to", "replies@example.com"), ("from", from), ("text", text), ("subject", "Re: your letter"),
            ("envelope", JsonSerializer.Serialize(new { to = new[] { "replies@example.com" }, from })), ("charsets", """{"text":"UTF-8"}""") })
            form.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        Post("sendgrid-inbound", "multipart/form-data; boundary=" + boundary, Encoding.UTF8.GetBytes(form.Append($"--{boundary}--\r\n").ToString()));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        journal.Dispose();
        Deliveries.Dispose();
        Signer.Dispose();
    }

    async Task<IResult> SendAsync(HttpContext context)
    {
        JsonElement body = await context.Request.ReadFromJsonAsync<JsonElement>();
        if (MailRules.Fault(body, options.Clock.GetUtcNow(), batches) is { } fault) return Error(400, fault.Message, fault.Field);
        bool sandbox = body.TryGetProperty("mail_settings", out JsonElement settings) && settings.TryGetProperty("sandbox_mode", out JsonElement mode) && mode.GetProperty("enable").GetBoolean();
        return sandbox ? Results.StatusCode(200) : await Answering.PlayAsync(context, Switches, () => Accept(context, body));
    }

    IResult Accept(HttpContext context, JsonElement body)
    {
        JsonElement person = body.GetProperty("personalizations")[0];
        Dictionary<string, string> arguments = person.TryGetProperty("custom_args", out JsonElement args) ? args.EnumerateObject().ToDictionary(a => a.Name, a => a.Value.GetString()!) : [];
        DateTimeOffset now = options.Clock.GetUtcNow();
        DateTimeOffset sendAt = body.TryGetProperty("send_at", out JsonElement at) ? DateTimeOffset.FromUnixTimeSeconds(at.GetInt64()) : now;
        string? batch = body.TryGetProperty("batch_id", out JsonElement named) ? named.GetString() : null;
        AcceptedMail mail = new($"fake{Interlocked.Increment(ref counter):D8}", person.GetProperty("to")[0].GetProperty("email").GetString()!, arguments, batch, sendAt, body.Clone());
        journal.Write(new { at = now, provider = Name, id = mail.Id, to = mail.To, arguments, batch, sendAt });
        lock (gate)
        {
            accepted.Add(mail);
            if (sendAt > now) scheduled.Add(mail);
        }
        if (sendAt <= now) Tell(mail);
        context.Response.Headers["X-Message-Id"] = mail.Id;
        return Results.StatusCode(202);
    }

    IResult OpenBatch()
    {
        string id = $"batch{Interlocked.Increment(ref counter):D8}";
        lock (gate) batches.Add(id);
        return Results.Json(new { batch_id = id }, statusCode: 201);
    }

    IResult Cancel(string batch, string status)
    {
        lock (gate)
        {
            if (!batches.Contains(batch)) return Error(404, "batch id not found", "batch_id");
            if (cancels.ContainsKey(batch)) return Error(400, "a status update already exists for this batch id", "batch_id");
            if (cancels.Keys.Count(c => scheduled.Any(m => m.BatchId == c)) >= MostCancels) return Error(400, "max limit of cancelled batches reached", null);
            if (scheduled.Any(m => m.BatchId == batch && m.SendAt - options.Clock.GetUtcNow() < TimeSpan.FromMinutes(10))) return Error(400, "too late to cancel", "batch_id");
            cancels[batch] = status;
            journal.Write(new { at = options.Clock.GetUtcNow(), provider = Name, cancelled = batch });
            return Results.Json(new { batch_id = batch, status }, statusCode: 201);
        }
    }

    bool IsCancelled(AcceptedMail mail) => mail.BatchId is { } batch && cancels.GetValueOrDefault(batch) == "cancel";

    // The events of one mail, each in a post of its own so that they can be late, twice and out of order.
    void Tell(AcceptedMail mail)
    {
        string fate = Switches.Fates.GetValueOrDefault(mail.To, "delivered");
        List<string> events = fate switch { "dropped" => ["dropped"], "spamreport" => ["processed", "delivered", "spamreport"], "delivered" => ["processed", "delivered"], _ => ["processed", "bounce"] };
        if (fate is "bounce" or "blocked") Suppressions.Add(new(fate == "bounce" ? "bounces" : "blocks", mail.To, options.Clock.GetUtcNow().ToUnixTimeSeconds(), "550"));
        if (fate is "spamreport") Suppressions.Add(new("spam_reports", mail.To, options.Clock.GetUtcNow().ToUnixTimeSeconds(), ""));
        foreach ((int at, string kind) in events.Index())
        {
            Dictionary<string, object> item = new()
            {
                ["email"] = mail.To, ["timestamp"] = options.Clock.GetUtcNow().ToUnixTimeSeconds(), ["event"] = kind,
                ["sg_event_id"] = $"{mail.Id}-{at}", ["sg_message_id"] = mail.Id + ".recvd-fake-1-0.0", ["smtp-id"] = $"<{mail.Id}@fake>",
            };
            if (kind == "bounce") (item["type"], item["status"], item["reason"]) = (fate == "blocked" ? "blocked" : "bounce", "5.0.0", "500 unknown recipient");
            if (kind == "dropped") item["reason"] = "Bounced Address";
            foreach ((string name, string value) in mail.Arguments) item[name] = value;
            Post("sendgrid-events", "application/json", JsonSerializer.SerializeToUtf8Bytes(new[] { item }));
        }
    }

    void Post(string source, string contentType, byte[] body) =>
        Deliveries.Add(new($"{options.Target.TrimEnd('/')}/webhooks/{source}", contentType, body, Signer.Sign(body, options.Clock.GetUtcNow())));

    static IResult Error(int status, string message, string? field) => Results.Json(new { errors = new[] { new { message, field } } }, statusCode: status);
}
