using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Console;

/// <summary>What stands around every page.</summary>
/// <param name="Caller">Who looks; null on the sign-in page and on notices.</param>
/// <param name="Ledger">The ledger the page is about; null: none.</param>
/// <param name="Ledgers">Those the caller sees.</param>
/// <param name="SafeMode">True while nothing is sent.</param>
/// <param name="Now">The instant the page speaks of.</param>
/// <param name="Did">What the form before did, in words; null: nothing.</param>
/// <param name="Ended">The ledger's connection where it has ended; null: it stands, or there is none.</param>
public sealed record Frame(Caller? Caller, Ledger? Ledger, IReadOnlyList<Ledger> Ledgers, bool SafeMode, DateTimeOffset Now, string? Did, StoredConnection? Ended = null)
{
    public static Frame Empty { get; } = new(null, null, [], false, default, null);

    public string FormToken => Caller?.Session is null ? "" : FormGuard.TokenFor(Caller);

    public string Base => Ledger is null ? "" : $"/console/ledgers/{Uri.EscapeDataString(Ledger.Id)}";

    public bool May(Duty duty) => Caller?.May(duty) ?? false;

    public DateOnly Today => SendTime.DateIn(Ledger!.TimeZone, Now);

    /// <summary>An instant on the ledger's clock.</summary>
    public string At(DateTimeOffset at) => Show.At(at, Ledger?.TimeZone ?? TimeZoneInfo.Utc);
}

/// <summary>Reads what stands around a page.</summary>
internal sealed class FrameReader(ILedgerStore ledgers, TimeProvider clock)
{
    /// <summary>The frame; null when the ledger does not exist or is not the caller's.</summary>
    public async Task<Frame?> ReadAsync(HttpContext http, string? ledgerId)
    {
        Caller caller = Caller.Of(http);
        Ledger[] seen = [.. (await ledgers.ListAsync(http.RequestAborted)).Where(l => caller.Sees(l.Id))];
        Ledger? ledger = seen.FirstOrDefault(l => l.Id == ledgerId);
        if (ledgerId is not null && ledger is null) return null;
        bool safe = (await ledgers.SafeModeAsync(http.RequestAborted)).Any(s => s.To is null);
        StoredConnection? ended = ledger is { Feed: FeedKind.Connected } && await ledgers.ConnectionAsync(ledger.Id, http.RequestAborted) is { HasEnded: true } connection ? connection : null;
        return new(caller, ledger, seen, safe, clock.GetUtcNow(), Done.Words(http.Request.Query["done"]), ended);
    }
}

/// <summary>What a form did, as a code in the address of the page that follows it: no text of anybody's choosing is shown from there.</summary>
internal static class Done
{
    static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["promise"] = "The promise is recorded.", ["promise-withdrawn"] = "The promise was taken back.", ["dispute"] = "The dispute is open; what it contests is not chased.",
        ["dispute-settled"] = "The dispute is settled.", ["block"] = "Reminders are blocked.", ["block-lifted"] = "The block is lifted.", ["hold"] = "Orders are on hold.",
        ["hold-released"] = "Orders are released.", ["flag"] = "The flags are set.", ["escalate"] = "The next level is reserved.", ["waive-level"] = "The level is waived.",
        ["settle"] = "The message is settled.", ["review"] = "Recorded.", ["task"] = "The task is done.", ["agreement"] = "The agreement is recorded.", ["opt-out"] = "The address has opted out.",
        ["key-revoked"] = "The key no longer works.", ["person"] = "The person is saved.", ["safe-mode"] = "Safe mode is changed.", ["same"] = "That was recorded already; nothing has changed.",
        ["blacklist-proposal"] = "The proposal is recorded; the customer is told.", ["blacklist-approval"] = "The approval is recorded.", ["blacklist-refusal"] = "The proposal is refused.", ["blacklist-evidence"] = "The evidence is renewed.",
        ["appeal"] = "The appeal is recorded.", ["appeal-decision"] = "The appeal is decided.", ["standing-review"] = "The review is recorded.", ["feed"] = "The held sync is settled.",
        ["connected"] = "The ledger is connected. Its first import has begun; nothing is sent before it is whole.", ["disconnected"] = "The connection is ended, and its tokens are forgotten.",
        ["opt-in"] = "The address may be written to again.", ["released"] = "The ticked messages may go.", ["held-back"] = "The ticked messages are held back.", ["order-released"] = "The order may go.",
        ["payment"] = "The payment is recorded.", ["payment-reversed"] = "The payment was taken back.", ["credit-note"] = "The credit note is recorded.", ["reply"] = "The reply is recorded; the chase pauses until it is read.",
        ["customer"] = "The contact is saved.", ["contact"] = "The contact is removed.",
        ["case-owner"] = "The case has its owner.", ["case-decision"] = "The case is decided; the customer is told.", ["counter-offer"] = "The offer is made; the customer is told.", ["case-settled"] = "The case is answered; the customer is told.", ["case-prolonged"] = "Reminders rest longer.",
        ["portal-link-revoked"] = "The link no longer opens anything.",
    };

    public static IReadOnlyCollection<string> Codes => Known.Keys;

    public static string? Words(string? code) => code is null ? null : Known.GetValueOrDefault(code);
}
