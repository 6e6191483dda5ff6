using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Rows that leave the product. By POST, because each is written to the audit: reading never changes anything.</summary>
internal static class ExportsApi
{
    public static void Map(RouteGroupBuilder ledger)
    {
        foreach (ExportKind what in Enum.GetValues<ExportKind>())
            ledger.MapPost($"/exports/{Code.Of(what)}", (HttpContext http, string ledger, Exports exports, HeavyWork work) => work.RunAsync(http, () => AnswerAsync(http, ledger, what, exports)))
                .Asks(DutyFor(what)).WithSummary($"Export {Code.Of(what)}; each export is written to the audit").May("format", "csv; JSON without it");
    }

    /// <summary>The audit is an administrator's to read.</summary>
    public static Duty DutyFor(ExportKind what) => what == ExportKind.Audit ? Duty.Administer : Duty.Read;

    static async Task<IResult> AnswerAsync(HttpContext http, string ledger, ExportKind what, Exports exports)
    {
        string form = http.Request.Query["format"].ToString();
        if (form is not ("" or "json" or "csv")) return ApiProblem.Invalid(new Problem("format", "it is neither json nor csv", "leave it out for JSON"));
        return await FileAsync(http, ledger, what, exports, isCsv: form == "csv");
    }

    /// <summary>The rows as a file to be kept.</summary>
    internal static async Task<IResult> FileAsync(HttpContext http, string ledger, ExportKind what, Exports exports, bool isCsv)
    {
        string form = isCsv ? "csv" : "json";
        ExportedTable table = await exports.MakeAsync(ledger, what, (Caller.Of(http).Name, form), http.RequestAborted);
        byte[] bytes = isCsv ? System.Text.Encoding.UTF8.GetBytes(table.ToCsv()) : table.ToJson();
        return Results.File(bytes, isCsv ? "text/csv; charset=utf-8" : "application/json", $"{ledger}-{Code.Of(what)}.{form}");
    }
}
