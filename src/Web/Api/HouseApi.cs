using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>What concerns the house: its ledgers, keys, audit, safe mode.</summary>
internal static class HouseApi
{
    const int MostEntries = 1_000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/ledgers", async (HttpContext http, Stores stores) => Json((await stores.Ledgers.ListAsync(http.RequestAborted)).Where(l => Caller.Of(http).Sees(l.Id)).ToList()))
            .Asks(Duty.Read).WithSummary("The ledgers you may see").Produces<IReadOnlyList<Ledger>>();
        api.MapGet("/keys", async (HttpContext http, AccessKeys keys) => Json((await keys.ListAsync(http.RequestAborted)).Select(KeyAnswer.Of).ToList()))
            .Asks(Duty.Administer).WithSummary("Keys, without their secrets").Produces<IReadOnlyList<KeyAnswer>>();
        api.MapPost("/keys", AddKeyAsync).Asks(Duty.Administer).Takes(AccountShapes.Key).WithSummary("Make a key; it is shown this once").Produces<NewKeyAnswer>();
        api.MapPost("/keys/{prefix}/revoke", async (HttpContext http, string prefix, AccessKeys keys) =>
            await keys.RevokeAsync(prefix, Caller.Of(http).Name, http.RequestAborted) ? Results.NoContent() : ApiProblem.NotFound).Asks(Duty.Administer).WithSummary("End a key at once");
        api.MapGet("/audit", (HttpContext http, Stores stores) => AuditAsync(http, "", stores)).Asks(Duty.Administer).WithSummary("The house's audit, the oldest first").May("after", "the number of the last entry you have").Produces<IReadOnlyList<StoredAudit>>();
        api.MapGet("/ledgers/{ledger}/audit", (HttpContext http, string ledger, Stores stores) => AuditAsync(http, ledger, stores)).Asks(Duty.Administer).WithSummary("A ledger's audit, the oldest first").May("after", "the number of the last entry you have").Produces<IReadOnlyList<StoredAudit>>();
        api.MapGet("/safe-mode", async (HttpContext http, Stores stores) => Json(await stores.Ledgers.SafeModeAsync(http.RequestAborted))).Asks(Duty.Read).WithSummary("Spans of safe mode; the last without an end is on").Produces<IReadOnlyList<SafeModeSpan>>();
        api.MapPost("/safe-mode", SafeModeAsync).Asks(Duty.Administer).Takes(AccountShapes.SafeMode).WithSummary("Begin or end safe mode: while it is on, nothing is sent");
        api.MapPost("/opt-outs", OptOutAsync).Asks(Duty.Administer).Takes(AccountShapes.AnyOptOut).WithSummary("An address opts out, or in again, in every account and ledger");
    }

    static IResult Json<T>(T value) => Results.Json(value, WebJson.Options);

    static async Task<IResult> AddKeyAsync(HttpContext http, AccessKeys keys, Stores stores)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.Key);
        if (refusal is not null) return refusal;
        ImmutableArray<string> ledgers = members.Texts("ledgers");
        IReadOnlyList<Ledger> known = await stores.Ledgers.ListAsync(http.RequestAborted);
        Problem[] unknown = UnknownLedgers(ledgers, known);
        if (unknown.Length > 0) return ApiProblem.Invalid(unknown);
        Code.TryRead(members.Text("role"), out Role role);
        (string key, ApiKey kept) = await keys.AddAsync(members.Text("name"), role, ledgers, Caller.Of(http).Person, http.RequestAborted);
        return Results.Json(new NewKeyAnswer(key, KeyAnswer.Of(kept)), WebJson.Options, statusCode: 201);
    }

    internal static Problem[] UnknownLedgers(ImmutableArray<string> named, IReadOnlyList<Ledger> known) =>
        [.. named.Where(id => known.All(l => l.Id != id)).Select(id => new Problem("ledgers", $"there is no ledger '{id}'", $"the ledgers are: {string.Join(", ", known.Select(l => l.Id))}"))];

    static async Task<IResult> AuditAsync(HttpContext http, string ledger, Stores stores)
    {
        if (ledger.Length > 0 && await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null) return ApiProblem.NotFound;
        string asked = http.Request.Query["after"].ToString();
        long after = 0;
        if (asked.Length > 0 && !long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return ApiProblem.Invalid(new Problem("after", "it is no number", "give the number of the last entry you have"));
        List<StoredAudit> page = [];
        await foreach (StoredAudit entry in stores.Ledgers.AuditTrailAsync(ledger, http.RequestAborted))
        {
            if (entry.Number > after) page.Add(entry);
            if (page.Count == MostEntries) break;
        }
        return Json(page);
    }

    static async Task<IResult> OptOutAsync(HttpContext http, Console.OptOutDesk desk)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.AnyOptOut);
        if (refusal is not null) return refusal;
        string given = members.Text("address");
        if (!Address.IsEmail(given) && !Address.IsMobile(given)) return ApiProblem.Invalid(new Problem("address", "it is neither an email address nor an international number", "write name@example.com or +44..."));
        await desk.RecordAsync(Address.IsEmail(given) ? Address.Email(given) : Address.Mobile(given), !members.Flag("optIn"), Caller.Of(http).Name, http.RequestAborted);
        return Results.NoContent();
    }

    static async Task<IResult> SafeModeAsync(HttpContext http, Stores stores, TimeProvider clock)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.SafeMode);
        if (refusal is not null) return refusal;
        await stores.Ledgers.SetSafeModeAsync(members.Flag("on"), members.Text("reason"), clock.GetUtcNow(), http.RequestAborted);
        await stores.Ledgers.AuditAsync("", new(clock.GetUtcNow(), Caller.Of(http).Name, members.Flag("on") ? "safe-mode-on" : "safe-mode-off", members.Text("reason")), http.RequestAborted);
        return Results.NoContent();
    }
}

/// <summary>A key without its secret and its hash.</summary>
internal sealed record KeyAnswer(string Prefix, string Name, Role Role, ImmutableArray<string> Ledgers, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? RevokedAt)
{
    public static KeyAnswer Of(ApiKey key) => new(key.Prefix, key.Name, key.Role, key.Ledgers, key.CreatedAt, key.CreatedBy, key.RevokedAt);
}

/// <summary>A new key, whole, this once.</summary>
internal sealed record NewKeyAnswer(string Key, KeyAnswer Kept);
