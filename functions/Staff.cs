using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Collections.Functions;

/// <summary>What staff do by hand outside the pages. The caller is who App Service authentication says; without it these answer 401.</summary>
internal sealed class Staff(StaffIdentity identity, AccountDesk desk, SignIn signIn, WakeAccount wake, TimeProvider clock)
{
    const int MostBody = 4 * 1024;

    /// <summary>Brings an account's next level forward. Every guard stands.</summary>
    [Function("EscalateAccount")]
    public async Task<IResult> Escalate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/accounts/{account}/escalate")] HttpRequest request, string account, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (Refused(request, Duty.Work) is { } refusal) return refusal;
        if (await ReasonAsync(request, cancel) is not { } reason) return Results.Problem("The body is JSON with a reason: {\"reason\": \"...\"}.", statusCode: 400);
        AccountId id = new(account);
        if (await desk.Stores.Accounts.LoadAsync(id, cancel) is null) return Results.NotFound();
        DeskAnswer answer = await desk.PutAsync(id, new Escalate(reason), new(identity.Of(request)!.Name), cancel);
        await wake.RunAsync(durable, id, cancel);
        return answer.Answer.Match(done => Results.Ok(new { decided = done.Words, message = done.Id }), same => Results.Ok(new { decided = same.Words, message = (string?)null }), no => Results.UnprocessableEntity(new { problems = no.Problems }));
    }

    /// <summary>Wakes every account of a ledger that is due now, without waiting for its own alarm.</summary>
    [Function("RunNow")]
    public async Task<IResult> RunNow([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/ledgers/{ledger}/run")] HttpRequest request, string ledger, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (Refused(request, Duty.Work) is { } refusal) return refusal;
        if (await desk.Stores.Ledgers.FindAsync(ledger, cancel) is null) return Results.NotFound();
        IReadOnlyList<DueAccount> due = await desk.Stores.Accounts.DueAsync(ledger, clock.GetUtcNow(), 5_000, cancel);
        await wake.RunAllAsync(durable, due.Select(d => d.Id), cancel);
        return Results.Accepted(value: new { woken = due.Count });
    }

    /// <summary>Signs in to the pages whoever App Service vouches for, with the role that the claims give today.</summary>
    [Function("StaffSignIn")]
    public async Task<IResult> SignInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/sign-in")] HttpRequest request, CancellationToken cancel)
    {
        if (Refused(request, Duty.SignedIn) is { } refusal) return refusal;
        StaffPerson person = identity.Of(request)!;
        StaffPerson known = await signIn.EnsureAsync(person.Name, person.Role, cancel);
        if (!known.IsActive) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (known.Role != person.Role) await signIn.SaveAsync(known with { Role = person.Role }, "app-service", cancel);
        return Results.LocalRedirect(SignIn.PathOf(await signIn.NewTokenAsync(person.Name, "app-service", cancel)));
    }

    // Only our own pages or a program may post: a cookie of App Service comes along from any site.
    IResult? Refused(HttpRequest request, Duty duty)
    {
        if (identity.Of(request) is not { } person) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        bool foreign = HttpMethods.IsPost(request.Method) && (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"));
        return foreign || !Duties.RolesFor(duty).Contains(person.Role) ? Results.StatusCode(StatusCodes.Status403Forbidden) : null;
    }

    static async Task<string?> ReasonAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength is null or > MostBody) return null;
        byte[] body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body, cancel);
        using JsonDocument? json = SafeJson.Parse(body, out _);
        return json?.RootElement is { ValueKind: JsonValueKind.Object } root && root.Text("reason") is { Length: > 0 and <= 500 } reason ? reason : null;
    }
}
