using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Portal;

/// <summary>What stands behind every page of a visit: the one account of the session, its ledger, and the visitor's language.</summary>
/// <param name="Visitor">Whose session.</param>
/// <param name="Account">As last committed.</param>
/// <param name="Ledger">Its ledger.</param>
/// <param name="Rules">The policy for what begins now; null: it is not in the book, and nothing can be agreed here.</param>
/// <param name="Say">The language.</param>
/// <param name="Now">The instant the pages speak of.</param>
/// <param name="FedAt">How old the amounts are; null: never fed.</param>
/// <param name="Did">What the form before did, in words; null: nothing.</param>
public sealed record Visit(Visitor Visitor, Account Account, Ledger Ledger, PolicyPack? Rules, Tongue Say, DateTimeOffset Now, DateTimeOffset? FedAt, string? Did)
{
    public DateOnly Today => SendTime.DateIn(Ledger.TimeZone, Now);

    public string FormToken => Visitor.FormToken;

    public bool IsConfirmed => Visitor.Session.ConfirmedAt is not null;

    /// <summary>Open invoices as the chase sees them today, the oldest first.</summary>
    public Chase Chase => field ??= Chase.Look(Account, Today);

    public ImmutableArray<CurrencyFigures> Figures => AccountFigures.Of(Account, Today).Currencies;

    /// <summary>The currencies in which something is open, the ledger's own first.</summary>
    public IReadOnlyList<Currency> Currencies =>
        [.. Chase.Invoices.Select(i => i.Open.Currency).Distinct().OrderBy(c => c == Ledger.Currency ? 0 : 1).ThenBy(c => c.Code, StringComparer.Ordinal)];

    /// <summary>An invoice of this account, open or not; null when it has none of that number.</summary>
    public Invoice? Invoice(string? number) => number is { Length: > 0 and <= 200 } ? Account.Invoice(number) : null;

    public string CustomerName => Show(Account.Name) is { Length: > 0 } name ? name : Show(Account.Customer);

    /// <summary>The contact whose link it is; null: staff gave it out.</summary>
    public Contact? Contact => Visitor.Session.ContactId is { } id ? Account.ContactOf(id) : null;

    public static string Show(string? text) => CleanText.Line(text, 2000);
}

/// <summary>Reads what stands behind a page.</summary>
internal sealed class VisitReader(AccountDesk desk, TimeProvider clock)
{
    public AccountDesk Desk => desk;

    /// <exception cref="UnknownAccountException">The account of the session is gone.</exception>
    public async Task<Visit> ReadAsync(HttpContext http)
    {
        Visitor visitor = Visitor.Of(http);
        StoredAccount stored = await desk.Stores.Accounts.LoadAsync(visitor.Session.Account, http.RequestAborted) ?? throw new UnknownAccountException(visitor.Session.Account);
        Ledger ledger = await desk.Stores.Ledgers.FindAsync(visitor.Session.LedgerId, http.RequestAborted) ?? throw new UnknownLedgerException(visitor.Session.LedgerId);
        IReadOnlyList<FeedRecord> feeds = await desk.Stores.Ledgers.FeedsAsync(ledger.Id, 1, http.RequestAborted);
        Contact? contact = visitor.Session.ContactId is { } id ? stored.Account.ContactOf(id) : null;
        Tongue say = Tongue.Of(http, contact?.Language);
        return new(visitor, stored.Account, ledger, desk.Book.Current(stored.Account.Pack ?? ledger.Pack)?.Rules, say, clock.GetUtcNow(),
            feeds is [{ } last] ? last.At : null, Deeds.Words(http.Request.Query["done"], say));
    }
}

/// <summary>What a form did, as a code in the address of the page that follows it: no text of anybody's choosing is shown from there.</summary>
internal static class Deeds
{
    public static string? Words(string? code, Tongue say) => code switch
    {
        "promise" => say["Thank you. Your promise is recorded, and we do not remind you of these invoices before its day has passed.", "Danke. Ihre Zusage ist aufgenommen; bis ihr Tag vorüber ist, erinnern wir Sie an diese Rechnungen nicht."],
        "promise-withdrawn" => say["The promise was taken back.", "Die Zusage ist zurückgenommen."],
        "dispute" => say["Thank you. We look into it, and do not chase what you contest meanwhile.", "Danke. Wir prüfen Ihren Einwand und mahnen den bestrittenen Betrag so lange nicht an."],
        "request" => say["Thank you for telling us. Below you see where your request stands.", "Danke, dass Sie es uns sagen. Unten sehen Sie, wie Ihre Anfrage steht."],
        "counter-offer" => say["Thank you. We look at what you ask for now.", "Danke. Wir sehen uns an, worum Sie jetzt bitten."],
        "offer-accepted" => say["Thank you. It is agreed.", "Danke. Es ist vereinbart."],
        "case-withdrawn" => say["The request was taken back.", "Die Anfrage ist zurückgenommen."],
        "opt-out" => say["We no longer write to that address.", "An diese Adresse schreiben wir nicht mehr."],
        "contact" => say["Your contact details are changed.", "Ihre Kontaktdaten sind geändert."],
        "confirmed" => say["Thank you, the code was right.", "Danke, der Code war richtig."],
        "same" => say["We had that already; nothing has changed.", "Das lag uns schon vor; nichts hat sich geändert."],
        _ => null,
    };
}
