using System.Globalization;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>The notice in German.</summary>
internal static class GermanNotice
{
    static readonly Wording Wording = new("de");

    internal static string Write(LoadedPack pack, string creditor)
    {
        PolicyPack rules = pack.Rules;
        NoticeText text = new();
        text.Title($"Wie {CleanText.Line(creditor)} um Zahlung bittet");
        text.Say($"Dies sind unsere Regeln für Rechnungen, deren Zahlungsziel verstrichen ist. Sie gelten für alle Kunden gleich. Ausgabe: {rules.Pack}, Version {rules.Version}.");
        Reminders(rules, text);
        text.Head("Wann wir schreiben");
        text.Say($"Zwischen {NoticeText.Clock(rules.ContactHours.From)} und {NoticeText.Clock(rules.ContactHours.To)} Uhr bei Ihnen, an Werktagen außer samstags, nie an Feiertagen; an eine Person höchstens {rules.Budget.PerDay} Mal am Tag und {rules.Budget.PerSevenDays} Mal in sieben Tagen. Mit STOP enden unsere SMS.");
        Promises(rules, text);
        Consequences(rules, text);
        text.Head("Wenn etwas nicht stimmt");
        text.Say("Wenn Sie einen Einwand gegen eine Rechnung haben, sagen Sie uns, gegen welchen Teil und warum. Das Beanstandete mahnen wir nicht an, solange wir es prüfen; der Rest bleibt zahlbar. Bei einer Beschwerde ruhen unsere Erinnerungen, bis sie beantwortet ist.");
        return text.ToString();
    }

    static void Reminders(PolicyPack rules, NoticeText text)
    {
        text.Head("Erinnerungen");
        if (rules.Courtesy is { } courtesy)
            text.Item($"{Days(courtesy.DaysBefore)} vor der Fälligkeit: ein Hinweis vorab{(courtesy.To == CourtesyTo.LatePayers ? ", an Kunden, die schon einmal verspätet gezahlt haben" : "")}.");
        foreach (DunningLevel level in rules.Levels)
            text.Item($"{Days(level.DaysPastDue)} nach der Fälligkeit: {ToneWords(level)} per {(level.Channel == Channel.Sms ? "SMS" : "E-Mail")}, an {Role(level.Recipient)}{(level.Warns ? "; es kündigt förmlich an, dass die Belieferung auf Rechnung enden kann" : "")}.");
        text.Say($"Zwischen zwei Nachrichten liegen mindestens {Days(rules.MinimumGapDays)}; keine Stufe wird übersprungen, und nie kommen mehrere auf einmal. Eine Nachricht umfasst alles Überfällige.");
        if (!rules.MinimumBalance.IsEmpty) text.Say($"Insgesamt weniger als {Any(rules.MinimumBalance)} mahnen wir nicht an.");
    }

    static void Promises(PolicyPack rules, NoticeText text)
    {
        text.Head("Wenn Sie mehr Zeit brauchen");
        text.Item($"Sie können eine Zahlung bis zu {Dative(rules.Promises.FurthestDays)} im Voraus zusagen, mindestens {NoticeText.Percent(rules.Promises.LeastShare)} dessen, wofür sie gilt. Das mahnen wir bis {Days(rules.Promises.GraceDays)} nach dem Termin nicht an{(rules.Promises.GraceInBusinessDays ? " (Werktage)" : "")}.");
        text.Item($"Höchstens {rules.Promises.MostOpen} Zusagen können zugleich offen sein, {rules.Promises.MostOpenAfterBroken}, wenn im letzten Jahr eine nicht eingehalten wurde.");
        text.Item($"Sie können um einen späteren Termin, um Raten oder um einen anderen Weg bitten. Bis zu {Dative(rules.Requests.AtOnce.FurthestDays)} und {rules.Requests.AtOnce.MostInstalments} Raten wird in der Regel sofort zugestimmt; darüber hinaus entscheidet ein Mensch. Jede Entscheidung erreicht Sie in Worten, mit ihrem Grund und damit, wie Sie noch einmal fragen.");
        text.Item($"Unsere Antwort haben Sie innerhalb von {rules.Requests.AnswerDays} Arbeitstagen, und solange mahnen wir nicht an, worum es geht. Wir können etwas anderes anbieten; es gibt höchstens {rules.Requests.MostRounds} Runden.");
    }

    static void Consequences(PolicyPack rules, NoticeText text)
    {
        text.Head("Was folgen kann");
        if (rules.Claims is { StateFromLevel: { } from, Scheme: not "none" } claims)
            text.Item($"Ab der {from}. Erinnerung nennen wir Zinsen{(claims.ContractRateAnnual is { } rate ? $" von {rate.ToString(CultureInfo.InvariantCulture).Replace('.', ',')} % im Jahr" : "")}: {ClaimSources.For(claims.Scheme, "de") ?? claims.Scheme}.");
        if (rules.OrderGate.PrepayFromDaysPastDue is { } prepay) text.Item($"Ab {Dative(prepay)} nach der Fälligkeit nehmen wir neue Bestellungen gegen Vorauszahlung an{(rules.OrderGate.IgnoreOverdueUpTo.IsEmpty ? "" : "; kleine Beträge bleiben außer Betracht")}.");
        if (rules.OrderGate.HoldFromDaysPastDue is { } hold) text.Item($"Ab {Dative(hold)} nach der Fälligkeit halten wir neue Bestellungen zurück; eine Person sieht sich das innerhalb von {Dative(rules.OrderGate.HoldReviewDays)} erneut an.");
        if (rules.Levels.Any(l => l.Warns))
        {
            string least = rules.Standing.MinimumOverdue.IsEmpty ? "" : $" und nicht unter {Any(rules.Standing.MinimumOverdue)}";
            text.Item($"Die Belieferung auf Rechnung kann nur enden nach förmlicher Ankündigung und {Dative(rules.Standing.CureDays)} Frist zur Zahlung, frühestens {Days(rules.Standing.MinimumDaysPastDue)} nach der Fälligkeit{least}, durch Entscheidung zweier Personen, mit Grund und mit {Dative(rules.Standing.AppealDays)} Zeit, eine erneute Prüfung zu verlangen. Überprüft wird sie innerhalb von {Dative(rules.Standing.ReviewAfterDays)}.");
            text.Item("Vollständige Zahlung beendet eine Ankündigung. Nach einer solchen Entscheidung führt der Weg zurück über Vorauszahlung und einen kleinen Rahmen zu den üblichen Bedingungen.");
        }
        text.Item(rules.EndOfLadder == EndOfLadder.Repeat ? "Nach der letzten Erinnerung wiederholen wir sie langsam und begrenzt oft." : "Nach der letzten Erinnerung sieht sich eine Person das Konto an; von selbst geht nichts weiter.");
    }

    static string ToneWords(DunningLevel level) => level.Tone switch { Tone.Courteous => "eine freundliche Erinnerung", Tone.Firm => "eine Mahnung", Tone.Formal => "ein förmliches Schreiben" };

    static string Role(string recipient) => recipient switch { "owner" => "die Geschäftsleitung", "escalation" => "die dafür benannte Person", _ => "die Buchhaltung" };

    static string Any(IReadOnlyDictionary<string, decimal> amounts)
    {
        string[] all = [.. amounts.Select(a => Wording.Amount(Money.Exact(a.Value, Currency.Of(a.Key))))];
        return all.Length == 1 ? all[0] : string.Join(", ", all.SkipLast(1)) + " oder " + all[^1];
    }

    static string Days(int days) => days == 1 ? "1 Tag" : $"{days} Tage";

    static string Dative(int days) => days == 1 ? "1 Tag" : $"{days} Tagen";
}
