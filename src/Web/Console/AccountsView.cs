using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collections.Web.Console;

/// <summary>The page of accounts: one currency at a time, because two cannot be compared.</summary>
public sealed record AccountsView(Ageing Ageing, string Currency, string Search, int PageNumber, int Pages, IReadOnlyList<AgeingRow> Rows, IReadOnlyList<AccountLine> Quiet)
{
    const int RowsAPage = 50, MostQuiet = 50;

    public string Heading => Search.Length > 0 ? "Found" : Currency.Length > 0 ? $"{Currency}, the most overdue first" : "No open invoices";

    public string Link(string currency, int page) =>
        $"?currency={Uri.EscapeDataString(currency)}{(Search.Length > 0 ? "&q=" + Uri.EscapeDataString(Search) : "")}{(page > 1 ? "&page=" + page.ToString(CultureInfo.InvariantCulture) : "")}";

    /// <summary>The sums of rows of one currency.</summary>
    public static AgeingRow Sum(ImmutableArray<AgeingRow> rows) => rows.Skip(1).Aggregate(rows[0], (a, b) => a with
    {
        NotDue = a.NotDue + b.NotDue, To30 = a.To30 + b.To30, To60 = a.To60 + b.To60, To90 = a.To90 + b.To90, Over90 = a.Over90 + b.Over90,
    });

    internal static async Task<IResult> PageAsync(HttpContext http, string ledger, FrameReader frames, AgeingBook book)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        Ageing ageing = await book.OfAsync(frame.Ledger!, http.RequestAborted);
        AccountsView view = Of(ageing, frame.Ledger!.Currency.Code, http.Request.Query);
        return new RazorComponentResult<AccountsPage>(new { Frame = frame, View = view });
    }

    static AccountsView Of(Ageing ageing, string home, IQueryCollection asked)
    {
        string search = asked["q"].ToString().Trim(), currency = asked["currency"].ToString();
        if (search.Length > 100) search = search[..100];
        if (!ageing.Rows.ContainsKey(currency)) currency = ageing.Rows.ContainsKey(home) ? home : ageing.Rows.Keys.FirstOrDefault() ?? "";
        AgeingRow[] rows = [.. ageing.Rows.GetValueOrDefault(currency, []).Where(r => Has(r.Account, search))];
        AccountLine[] quiet = [.. ageing.Quiet.Where(l => Has(l, search))];
        int pages = Math.Max(1, (rows.Length + RowsAPage - 1) / RowsAPage);
        int page = int.TryParse(asked["page"], NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? Math.Clamp(wanted, 1, pages) : 1;
        return new(ageing, currency, search, page, pages, [.. rows.Skip((page - 1) * RowsAPage).Take(RowsAPage)], page == pages ? [.. quiet.Take(MostQuiet)] : []);
    }

    static bool Has(AccountLine line, string search) => search.Length == 0
        || AccountLines.SearchKey(line.Customer).Contains(AccountLines.SearchKey(search), StringComparison.Ordinal)
        || AccountLines.SearchKey(line.Name).Contains(AccountLines.SearchKey(search), StringComparison.Ordinal);
}
