using Collections.Domain;
using Collections.Policies;
using Collections.Simulation.Outside;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-6 of both kinds of ledger, by what the source itself held: nothing demands an invoice that its source had settled before the reading or the feed that the message must rest on.</summary>
internal sealed class LookBefore(Sight sight) : Invariant(sight, "INV-6 look before send")
{
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(75); // clocks that drift, and the way from the reading to the commit

    public override void On(Happening happening)
    {
        if (happening is not Committed committed) return;
        foreach (AccountEvent e in committed.Commit.Events)
            if (e is MessageBegun begun && Sight.Reserved[begun.MessageId] is { CountsAsContact: true } message) Passed(committed, begun, message);
    }

    void Passed(Committed committed, MessageBegun begun, Message message)
    {
        AccountingSource books = Sight.Sources[committed.Commit.To.LedgerId];
        PolicyPack rules = Sight.Editions[message.Pack].Rules;
        bool isFinal = message.Kind == MessageKind.Repeat || (message.Kind == MessageKind.Level && rules.Level(message.Number) is { Required: true } or { Warns: true });
        TimeSpan allowed = isFinal ? TimeSpan.FromSeconds(60) : TimeSpan.FromMinutes(15);
        DateTimeOffset known = books.IsConnected ? committed.At - allowed : Sight.FedAt[books.LedgerId];
        if (books.IsConnected) Holds(Sight.ReadAt.GetValueOrDefault(books.LedgerId) >= known - Slack, committed.Id, $"the source was last read at {Sight.ReadAt.GetValueOrDefault(books.LedgerId):O}, the message passed at {committed.At:O}");
        foreach (string number in begun.Invoices)
            Holds(books.SettledAt(number) is not { } at || at >= known - Slack, committed.Id, $"{number} was settled at its source at {books.SettledAt(number):O} and was demanded at {committed.At:O}");
    }
}
