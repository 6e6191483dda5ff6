using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Worked examples that could not run: dates the wrong way round, an invoice nobody issued, a level the pack does not have.</summary>
internal static class CaseCheck
{
    internal static void Check(ImmutableArray<PolicyCase> cases, PolicyPack? pack, List<PolicyFault> faults)
    {
        foreach ((int index, PolicyCase example) in cases.Index())
        {
            string at = $"cases.json $.cases[{index}]";
            if (example.From > example.To) Add($"{at}.to", "lies before \"from\"", "Let the example end on or after the day it begins");
            if (!SendTime.IsZone(example.Ledger.Zone)) Add($"{at}.ledger.zone", $"\"{example.Ledger.Zone}\" is no time zone", "Write an IANA id such as \"Europe/London\"");
            if (!Currency.TryOf(example.Ledger.Currency, out _)) Add($"{at}.ledger.currency", "is no ISO 4217 currency", "Write a code such as \"GBP\"");
            HashSet<string> issued = [.. example.Events.Where(e => e.Invoice is not null).Select(e => e.Invoice!.Number)];
            foreach ((int nth, CaseEvent happened) in example.Events.Index()) CheckEvent($"{at}.events[{nth}]", happened, issued);
            foreach ((int nth, CaseMessage message) in example.Expect.Index()) CheckMessage($"{at}.expect[{nth}]", message, example, issued);
        }

        void CheckEvent(string at, CaseEvent e, HashSet<string> issued)
        {
            object?[] kinds = [e.Invoice, e.Payment, e.CreditNote, e.Promise, e.Dispute, e.DisputeSettled, e.Extension, e.Block, e.BlockLifted];
            if (kinds.Count(k => k is not null) != 1) Add(at, "must say one thing", "Write exactly one of invoice, payment, creditNote, promise, dispute, disputeSettled, extension, block, blockLifted beside the date");
            if (e.Invoice is { } invoice && invoice.Due < invoice.Issue) Add($"{at}.invoice.due", "lies before the issue date", "Correct the dates");
            string?[] named = [e.Payment?.Invoice, e.CreditNote?.Invoice, e.Dispute, e.DisputeSettled, e.Extension?.Invoice, .. e.Promise?.Invoices ?? []];
            foreach (string number in named.OfType<string>().Where(n => !issued.Contains(n)))
                Add(at, $"names invoice \"{number}\", which the example never issues", "Name one of its invoices");
        }

        void CheckMessage(string at, CaseMessage m, PolicyCase example, HashSet<string> issued)
        {
            if (m.Date < example.From || m.Date > example.To) Add($"{at}.date", "lies outside the example", "Widen \"from\" and \"to\", or mend the date");
            if (m.Level is null == m.Letter is null) Add(at, "must name a level or a letter", "Write one of \"level\" and \"letter\"");
            if (m.Level is { } level && pack is not null && pack.Level(level) is null) Add($"{at}.level", $"the pack has no level {level}", $"Write 1 to {pack.Levels.Length}");
            if (m.Carrying is { } number && !issued.Contains(number)) Add($"{at}.carrying", $"\"{number}\" is never issued", "Name one of the example's invoices");
        }

        void Add(string where, string what, string cure) => faults.Add(new PolicyFault(where, what, cure));
    }
}
