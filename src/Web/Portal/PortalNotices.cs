using Collections.Web.Portal.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collections.Web.Portal;

/// <summary>Pages of the portal that say why there is no page, in the visitor's language and without a word about any account.</summary>
internal static class PortalNotices
{
    /// <summary>No session: the same for whoever never had one.</summary>
    public static IResult Closed(HttpContext http)
    {
        Tongue say = Tongue.Of(http);
        return Of(say, 401, say["This page is closed", "Diese Seite ist geschlossen"],
            say["Please open the link in our latest message again. For your safety a page closes after 30 minutes without use; nothing that you had sent is lost.",
                "Bitte öffnen Sie den Link in unserer letzten Nachricht noch einmal. Zu Ihrer Sicherheit schließt sich die Seite nach 30 Minuten ohne Nutzung; was Sie schon abgesandt hatten, ist nicht verloren."]);
    }

    /// <summary>A link that is old, ended or not ours: one answer for all.</summary>
    public static IResult NoGood(HttpContext http)
    {
        Tongue say = Tongue.Of(http);
        return Of(say, 403, say["This link is no longer good", "Dieser Link gilt nicht mehr"],
            say["A link works for 30 days and can be ended earlier. The newest message from your supplier has a newer one; they also send you one when you call or write.",
                "Ein Link gilt 30 Tage und kann früher beendet werden. Die neueste Nachricht Ihres Lieferanten enthält einen neueren; auf Anruf oder Nachricht erhalten Sie auch einen."]);
    }

    public static IResult NotFound(HttpContext http)
    {
        Tongue say = Tongue.Of(http);
        return Of(say, 404, say["Not found", "Nicht gefunden"], say["There is nothing of that name here.", "Hier gibt es nichts mit diesem Namen."]);
    }

    public static IResult Forbidden(HttpContext http)
    {
        Tongue say = Tongue.Of(http);
        return Of(say, 403, say["Nothing was changed", "Nichts wurde geändert"],
            say["The form was not of this session. Open the page again and send it once more.", "Das Formular gehörte nicht zu dieser Sitzung. Öffnen Sie die Seite noch einmal und senden Sie es erneut."]);
    }

    public static IResult Of(HttpContext http, int status)
    {
        Tongue say = Tongue.Of(http);
        (string title, string words) = status switch
        {
            503 => (say["Not now", "Gerade nicht möglich"], say["This could not be recorded now. Please try again in a moment.", "Das konnte gerade nicht aufgenommen werden. Bitte versuchen Sie es gleich noch einmal."]),
            413 => (say["Too large", "Zu groß"], say["A file may have 5 MB, and all together 15 MB. Nothing was sent.", "Eine Datei darf 5 MB haben, alle zusammen 15 MB. Es wurde nichts gesandt."]),
            500 => (say["Our mistake", "Unser Fehler"], say["Something went wrong on our side; nothing was half done. Please try again.", "Auf unserer Seite ging etwas schief; nichts ist halb geschehen. Bitte versuchen Sie es noch einmal."]),
            _ => (say["Not possible", "Nicht möglich"], say["The request cannot be understood. Nothing was changed.", "Die Anfrage ist nicht zu verstehen. Nichts wurde geändert."]),
        };
        return Of(say, status, title, words);
    }

    static IResult Of(Tongue say, int status, string title, string words) =>
        new RazorComponentResult<PortalNotice>(new { Say = say, Title = title, Words = words }) { StatusCode = status };
}
