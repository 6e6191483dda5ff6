using System.Text;
using Collections.Engine;
using Collections.Engine.Cases;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>What shows that the product does as it says: worked cases, the audit's chains, the state of the house.</summary>
internal static class ProofApi
{
    const int MostCaseBytes = 1024 * 1024;

    public static readonly Shape Cases = Shape.Of("WorkedCases", Field.Json("cases", "a list of {id, inputs, expected}").Needed());

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases", (HttpContext http, HeavyWork work) => work.RunAsync(http, () => CasesAsync(http))).Asks(Duty.Work).Takes(Cases)
            .WithSummary("Run worked cases through the functions the product uses").Produces<CasesAnswer>();
        api.MapGet("/audit/verify", (HttpContext http, Stores stores, HeavyWork work) => work.RunAsync(http, async () => Results.Json(await new AuditCheck(stores).RunAsync(http.RequestAborted), WebJson.Options)))
            .Asks(Duty.Administer).WithSummary("Check every hash chain: each account's and each ledger's").Produces<AuditFindings>();
        api.MapGet("/doctor", async (HttpContext http, AccountDesk desk) => Results.Json(await new Doctor(desk).RunAsync(http.RequestAborted), WebJson.Options))
            .Asks(Duty.Administer).WithSummary("The policies and every ledger: what must be mended").Produces<DoctorFindings>();
    }

    static async Task<IResult> CasesAsync(HttpContext http)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Cases, MostCaseBytes);
        if (refusal is not null) return refusal;
        try
        {
            IReadOnlyList<CaseResult> results = WorkedCases.Run(new MemoryStream(Encoding.UTF8.GetBytes(m.Text("cases"))));
            return Results.Json(new CasesAnswer(results.Count, results.Count(r => r.Outcome == CaseOutcome.Pass), results), WebJson.Options);
        }
        catch (FormatException unread)
        {
            return ApiProblem.Invalid(new Problem("cases", unread.Message, "send a list of {id, inputs, expected}"));
        }
    }
}

/// <summary>How worked cases came out.</summary>
internal sealed record CasesAnswer(int Cases, int Pass, IReadOnlyList<CaseResult> Results);
