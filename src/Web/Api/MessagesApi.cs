using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Messages: what went out, to whom, with which text; and what a person decides on one.</summary>
internal static class MessagesApi
{
    public static void Map(RouteGroupBuilder ledger)
    {
        ledger.MapGet("/messages", ListAsync).Asks(Duty.Read).WithSummary("Messages, the newest first").May("state", "only those of this state").May("before", "the instant of the last one you have").May("beforeId", "the id of the last one you have").Produces<IReadOnlyList<StoredMessage>>();
        ledger.MapGet("/messages/{message}", async (HttpContext http, string ledger, string message, Stores stores, MessagePreview previews) =>
            await FindAsync(http, ledger, message, stores) is { } found ? Results.Json(MessageAnswer.Of(found, await previews.OfAsync(found, http.RequestAborted)), WebJson.Options) : ApiProblem.NotFound)
            .Asks(Duty.Read).WithSummary("A message with its exact text; before its gate with a preview, as it would go out now").Produces<MessageAnswer>();
        ledger.MapPost("/messages/release", (HttpContext http, string ledger, MessageReview review) => ReleaseManyAsync(http, ledger, review))
            .Asks(Duty.Work).Takes(AccountShapes.ReleasingMany).WithSummary("Let the messages go that wait for review, or hold them back: all, or those that are named").Produces<IReadOnlyList<ReviewedMessage>>();
        ledger.MapPost("/messages/{message}/settle", (HttpContext http, string ledger, string message, Stores stores, AccountFinder finder) =>
            PutAsync(http, (ledger, message), AccountShapes.Settling, stores, finder, m => new SettleMessage(message, m.Text("outcome") == "sent", Caller.Of(http).Name)))
            .Asks(Duty.Work).Takes(AccountShapes.Settling).WithSummary("Settle a message whose fate is not known").Produces<ActAnswer>();
        ledger.MapPost("/messages/{message}/release", (HttpContext http, string ledger, string message, Stores stores, AccountFinder finder) =>
            PutAsync(http, (ledger, message), AccountShapes.Releasing, stores, finder, m => new ReleaseMessage(message, m.Flag("release"), m.TextOrNull("reason") ?? "held back")))
            .Asks(Duty.Work).Takes(AccountShapes.Releasing).WithSummary("Let a message go that waits for review, or hold it back").Produces<ActAnswer>();
    }

    static async Task<IResult> ListAsync(HttpContext http, string ledger, Stores stores)
    {
        if (await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null) return ApiProblem.NotFound;
        IQueryCollection asked = http.Request.Query;
        List<Problem> problems = [];
        MessageState? state = null;
        if (asked["state"].ToString() is { Length: > 0 } code)
        {
            if (Code.TryRead(code, out MessageState read)) state = read;
            else problems.Add(new("state", "it is no state", $"one of: {string.Join(", ", Code.All<MessageState>())}"));
        }
        DateTimeOffset before = default;
        string instant = asked["before"].ToString();
        if (instant.Length > 0 && !DateTimeOffset.TryParse(instant, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out before)) problems.Add(new("before", "it is no instant", "write it as 2026-11-20T10:30:00Z"));
        if (problems.Count > 0) return ApiProblem.Invalid(problems);
        string? beforeId = asked["beforeId"].ToString() is { Length: > 0 } id && instant.Length > 0 ? id : null;
        return Results.Json(await stores.Accounts.MessagesAsync(new(ledger, null, state, instant.Length > 0 ? before : null, BeforeId: beforeId), http.RequestAborted), WebJson.Options);
    }

    static async Task<StoredMessage?> FindAsync(HttpContext http, string ledger, string message, Stores stores) =>
        await stores.Accounts.MessageAsync(message, http.RequestAborted) is { } found && found.LedgerId == ledger ? found : null;

    static async Task<IResult> PutAsync(HttpContext http, (string Ledger, string Message) at, Shape shape, Stores stores, AccountFinder finder, Func<Members, Input> read)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, shape);
        if (refusal is not null) return refusal;
        return await FindAsync(http, at.Ledger, at.Message, stores) is { } found ? await finder.PutAsync(http, at.Ledger, found.AccountId, read(members)) : ApiProblem.NotFound;
    }

    static async Task<IResult> ReleaseManyAsync(HttpContext http, string ledger, MessageReview review)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.ReleasingMany);
        if (refusal is not null) return refusal;
        return await review.OfAsync(ledger, m.Has("messages") ? m.Texts("messages") : null, (m.Flag("release"), m.TextOrNull("reason") ?? "held back"), Caller.Of(http), http.RequestAborted) is { } done
            ? Results.Json(done, WebJson.Options) : ApiProblem.NotFound;
    }
}

/// <summary>A message with its exact text.</summary>
/// <param name="Message">As last committed.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="LedgerId">Whose.</param>
/// <param name="Text">As it went out; null before the gate.</param>
/// <param name="Demanded">The sums demanded; empty before the gate.</param>
/// <param name="Outcome">What became of it; null: nothing known.</param>
/// <param name="Preview">Before the gate: how it would go out now. The gate makes the text anew.</param>
internal sealed record MessageAnswer(Message Message, AccountId AccountId, string LedgerId, MessageText? Text, System.Collections.Immutable.ImmutableArray<Money> Demanded, string? Outcome, PreviewedMessage? Preview)
{
    public static MessageAnswer Of(StoredMessage stored, PreviewedMessage? preview) => new(stored.Message, stored.AccountId, stored.LedgerId, stored.Text, stored.Demanded, stored.Outcome, preview);
}
