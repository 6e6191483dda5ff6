using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Puts a decision into words: what, by which rule and edition, with which values, and what would have to change.</summary>
public static class Explain
{
    /// <summary>Why a message would go out at an instant, or why not. Changes nothing; the same account, surroundings and instant explain the same for ever.</summary>
    public static Explanation Why(Account account, Surroundings around, PolicyBook book, DateTimeOffset now)
    {
        Turn turn = new(account, around, book, now);
        Judge.All(turn);
        return Of(turn, NextLevel.Of(turn), null);
    }

    internal static Explanation Of(Turn turn, NextLevel next, Message? reserved) => new()
    {
        AccountId = turn.Account.Id,
        At = turn.Now,
        Date = turn.Today,
        Decided = Decided(next, reserved),
        Reason = reserved is null ? next.Reason : Reason.None,
        Policy = next.Pack?.Rules.Label ?? turn.Pack?.Rules.Label ?? $"{turn.Around.Ledger.Pack} (not found)",
        Calendar = turn.Around.Holidays.Version,
        Carrying = next.Carrying?.Invoice.Number,
        Level = next.Level?.Number,
        MessageId = reserved?.Id,
        Stops = reserved is null ? next.Stops : [],
        WouldGo = reserved is null ? WouldGo(next) : "",
        Values = Values(turn, next),
    };

    static string Decided(NextLevel next, Message? reserved)
    {
        if (reserved is { Kind: MessageKind.Level }) return $"Level {reserved.Number} by {Code.Of(reserved.Channel)} for invoice {reserved.About} is reserved for {At(reserved.NotBefore)}.";
        if (reserved is not null) return $"A {Code.Of(reserved.Kind).Replace('-', ' ')} about {reserved.About} is reserved for {At(reserved.NotBefore)}.";
        return next.Stops.Length == 0
            ? $"Level {next.Level!.Number} by {Code.Of(next.Route!.Channel)} for invoice {next.Carrying!.Invoice.Number} may go at {At(next.At)}."
            : $"No message: {next.Stops[0].Words}.";
    }

    static string WouldGo(NextLevel next)
    {
        if (next.Stops.Length == 0) return "";
        string what = next.Level is { } level ? $"Level {level.Number} for invoice {next.Carrying!.Invoice.Number}" : "A message";
        DateOnly? day = next.Stops.All(s => s.Until is not null) ? next.Stops.Max(s => s.Until) : null;
        return day is { } date
            ? $"{what} may go from {date:yyyy-MM-dd} if nothing else changes."
            : $"{what} may go once this changes: {string.Join("; ", next.Stops.Where(s => s.Until is null).Select(s => s.Words))}.";
    }

    static ImmutableArray<KeyValuePair<string, string>> Values(Turn turn, NextLevel next)
    {
        List<KeyValuePair<string, string>> values = [];
        Add("rule", next.Level is null ? "product 2.2, 2.5" : "product 2.1, 2.2");
        Add("ledger fed at", turn.Around.FedAt is { } fed ? At(SendTime.In(turn.Around.Ledger.TimeZone, fed)) : "never");
        if (turn.Account.LastMessage is { } last) Add("last message", $"{last.Date:yyyy-MM-dd} {last.MessageId}");
        if (StandingRun.Words(turn) is { } standing) Add("standing", standing);
        foreach (Case open in turn.Account.Cases.Where(c => c.IsOpen))
            Add("case", $"{open.Id}, {CaseWords.Of(open)}: {Code.Of(open.State)}, level {open.Level}{(open.PausedUntil is { } until ? $", rests until {until:yyyy-MM-dd}" : "")}");
        if (next.Carrying is { } carrying)
        {
            Add("carrying invoice", $"{carrying.Invoice.Number}, due {carrying.Invoice.DueDate:yyyy-MM-dd}, {carrying.Invoice.DaysPastDue(turn.Today)} days past due, {carrying.DueNow} of {carrying.Open} demanded");
            Add("levels done", carrying.Invoice.Ladder is { Done.Length: > 0 } ladder ? string.Join(", ", ladder.Done.Select(Words)) : "none");
        }
        if (next.Day is { } day)
        {
            Add("by due date", $"{day.ByDueDate:yyyy-MM-dd}");
            if (day.BySpacing is { } spacing) Add("by spacing", $"{spacing:yyyy-MM-dd}");
            if (day.ByGap is { } gap) Add("by minimum gap", $"{gap:yyyy-MM-dd}");
            Add("earliest day", $"{day.Earliest:yyyy-MM-dd}");
        }
        if (next.Route is { } route) Add("recipient", $"{route.Contact.Id} ({route.Contact.Role}) by {Code.Of(route.Channel)}, {turn.Around.ZoneOf(turn.Account, route.Contact).Id}");
        return [.. values];

        void Add(string name, string value) => values.Add(new(name, value));
    }

    static string Words(LevelDone done) => $"{done.Number} {Code.Of(done.By)}{(done.Date is { } date ? date.ToString(" yyyy-MM-dd", CultureInfo.InvariantCulture) : "")}";

    static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
