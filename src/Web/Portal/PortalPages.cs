using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Console;
using Collections.Web.Portal.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collections.Web.Portal;

/// <summary>Pages that show something of the account. What is not the session's own is not there.</summary>
internal static class PortalPages
{
    const int MostMessages = 100;

    public static async Task<IResult> InvoiceAsync(HttpContext http, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        if (visit.Invoice(http.Request.Query["number"]) is not { } invoice) return PortalNotices.NotFound(http);
        return new RazorComponentResult<InvoicePage>(new { V = visit, Invoice = invoice });
    }

    public static async Task<IResult> MessagesAsync(HttpContext http, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        IReadOnlyList<StoredMessage> all = await visits.Desk.Stores.Accounts.MessagesAsync(new(Account: visit.Account.Id, Most: MostMessages), http.RequestAborted);
        return new RazorComponentResult<MessagesPage>(new { V = visit, Messages = (IReadOnlyList<StoredMessage>)[.. all.Where(IsReceived)] });
    }

    public static async Task<IResult> MessageAsync(HttpContext http, string message, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        if (await FindAsync(visit, message, visits, http.RequestAborted) is not { } found) return PortalNotices.NotFound(http);
        return new RazorComponentResult<LetterPage>(new { V = visit, Stored = found with { Text = WithoutBank(found.Text!, visit) } });
    }

    /// <summary>The HTML of an email, alone, for the frame in its page. Its own rules of content: no script, no form, nothing fetched from anywhere.</summary>
    public static async Task<IResult> HtmlAsync(HttpContext http, string message, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        if (await FindAsync(visit, message, visits, http.RequestAborted) is not { Text: { Html: not null } text }) return PortalNotices.NotFound(http);
        PageHeaders.OfLetter(http.Response);
        return Results.Text(WithoutBank(text, visit).Html!, "text/html; charset=utf-8");
    }

    public static async Task<IResult> InstalmentsAsync(HttpContext http, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        return new RazorComponentResult<InstalmentsPage>(new { V = visit, Asked = InstalmentAsked.Read(http.Request.Query, visit) });
    }

    // A letter prints the bank details: until the code was entered they are left out here as they are elsewhere.
    static MessageText WithoutBank(MessageText text, Visit visit)
    {
        if (visit.IsConfirmed) return text;
        foreach (string line in visit.Ledger.Sender.BankDetails.Split('\n').Select(Visit.Show).Where(l => l.Length > 3))
            text = HiddenWords.Put(HiddenWords.Put(text, line, "•••"), System.Net.WebUtility.HtmlEncode(line), "•••");
        return text;
    }

    static async Task<StoredMessage?> FindAsync(Visit visit, string message, VisitReader visits, CancellationToken cancel) =>
        await visits.Desk.Stores.Accounts.MessageAsync(message, cancel) is { } found && found.AccountId == visit.Account.Id && IsReceived(found) ? found : null;

    // What left, or may have left; a code is no news once it was typed.
    static bool IsReceived(StoredMessage stored) =>
        stored.Text is not null && stored.Message.State is MessageState.Accepted or MessageState.Uncertain or MessageState.Unknown && !HiddenWords.IsCode(stored.Message);
}

/// <summary>Instalments as the visitor asks for them.</summary>
/// <param name="Currency">Which of the account's.</param>
/// <param name="Amount">What is to be spread; null: not understood, or not asked yet.</param>
/// <param name="Count">How many parts.</param>
/// <param name="Every">"week", "fortnight" or "month".</param>
/// <param name="FirstDate">Of the first.</param>
/// <param name="Typed">What was typed as the amount.</param>
/// <param name="Parts">What comes of it; empty: nothing yet.</param>
public sealed record InstalmentAsked(Currency Currency, Money? Amount, int Count, string Every, DateOnly FirstDate, string Typed, IReadOnlyList<Instalment> Parts)
{
    public const int Most = 24;

    public static InstalmentAsked Read(IQueryCollection query, Visit visit)
    {
        Currency currency = visit.Currencies.FirstOrDefault(c => c.Code == query["currency"], visit.Currencies.FirstOrDefault(visit.Ledger.Currency));
        Money due = visit.Figures.FirstOrDefault(f => f.Open.Currency == currency)?.Demandable ?? Money.Zero(currency);
        string typed = query["amount"].ToString() is { Length: > 0 and <= 30 } text ? text : due.IsPositive ? visit.Say.Field(due) : "";
        bool read = visit.Say.TryMoney(typed, currency, out Money amount) && amount.IsPositive;
        int count = int.TryParse(query["count"], NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? Math.Clamp(asked, 2, Most) : 3;
        string every = query["every"].ToString() is "week" or "fortnight" ? query["every"].ToString() : "month";
        DateOnly first = DateOnly.TryParseExact(query["first"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && day >= visit.Today && day <= visit.Today.AddYears(1) ? day : visit.Today.AddDays(7);
        return new(currency, read ? amount : null, count, every, first, typed, read ? Split(amount, count, every, first) : []);
    }

    /// <summary>Equal parts; what cannot be divided lies in the first. They add up to the amount. Of parts below one minor unit there are fewer.</summary>
    public static IReadOnlyList<Instalment> Split(Money amount, int count, string every, DateOnly first)
    {
        long parts = Math.Min(count, amount.Minor), each = amount.Minor / parts, rest = amount.Minor % parts;
        return [.. Enumerable.Range(0, (int)parts).Select(i => new Instalment(DayOf(first, every, i), new(each + (i == 0 ? rest : 0), amount.Currency)))];
    }

    static DateOnly DayOf(DateOnly first, string every, int number) => every switch
    {
        "week" => first.AddDays(7 * number), "fortnight" => first.AddDays(14 * number), _ => first.AddMonths(number),
    };
}
