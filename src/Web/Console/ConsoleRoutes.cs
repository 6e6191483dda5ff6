using System.Collections.Immutable;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>The pages of the staff, and the forms on them.</summary>
internal static class ConsoleRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", () => SeeOther.To("/console")).Asks(Duty.Anyone).ExcludeFromDescription();
        RouteGroupBuilder console = endpoints.MapGroup("/console").ExcludeFromDescription();
        console.MapGet("/collections.css", Styles.Answer).Asks(Duty.Anyone);
        console.MapGet("/sign-in", (HttpContext http) => SignInPages.Show(http)).Asks(Duty.Anyone);
        console.MapPost("/sign-in", SignInPages.BeginAsync).Asks(Duty.Anyone);
        console.MapPost("/sign-out", SignInPages.EndAsync).Asks(Duty.SignedIn);
        console.MapGet("/", FirstAsync).Asks(Duty.SignedIn);
        AdminPages.Map(console);
        ConnectionPages.Map(console);

        RouteGroupBuilder ledger = console.MapGroup("/ledgers/{ledger}");
        ledger.MapGet("/accounts", AccountsView.PageAsync).Asks(Duty.Read);
        ledger.MapGet("/outbox", OutboxView.PageAsync).Asks(Duty.Read);
        ledger.MapGet("/outbox/{message}", MessageView.PageAsync).Asks(Duty.Read);
        ledger.MapGet("/outbox/{message}/html", MessageView.HtmlAsync).Asks(Duty.Read);
        ledger.MapPost("/outbox/{message}/settle", MessageForms.SettleAsync).Asks(Duty.Work);
        ledger.MapPost("/outbox/{message}/release", MessageForms.ReleaseAsync).Asks(Duty.Work);
        ledger.MapPost("/outbox/release", MessageForms.ReleaseManyAsync).Asks(Duty.Work);
        LedgerPages.Map(ledger);
        OrderGatePages.Map(ledger);
        ExportForms.Map(ledger);

        RouteGroupBuilder account = ledger.MapGroup("/accounts/{account}");
        account.MapGet("/", AccountView.PageAsync).Asks(Duty.Read);
        AccountForms.Map(account);
        CustomerForms.Map(account);
        CasePages.Map(ledger, account);
    }

    static async Task<IResult> FirstAsync(HttpContext http, FrameReader frames)
    {
        Frame frame = (await frames.ReadAsync(http, null))!;
        if (frame.May(Duty.Read) && frame.Ledgers.Count > 0) return SeeOther.To($"/console/ledgers/{Uri.EscapeDataString(frame.Ledgers[0].Id)}/accounts");
        if (frame.May(Duty.AskGate) && frame.Ledgers.Count > 0) return SeeOther.To($"/console/ledgers/{Uri.EscapeDataString(frame.Ledgers[0].Id)}/orders");
        return new RazorComponentResult<FirstPage>(new { Frame = frame });
    }
}

/// <summary>Coming in and going out.</summary>
internal static class SignInPages
{
    /// <summary>A neutral page: the token is not looked at, so that a program that follows links learns and spends nothing.</summary>
    public static IResult Show(HttpContext http)
    {
        string token = http.Request.Query["token"].ToString();
        return new RazorComponentResult<SignInPage>(new { Token = token.Length <= 100 ? token : "", Refused = false });
    }

    public static async Task<IResult> BeginAsync(HttpContext http, SignIn signIn)
    {
        if (!http.Request.HasFormContentType) return Refused;
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await signIn.BeginAsync(form["token"].ToString(), http.RequestAborted) is not { } cookie) return Refused;
        SessionCookie.Write(http, cookie);
        return SeeOther.To("/console");
    }

    public static async Task<IResult> EndAsync(HttpContext http, SignIn signIn)
    {
        await signIn.EndAsync(Caller.Of(http), http.RequestAborted);
        SessionCookie.Clear(http);
        return SeeOther.To("/console/sign-in");
    }

    static IResult Refused => new RazorComponentResult<SignInPage>(new { Token = "", Refused = true }) { StatusCode = 403 };
}

/// <summary>The style sheets. They travel inside the assembly, so that both hosts serve it without a folder.</summary>
internal static class Styles
{
    static readonly byte[] Sheet = Read("collections.css"), PortalSheet = [.. Sheet, .. Read("portal.css")];

    public static IResult Answer() => Results.Bytes(Sheet, "text/css; charset=utf-8");

    /// <summary>The same, and what the customers' pages have of their own.</summary>
    public static IResult PortalAnswer() => Results.Bytes(PortalSheet, "text/css; charset=utf-8");

    static byte[] Read(string name)
    {
        using Stream sheet = typeof(Styles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using MemoryStream bytes = new();
        sheet.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>What a person decides on a message.</summary>
internal static class MessageForms
{
    public static Task<IResult> SettleAsync(HttpContext http, string ledger, string message, AccountActs acts, AccountDesk desk) =>
        PutAsync(http, ledger, message, acts, desk, f => f.Needed("outcome") switch
        {
            "sent" => new SettleMessage(message, true, Caller.Of(http).Name),
            "not-sent" => new SettleMessage(message, false, Caller.Of(http).Name),
            _ => null,
        });

    public static Task<IResult> ReleaseAsync(HttpContext http, string ledger, string message, AccountActs acts, AccountDesk desk) =>
        PutAsync(http, ledger, message, acts, desk, f => f.Flag("release") || f.Has("reason") ? new ReleaseMessage(message, f.Flag("release"), f.Text("reason", 200)) : null);

    /// <summary>Those that were ticked, as one batch; the page that follows shows what still waits.</summary>
    public static async Task<IResult> ReleaseManyAsync(HttpContext http, string ledger, MessageReview review)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        ImmutableArray<string> chosen = fields.Many("messages");
        bool release = fields.Flag("release");
        string reason = fields.Text("reason", 200);
        if (chosen.IsEmpty || (!release && reason.Length == 0)) return Notices.Of(422, "Something is missing", "Tick the messages; what is held back needs a reason. Nothing was changed.");
        return await review.OfAsync(ledger, chosen, (release, reason), Caller.Of(http), http.RequestAborted) is null
            ? Notices.NotFound : SeeOther.To($"/console/ledgers/{Uri.EscapeDataString(ledger)}/waiting?done={(release ? "released" : "held-back")}");
    }

    static async Task<IResult> PutAsync(HttpContext http, string ledger, string message, AccountActs acts, AccountDesk desk, Func<FormFields, Input?> read)
    {
        if (await desk.Stores.Accounts.MessageAsync(message, http.RequestAborted) is not { } stored || stored.LedgerId != ledger) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        return read(fields) is { } input
            ? await acts.PutAsync(http, ledger, stored.AccountId, input)
            : Notices.Of(422, "Something is missing", "Choose what is to be done; a message that is held back needs a reason. Nothing was changed.");
    }
}
