using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>Cases: the queue by service time and money at stake, and one case on one screen.</summary>
internal static class CasePages
{
    public static void Map(RouteGroupBuilder ledger, RouteGroupBuilder account)
    {
        ledger.MapGet("/cases", QueueAsync).Asks(Duty.Read);
        account.MapGet("/cases/{case}", (HttpContext http, string ledger, string account, string @case, CaseScreens screens) => screens.ShowAsync(http, (ledger, account, @case), [])).Asks(Duty.Read);
        Act(account, "take", (f, a, by, id) => new TakeCase(by, id, f.Has("to") ? f.Text("to", 80) : null));
        Act(account, "decide", (f, a, by, id) => new DecideCase(by, id, f.Flag("granted"), f.Needed("reason", 2000)));
        Act(account, "offer", (f, a, by, id) => new CounterTerms(by, id, Terms(f, a, id), f.Needed("reason", 2000)));
        Act(account, "settle", (f, a, by, id) => new SettleCase(by, id, f.Needed("outcome"), f.Needed("reason", 4000), f.Has("amount") && a.CaseOf(id) is { AtStake: [{ } at, ..] } ? f.Money("amount", at.Currency.Code) : null));
        Act(account, "prolong", (f, a, by, id) => new ProlongCase(by, id, f.Date("until"), f.Needed("reason")));
    }

    static void Act(RouteGroupBuilder account, string act, Func<FormFields, Account, Actor, string, Input> read) =>
        account.MapPost("/cases/{case}/" + act, (HttpContext http, string ledger, string account, string @case, CaseScreens screens) => screens.PutAsync(http, (ledger, account, @case), read)).Asks(Duty.Work);

    static CaseTerms Terms(FormFields fields, Account account, string id)
    {
        string currency = account.CaseOf(id) is { AtStake: [{ } at, ..] } ? at.Currency.Code : "";
        TermsKind kind = Code.TryRead(fields.Needed("kind"), out TermsKind read) ? read : TermsKind.Extension;
        return new()
        {
            Kind = kind, Until = kind is TermsKind.Extension or TermsKind.Settlement ? fields.Date("until") : null, Off = kind is TermsKind.Settlement or TermsKind.Reduction ? fields.Money("off", currency) : null,
            Parts = kind is TermsKind.Plan or TermsKind.PartPayment or TermsKind.SmallFirstPlan ? AccountForms.Parts(fields) : [],
        };
    }

    static async Task<IResult> QueueAsync(HttpContext http, string ledger, FrameReader frames, CaseDesk cases)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        return new RazorComponentResult<CasesPage>(new { Frame = frame, Cases = await cases.QueueAsync(ledger, http.RequestAborted), Mine = http.Request.Query["mine"] == "true" });
    }
}

/// <summary>Shows one case, and puts what a form says to its account.</summary>
internal sealed class CaseScreens(FrameReader frames, AccountActs acts, AccountDesk desk, CaseDesk cases)
{
    public async Task<IResult> ShowAsync(HttpContext http, (string Ledger, string Account, string Case) at, ImmutableArray<Problem> problems)
    {
        if (await frames.ReadAsync(http, at.Ledger) is not { } frame || await acts.FindAsync(at.Ledger, at.Account, http.RequestAborted) is not { } found || found.Account.CaseOf(at.Case) is not { } about) return Notices.NotFound;
        OptionsAnswer? options = about is { IsOpen: true, Kind: CaseKind.Request } ? await cases.OptionsAsync(found.Account.Id, new(about.Invoices, about.Stated, about.Supplied), http.RequestAborted) : null;
        return new RazorComponentResult<CasePage>(new { Frame = frame, Account = found.Account, About = about, Problems = problems, Options = options?.Options ?? [] }) { StatusCode = problems.IsEmpty ? 200 : 422 };
    }

    public async Task<IResult> PutAsync(HttpContext http, (string Ledger, string Account, string Case) at, Func<FormFields, Account, Actor, string, Input> read)
    {
        if (await acts.FindAsync(at.Ledger, at.Account, http.RequestAborted) is not { } found || found.Account.CaseOf(at.Case) is null) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        Input input = read(fields, found.Account, Caller.Of(http).Actor, at.Case);
        if (!fields.Problems.IsEmpty) return await ShowAsync(http, at, fields.Problems);
        DeskAnswer answer = await desk.PutAsync(found.Account.Id, input, Caller.Of(http).Origin, http.RequestAborted);
        string back = $"/console/ledgers/{Uri.EscapeDataString(at.Ledger)}/accounts/{found.Account.Id}/cases/{Uri.EscapeDataString(at.Case)}?done=";
        return await answer.Answer.Match(_ => Task.FromResult(SeeOther.To(back + input.Cause)), _ => Task.FromResult(SeeOther.To(back + "same")), refused => ShowAsync(http, at, refused.Problems));
    }
}
