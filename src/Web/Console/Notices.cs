using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collections.Web.Console;

/// <summary>Pages that say why there is no page.</summary>
internal static class Notices
{
    public static IResult NotFound => Of(404, "Not found", "There is nothing of that name here, or it is not yours.");
    public static IResult SignInFirst => Of(401, "Sign in first", "Your session is over. Nothing was changed: sign in, and do it again.");
    public static IResult Broken => Of(500, "Our mistake", "Something went wrong on our side. It is in the log, and nothing was half done. Try again; tell us if it stays.");
    public static IResult Busy => Of(503, "Not now", "This could not be recorded now. Try again in a moment.");

    public static IResult Forbidden(string why) => Of(403, "Not allowed", $"Nothing was changed: {why}.");

    public static IResult Of(int status, string title, string words) =>
        new RazorComponentResult<NoticePage>(new { Title = title, Words = words }) { StatusCode = status };
}
