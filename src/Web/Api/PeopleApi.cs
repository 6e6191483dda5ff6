using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>The staff: who they are, what they may do, and the link that signs one of them in.</summary>
internal static class PeopleApi
{
    public static readonly Shape Person = Shape.Of("Person", Field.Text("name", "as it stands in histories", 80).Needed(), Field.Choice("role", "what they may do", Code.All<Role>()).Needed(),
        Field.Texts("ledgers", "the ledgers they may touch; none: every ledger"), Field.Flag("inactive", "true: they may not come in any more"));

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/people", async (HttpContext http, IAccessStore access) => Results.Json(await access.PeopleAsync(http.RequestAborted), WebJson.Options))
            .Asks(Duty.Administer).WithSummary("The staff").Produces<IReadOnlyList<StaffPerson>>();
        api.MapPost("/people", SaveAsync).Asks(Duty.Administer).Takes(Person).WithSummary("Add a person, or change what one may do; whoever loses a right is signed out").Produces<StaffPerson>();
        api.MapPost("/people/{person}/link", LinkAsync).Asks(Duty.Administer).WithSummary("A link that signs the person in once, within 15 minutes").Produces<SignInLink>();
    }

    static async Task<IResult> SaveAsync(HttpContext http, SignIn signIn, Stores stores)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Person);
        if (refusal is not null) return refusal;
        ImmutableArray<string> ledgers = m.Texts("ledgers");
        if (HouseApi.UnknownLedgers(ledgers, await stores.Ledgers.ListAsync(http.RequestAborted)) is { Length: > 0 } unknown) return ApiProblem.Invalid(unknown);
        Code.TryRead(m.Text("role"), out Role role);
        string name = m.Text("name").Trim();
        if (name == Caller.Of(http).Person && (role != Role.Admin || m.Flag("inactive"))) return ApiProblem.Refused([new("name", "that is whoever made this key", "another administrator can take those rights away")]);
        return Results.Json(await signIn.SaveAsync(new(name, role, ledgers, !m.Flag("inactive")), Caller.Of(http).Name, http.RequestAborted), WebJson.Options);
    }

    static async Task<IResult> LinkAsync(HttpContext http, string person, IAccessStore access, SignIn signIn)
    {
        if (await access.PersonAsync(person, http.RequestAborted) is not { IsActive: true } known) return ApiProblem.NotFound;
        string token = await signIn.NewTokenAsync(known.Name, Caller.Of(http).Name, http.RequestAborted);
        return Results.Json(new SignInLink(known.Name, $"{http.Request.Scheme}://{http.Request.Host}{SignIn.PathOf(token)}", (int)SignIn.LinkLasts.TotalMinutes), WebJson.Options);
    }
}

/// <summary>A link that signs somebody in once.</summary>
/// <param name="Person">Whom.</param>
/// <param name="Link">Give it to them alone; it is shown this once.</param>
/// <param name="Minutes">How long it is good.</param>
internal sealed record SignInLink(string Person, string Link, int Minutes);
