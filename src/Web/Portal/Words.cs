using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Portal;

/// <summary>What states are called on the customers' pages.</summary>
internal static class PortalWords
{
    /// <summary>How an open invoice stands today, in words.</summary>
    public static string Of(ChasedInvoice i, Visit v)
    {
        Tongue say = v.Say;
        string until = i.Until is { } day ? say.Date(day) : "";
        int days = i.Invoice.DaysPastDue(v.Today);
        return i.Out switch
        {
            Reason.PromiseOpen => say["promised", "zugesagt"],
            Reason.PlanOnTrack => say["in instalments", "in Raten"],
            Reason.NotYetDue => say[$"due {until}", $"fällig am {until}"],
            Reason.Extended => say[$"extended to {until}", $"aufgeschoben bis {until}"],
            Reason.DisputeOpen => say["being looked into", "wird geprüft"],
            Reason.CreditToAllocate => say["covered by your credit", "durch Ihr Guthaben gedeckt"],
            Reason.AutomaticPaymentPending => say["being collected", "wird eingezogen"],
            Reason.DunningBlock => say[$"paused until {until}", $"ruht bis {until}"],
            _ => days == 1 ? say["1 day past due", "1 Tag überfällig"] : say[$"{days} days past due", $"{days} Tage überfällig"],
        };
    }

    public static string Bucket(int number, Tongue say) => number switch
    {
        0 => say["Not yet due", "Noch nicht fällig"], 1 => say["1 to 30 days past due", "1 bis 30 Tage überfällig"], 2 => say["31 to 60 days", "31 bis 60 Tage"],
        3 => say["61 to 90 days", "61 bis 90 Tage"], _ => say["over 90 days", "über 90 Tage"],
    };

    public static string DisputeAbout(string code, Tongue say) => code switch
    {
        "quality" => say["The goods or the work were not right", "Ware oder Leistung war nicht in Ordnung"],
        "price" => say["The price is not what was agreed", "Der Preis ist nicht der vereinbarte"],
        "quantity" => say["The quantity is wrong", "Die Menge stimmt nicht"],
        "not-received" => say["It did not arrive", "Es ist nicht angekommen"],
        "already-paid" => say["We have paid it already", "Wir haben schon bezahlt"],
        "wrong-customer" => say["It is not ours", "Die Rechnung ist nicht für uns"],
        _ => say["Something else", "Etwas anderes"],
    };

    public static string DisputeOutcome(string? outcome, Tongue say) => outcome switch
    {
        "credited" => say["settled in your favour", "zu Ihren Gunsten erledigt"],
        "partly-credited" => say["settled, partly in your favour", "erledigt, teils zu Ihren Gunsten"],
        "rejected" => say["looked into and not accepted", "geprüft und nicht anerkannt"],
        "withdrawn" => say["taken back", "zurückgenommen"],
        _ => say["settled", "erledigt"],
    };

    public static string Posting(PostingKind kind, Tongue say) => kind switch
    {
        PostingKind.Payment => say["Payment", "Zahlung"], PostingKind.CreditNote => say["Credit note", "Gutschrift"], PostingKind.Waiver => say["Given up", "Erlass"],
        PostingKind.Discount => say["Discount", "Nachlass"], PostingKind.WriteOff => say["Written off", "Ausgebucht"], PostingKind.Reversal => say["Taken back", "Rückbuchung"], PostingKind.Correction => say["Correction", "Berichtigung"],
    };

    public static string Letter(MessageKind kind, int number, Tongue say) => kind switch
    {
        MessageKind.Courtesy => say["Reminder before the due date", "Erinnerung vor Fälligkeit"], MessageKind.PromiseReminder => say["Reminder of your promise", "Erinnerung an Ihre Zusage"],
        MessageKind.InstalmentReminder => say["Reminder of an instalment", "Erinnerung an eine Rate"], MessageKind.Correction => say["Correction", "Berichtigung"],
        MessageKind.Confirmation => say["Confirmation or answer", "Bestätigung oder Antwort"], _ => say["Reminder", "Erinnerung"],
    };

    public static string Channel(Channel channel, Tongue say) => channel == Domain.Channel.Sms ? say["text message", "SMS"] : say["email", "E-Mail"];
}
