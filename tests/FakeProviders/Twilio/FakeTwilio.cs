using System.Globalization;
using System.Text;

namespace Collections.FakeProviders.Twilio;

/// <summary>Twilio's Messages resource as its OpenAPI document says: create, schedule, fetch, cancel, list; signed status callbacks and inbound messages.</summary>
public sealed class FakeTwilio : IFakeProvider
{
    readonly FakeOptions options;
    readonly Journal journal;
    readonly Lock gate = new();
    readonly List<AcceptedSms> messages = [];
    int counter;

    internal FakeTwilio(FakeOptions options)
    {
        this.options = options;
        journal = new Journal(Path.Combine(options.Folder, "twilio.jsonl"));
        Deliveries = new Deliveries(Switches, options.Clock);
    }

    /// <inheritdoc />
    public string Name => "twilio";
    /// <inheritdoc />
    public Switches Switches { get; } = new();
    /// <inheritdoc />
    public Deliveries Deliveries { get; }
    /// <summary>The account it knows.</summary>
    public string AccountSid { get; } = "AC" + new string('0', 31) + "1";
    /// <summary>Its token.</summary>
    public string AuthToken { get; } = "fake-token-of-this-run";
    /// <summary>Its messaging service.</summary>
    public string ServiceSid { get; } = "MG" + new string('0', 31) + "1";
    /// <summary>Messages it took from us, in order.</summary>
    public IReadOnlyList<AcceptedSms> Accepted { get { lock (gate) return [.. messages.Where(m => m.Direction != "inbound")]; } }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Settings(Uri address) => new Dictionary<string, string>
    {
        ["Twilio:BaseAddress"] = new Uri(address, Name).AbsoluteUri, ["Twilio:AccountSid"] = AccountSid, ["Twilio:AuthTokens:0"] = AuthToken,
        ["Twilio:MessagingServiceSid"] = ServiceSid, ["Twilio:PublicBaseUrl"] = options.Target,
    };

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder account = routes.MapGroup("/2010-04-01/Accounts/" + AccountSid);
        string basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}"));
        account.AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers.Authorization == basic ? await next(context) : Error(401, 20003));
        account.MapPost("/Messages.json", (Delegate)CreateAsync);
        account.MapGet("/Messages.json", (HttpRequest request) => List(request));
        account.MapGet("/Messages/{sid}.json", (string sid) => Find(sid) is { } found ? Results.Json(found.Json()) : Error(404, 20404));
        account.MapPost("/Messages/{sid}.json", async (string sid, HttpContext context) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            return await Answering.PlayAsync(context, Switches, () => Update(sid, form));
        });
    }

    /// <inheritdoc />
    public void Release()
    {
        List<AcceptedSms> due;
        lock (gate) due = [.. messages.Where(m => m is { Direction: "outbound-api", Status: "queued" or "scheduled" } && m.SendAt <= options.Clock.GetUtcNow())];
        foreach (AcceptedSms sms in due) Leave(sms);
    }

    /// <summary>A customer writes.</summary>
    public AcceptedSms Receive(string from, string to, string body)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        AcceptedSms sms = new() { Sid = NextSid(), AccountSid = AccountSid, From = from, To = to, Body = body, CreatedAt = now, SendAt = now, SentAt = now, Direction = "inbound", Status = "received" };
        lock (gate) messages.Add(sms);
        Post($"{options.Target.TrimEnd('/')}/webhooks/twilio-inbound", new()
        {
            ["MessageSid"] = sms.Sid, ["SmsSid"] = sms.Sid, ["SmsMessageSid"] = sms.Sid, ["AccountSid"] = AccountSid, ["From"] = from, ["To"] = to, ["Body"] = body,
            ["NumMedia"] = "0", ["NumSegments"] = "1", ["SmsStatus"] = "received", ["ApiVersion"] = "2010-04-01",
        });
        return sms;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        journal.Dispose();
        Deliveries.Dispose();
    }

    async Task<IResult> CreateAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        string to = form["To"].ToString(), body = form["Body"].ToString();
        if (!to.StartsWith('+')) return Error(400, 21211);
        if (body.Length is 0 or > 1600) return Error(400, body.Length == 0 ? 21602 : 21617);
        if (Fate(to) is >= 20000 and < 30000 and int code) return Error(400, code);
        if (form["SendAt"].Count > 0 && form["MessagingServiceSid"].Count == 0) return Error(400, 21703);
        return await Answering.PlayAsync(context, Switches, () => Accept(form, to, body));
    }

    IResult Accept(IFormCollection form, string to, string body)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        bool later = form["ScheduleType"] == "fixed";
        AcceptedSms sms = new()
        {
            Sid = NextSid(), AccountSid = AccountSid, To = to, From = form["From"].FirstOrDefault(), Service = form["MessagingServiceSid"].FirstOrDefault(), Body = body,
            Callback = form["StatusCallback"].FirstOrDefault(), CreatedAt = now, Direction = "outbound-api", Status = later ? "scheduled" : "queued",
            SendAt = later ? DateTimeOffset.Parse(form["SendAt"]!, CultureInfo.InvariantCulture) : now,
        };
        journal.Write(new { at = now, provider = Name, id = sms.Sid, to, callback = sms.Callback, sendAt = sms.SendAt });
        lock (gate) messages.Add(sms);
        Tell(sms);
        return Results.Json(sms.Json(), statusCode: 201);
    }

    IResult Update(string sid, IFormCollection form)
    {
        if (Find(sid) is not { } sms) return Error(404, 20404);
        if (form["Status"] != "canceled" || sms.Status != "scheduled") return Error(400, 30409);
        sms.Status = "canceled";
        journal.Write(new { at = options.Clock.GetUtcNow(), provider = Name, cancelled = sid });
        Tell(sms);
        return Results.Json(sms.Json());
    }

    IResult List(HttpRequest request)
    {
        if (Switches.SearchDown) return Results.StatusCode(503);
        string to = request.Query["To"].ToString(), since = request.Query["DateSent>"].ToString();
        int size = int.Parse(request.Query["PageSize"].FirstOrDefault() ?? "50", CultureInfo.InvariantCulture), page = int.Parse(request.Query["Page"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        List<AcceptedSms> found;
        lock (gate)
            found = [.. messages.Where(m => m.CreatedAt <= options.Clock.GetUtcNow().AddSeconds(-Switches.SearchLagSeconds) && (to.Length == 0 || m.To == to)
                && (since.Length == 0 || (m.SentAt is { } sent && DateOnly.FromDateTime(sent.UtcDateTime) >= DateOnly.Parse(since, CultureInfo.InvariantCulture)))).Reverse()];
        string path = $"/2010-04-01/Accounts/{AccountSid}/Messages.json";
        string query = (to.Length == 0 ? "" : $"To={Uri.EscapeDataString(to)}&") + (since.Length == 0 ? "" : $"DateSent%3E={since}&") + $"PageSize={size}&Page=";
        bool more = found.Count > (page + 1) * size;
        return Results.Json(new
        {
            messages = found.Skip(page * size).Take(size).Select(m => m.Json()), page, page_size = size, start = page * size, end = Math.Max(0, Math.Min(found.Count, (page + 1) * size) - 1),
            uri = $"{path}?{query}{page}", first_page_uri = $"{path}?{query}0", next_page_uri = more ? $"{path}?{query}{page + 1}&PageToken=PA{page + 1}" : null, previous_page_uri = (string?)null,
        });
    }

    void Leave(AcceptedSms sms)
    {
        sms.SentAt = options.Clock.GetUtcNow();
        sms.Status = "sent";
        Tell(sms);
        sms.ErrorCode = Fate(sms.To) is >= 30000 and int code ? code : null;
        sms.Status = sms.ErrorCode is null ? "delivered" : "undelivered";
        Tell(sms);
    }

    void Tell(AcceptedSms sms)
    {
        if (sms.Callback is not { } url) return;
        Dictionary<string, string> form = new()
        {
            ["SmsSid"] = sms.Sid, ["SmsStatus"] = sms.Status, ["MessageStatus"] = sms.Status, ["To"] = sms.To, ["MessageSid"] = sms.Sid, ["AccountSid"] = AccountSid,
            ["From"] = sms.From ?? "", ["ApiVersion"] = "2010-04-01",
        };
        if (sms.ErrorCode is { } code) form["ErrorCode"] = code.ToString(CultureInfo.InvariantCulture);
        Post(url, form);
    }

    void Post(string url, Dictionary<string, string> form)
    {
        string body = string.Join('&', form.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
        Deliveries.Add(new(url, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(body),
            new Dictionary<string, string> { ["X-Twilio-Signature"] = RequestSigner.Sign(AuthToken, url, form), ["I-Twilio-Idempotency-Token"] = Guid.NewGuid().ToString() }));
    }

    AcceptedSms? Find(string sid)
    {
        lock (gate) return messages.FirstOrDefault(m => m.Sid == sid);
    }

    int Fate(string to) => int.TryParse(Switches.Fates.GetValueOrDefault(to), NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : 0;

    string NextSid() => "SM" + Interlocked.Increment(ref counter).ToString("x32", CultureInfo.InvariantCulture);

    static IResult Error(int status, int code) =>
        Results.Json(new { code, message = "as documented under this code", more_info = $"https://www.twilio.com/docs/errors/{code}", status }, statusCode: status);
}
