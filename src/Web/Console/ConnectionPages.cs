using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>How ledgers are connected to accounting software: consent is asked for at the provider's own page, and comes back to a page with a button, because reading a page changes nothing.</summary>
internal static class ConnectionPages
{
    public const string Back = "/console/connections/back";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/connections", ShowAsync).Asks(Duty.Administer);
        console.MapGet("/connections/back", BackAsync).Asks(Duty.Administer);
        console.MapPost("/connections/finish", FinishAsync).Asks(Duty.Administer);
        console.MapPost("/connections/end", EndAsync).Asks(Duty.Administer);
    }

    static async Task<IResult> ShowAsync(HttpContext http, FrameReader frames, Stores stores, Connections connections, WebOptions options, TimeProvider clock)
    {
        Frame frame = (await frames.ReadAsync(http, null))!;
        IReadOnlyList<StoredConnection> all = await stores.Ledgers.ConnectionsAsync(http.RequestAborted);
        Uri? redirect = RedirectOf(http, options);
        List<ConnectedLedger> ledgers = [];
        foreach (Ledger ledger in frame.Ledgers)
        {
            StoredConnection? connection = all.FirstOrDefault(c => c.LedgerId == ledger.Id);
            FeedRecord? cursor = connection is null ? null : await stores.Ledgers.FeedAsync(ledger.Id, FeedRecord.CursorPrefix + connection.Source, http.RequestAborted);
            (string, string)[] links = redirect is null ? [] : [.. connections.Kinds.Select(k => (k.Title, Consent.Ask(Caller.Of(http), k, ledger.Id, redirect, clock.GetUtcNow()).AbsoluteUri))];
            ledgers.Add(new(ledger, connection, cursor is null ? null : PollRound.Read(cursor, clock.GetUtcNow()), links));
        }
        return new RazorComponentResult<ConnectionsPage>(new { Frame = frame, Ledgers = (IReadOnlyList<ConnectedLedger>)ledgers, HasKinds = connections.Kinds.Count > 0, HasAddress = redirect is not null });
    }

    static async Task<IResult> BackAsync(HttpContext http, FrameReader frames, Connections connections, TimeProvider clock)
    {
        IQueryCollection query = http.Request.Query;
        if (Consent.Read(Caller.Of(http), query["state"].ToString(), clock.GetUtcNow()) is not { } asked || connections.Kinds.FirstOrDefault(k => k.Name == asked.Source) is not { } kind)
            return Notices.Of(422, "Not connected", "This did not come from a page of yours, or it took longer than twenty minutes. Nothing was changed: begin again under Connections.");
        if (query["code"].ToString() is not { Length: > 0 and <= 2_000 } code) return Notices.Of(422, "Not connected", $"{kind.Title} gave no consent. Nothing was changed.");
        return new RazorComponentResult<ConsentPage>(new { Frame = (await frames.ReadAsync(http, null))!, LedgerId = asked.LedgerId, kind.Title, Code = code, State = query["state"].ToString(), Organisation = query["realmId"].ToString() });
    }

    static async Task<IResult> FinishAsync(HttpContext http, Connections connections, WebOptions options, TimeProvider clock)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        string code = fields.Needed("code", 2_000);
        if (Consent.Read(Caller.Of(http), fields.Text("state", 400), clock.GetUtcNow()) is not { } asked || RedirectOf(http, options) is not { } redirect || code.Length == 0)
            return Notices.Of(422, "Not connected", "The consent is too old, or not of this session. Nothing was changed: begin again under Connections.");
        ConnectAnswer answer = await connections.ConnectAsync(asked.LedgerId, asked.Source, new(code, asked.Verifier, redirect, fields.Text("organisation", 40)), Caller.Of(http).Name, http.RequestAborted);
        return answer.Problem is { } problem ? Notices.Of(422, "Not connected", $"Nothing was changed: {problem}.") : SeeOther.To("/console/connections?done=connected");
    }

    static async Task<IResult> EndAsync(HttpContext http, Connections connections)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        return await connections.DisconnectAsync(fields.Text("of", 40), Caller.Of(http).Name, http.RequestAborted) ? SeeOther.To("/console/connections?done=disconnected") : Notices.NotFound;
    }

    // A host's own name may be anybody's word; only on loopback is it enough.
    static Uri? RedirectOf(HttpContext http, WebOptions options)
    {
        if (options.PublicBaseUrl is { } address) return new(address.AbsoluteUri.TrimEnd('/') + Back);
        return http.Request.Host.Host is "127.0.0.1" or "localhost" ? new($"{http.Request.Scheme}://{http.Request.Host}{Back}") : null;
    }
}

/// <summary>A ledger on the page of connections.</summary>
/// <param name="Ledger">Which.</param>
/// <param name="Connection">Its connection, one that has ended too; null: never connected.</param>
/// <param name="Round">How far it is read; null: not begun.</param>
/// <param name="Consents">Where consent is asked for: the source's name and the address.</param>
public sealed record ConnectedLedger(Ledger Ledger, StoredConnection? Connection, PollRound? Round, (string Title, string Address)[] Consents);

/// <summary>The word that travels to the provider and back: which ledger was meant, when, and a seal that only this session can make. The verifier of PKCE is made from it, so nothing is kept.</summary>
internal sealed record Consent(string Source, string LedgerId, string Verifier)
{
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(20);

    public static Uri Ask(Caller caller, IConnectLedgers kind, string ledgerId, Uri redirect, DateTimeOffset now)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{kind.Name}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(ledgerId))}.{now.ToUnixTimeSeconds()}.{Secret.New()}");
        return kind.ConsentPage(new($"{what}.{SealOf(caller, what)}", VerifierOf(caller, what), redirect));
    }

    /// <summary>Null for anything but a word of this session that is not too old.</summary>
    public static Consent? Read(Caller caller, string state, DateTimeOffset now)
    {
        string[] parts = state.Length <= 400 ? state.Split('.') : [];
        if (parts.Length != 5) return null;
        string what = string.Join('.', parts[..4]);
        if (!Secret.Same(SealOf(caller, what), parts[4]) || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return null;
        TimeSpan age = now - DateTimeOffset.FromUnixTimeSeconds(seconds);
        return age < TimeSpan.FromMinutes(-1) || age > Lasts ? null : new(parts[0], Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])), VerifierOf(caller, what));
    }

    static string SealOf(Caller caller, string what) => Secret.Seal(caller.Session!.SealKey, "connect." + what);

    static string VerifierOf(Caller caller, string what) => Secret.Seal(caller.Session!.SealKey, "verify." + what);
}
