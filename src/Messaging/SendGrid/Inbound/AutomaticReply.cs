namespace Collections.Messaging.SendGrid.Inbound;

/// <summary>Tells machines from people: an out-of-office note must not pause the chase, and two machines must not answer each other.</summary>
internal static class AutomaticReply
{
    static readonly string[] Subjects =
    [
        "automatic reply", "auto reply", "auto-reply", "autoreply", "out of office", "out-of-office", "automatische antwort", "abwesenheitsnotiz",
        "abwesenheit:", "réponse automatique", "respuesta automática", "undeliverable", "undelivered mail", "delivery status notification", "mail delivery failed",
        "unzustellbar", "delivery has failed", "returned mail",
    ];

    static readonly string[] Machines = ["mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "donotreply@", "do-not-reply@", "bounce@", "bounces@"];

    internal static bool Is(MimePart mail, string from, string subject)
    {
        if (mail.Header("Auto-Submitted") is { } submitted && !submitted.Split(';')[0].Trim().Equals("no", StringComparison.OrdinalIgnoreCase)) return true; // RFC 3834
        if (mail.Header("X-Autoreply") is not null || mail.Header("X-Autorespond") is not null || mail.Header("X-Auto-Reply") is not null) return true;
        if (mail.Header("Precedence")?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply") return true;
        if (mail.Header("List-Id") is not null || mail.Header("Return-Path")?.Trim() == "<>") return true;
        if (mail.Header("Content-Type")?.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) == true) return true;
        return Machines.Any(m => from.StartsWith(m, StringComparison.Ordinal)) || Subjects.Any(s => subject.TrimStart().StartsWith(s, StringComparison.OrdinalIgnoreCase));
    }
}
