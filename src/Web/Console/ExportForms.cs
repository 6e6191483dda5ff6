using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Api;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>Exports from the pages: a form, because each is written to the audit and reading a page changes nothing.</summary>
internal static class ExportForms
{
    public static void Map(RouteGroupBuilder ledger)
    {
        ledger.MapGet("/exports", async (HttpContext http, string ledger, FrameReader frames) =>
            await frames.ReadAsync(http, ledger) is { } frame ? (IResult)new RazorComponentResult<ExportsPage>(new { Frame = frame }) : Notices.NotFound).Asks(Duty.Read);
        foreach (ExportKind what in Enum.GetValues<ExportKind>())
            ledger.MapPost($"/exports/{Code.Of(what)}", (HttpContext http, string ledger, Exports exports, HeavyWork work) => FileAsync(http, ledger, what, exports, work)).Asks(ExportsApi.DutyFor(what));
    }

    static async Task<IResult> FileAsync(HttpContext http, string ledger, ExportKind what, Exports exports, HeavyWork work)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        IResult made = await work.RunAsync(http, () => ExportsApi.FileAsync(http, ledger, what, exports, isCsv: fields.Text("format", 4) != "json"));
        return made is ApiProblem ? Notices.Busy : made;
    }
}
