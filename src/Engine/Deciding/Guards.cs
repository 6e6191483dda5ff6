using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The guards of product rule 2.6: checked when deciding and again at the gate. Each has a stable reason code.</summary>
public static class Guards
{
    /// <summary>What stops the whole account until a person or an event moves it.</summary>
    public static IEnumerable<Stop> OfAccount(Account account, Surroundings around, DateOnly today)
    {
        AccountFlags flags = account.Flags;
        if (account.ExcludedBecause is { } why) yield return new(Reason.Excluded, null, $"never chased by rule: {why}");
        if (flags.Insolvency) yield return new(Reason.Insolvency, null, "insolvency or a moratorium is known: a person decides");
        if (flags.Vulnerability) yield return new(Reason.Vulnerability, null, "a vulnerable person is behind the account: a person decides");
        if (flags.ComplaintUntil >= today) yield return new(Reason.Complaint, flags.ComplaintUntil.Value.AddDays(1), $"the cool-off after a complaint lasts until {flags.ComplaintUntil:yyyy-MM-dd}");
        if (flags.UnreadReply) yield return new(Reason.ReplyUnread, null, "the customer has replied and nobody has read it yet");
        if (IsEventParked(account, around)) yield return new(Reason.EventParked, null, "an event of this account waits for a person");
        foreach (DunningBlock block in account.Blocks)
            if (block.Invoice is null && block.IsActive(today))
                yield return new(Reason.DunningBlock, block.UntilDate.AddDays(1), $"reminders are blocked until {block.UntilDate:yyyy-MM-dd}");
    }

    /// <summary>True while an event of the account waits for a person: what it says is not known yet, so nothing is sent and nothing is punished.</summary>
    public static bool IsEventParked(Account account, Surroundings around) => around.EventParked || account.Tasks.Any(t => t.Kind == "event-parked");

    /// <summary>What stops the whole ledger.</summary>
    public static IEnumerable<Stop> OfLedger(Account account, Surroundings around, PolicyPack rules, DateTimeOffset now)
    {
        if (around.SafeMode) yield return new(Reason.SafeMode, null, "safe mode is on");
        if (account.OpenFeed is not null) yield return new(Reason.FeedIncomplete, null, "an import of this account is not yet whole");
        if (around.ConnectionEnded is { } ended) yield return new(Reason.ConnectionEnded, null, ended);
        if (around.Implausible is { } words) yield return new(Reason.SyncImplausible, null, words);
        if (IsStale(around, rules, now))
            yield return new(Reason.LedgerStale, null, around.FedAt is { } fed
                ? $"the ledger was last fed at {SendTime.In(around.Ledger.TimeZone, fed):yyyy-MM-dd HH:mm zzz}, older than the policy allows"
                : "the ledger was never fed");
    }

    /// <summary>What stops a message to one recipient at an instant. Confirmations the person asked for skip window and budget, never an opt-out.</summary>
    public static IEnumerable<Stop> OfRecipient(Account account, Route route, Surroundings around, PolicyPack rules, DateTimeOffset at)
    {
        TimeZoneInfo zone = around.ZoneOf(account, route.Contact);
        string? area = around.AreaOf(account, route.Contact);
        DateOnly there = SendTime.DateIn(zone, at);
        ContactWindow window = new(rules.ContactHours.From, rules.ContactHours.To);
        DateOnly opens = SendTime.DateIn(around.Ledger.TimeZone, window.OpensAt(at, zone, around.Holidays, area));
        if (!around.Holidays.IsOpen(there, area)) yield return new(Reason.ClosedDay, opens, $"{there:yyyy-MM-dd} is a weekend or public holiday where the recipient is");
        else if (!window.IsOpen(at, zone, around.Holidays, area)) yield return new(Reason.OutsideWindow, opens, $"it is {SendTime.TimeIn(zone, at):HH:mm} where the recipient is; the window is {window.From:HH:mm} to {window.To:HH:mm}");
        if (BudgetStop(route.Contact.Person ?? route.Address, there, around, rules) is { } spent) yield return spent;
        int cap = route.Channel == Channel.Email ? around.Ledger.EmailsPerDay : around.Ledger.SmsPerDay;
        if (around.GrantedToday.GetValueOrDefault(route.Channel) >= cap)
            yield return new(Reason.DailyCap, SendTime.DateIn(around.Ledger.TimeZone, at).AddDays(1), $"the ledger's daily cap of {cap} messages by {Code.Of(route.Channel)} is reached");
    }

    /// <summary>The oldest that a connected ledger may be: the longest interval of a poll, and a quarter of an hour (INV-15).</summary>
    public static readonly TimeSpan OldestPoll = TimeSpan.FromMinutes(75);

    /// <summary>True when the balances are older than the policy allows. For a fed ledger hours on its closed days do not count, so that over a weekend
    /// or holiday one working day is allowed; a connected one is polled on every day.</summary>
    public static bool IsStale(Surroundings around, PolicyPack rules, DateTimeOffset now)
    {
        if (around.FedAt is not { } fed) return true;
        if (now <= fed) return false;
        if (around.Ledger.Feed == FeedKind.Connected) return now - fed > OldestPoll;
        TimeSpan limit = TimeSpan.FromHours(rules.Feed.MaxLedgerAgeHours);
        return now - fed > limit && OpenHours(around, fed, now) > limit;
    }

    static TimeSpan OpenHours(Surroundings around, DateTimeOffset from, DateTimeOffset to)
    {
        TimeZoneInfo zone = around.Ledger.TimeZone;
        if (to - from > TimeSpan.FromDays(60)) return to - from; // no run of closed days is that long
        TimeSpan open = TimeSpan.Zero;
        for (DateOnly day = SendTime.DateIn(zone, from); day <= SendTime.DateIn(zone, to); day = day.AddDays(1))
        {
            if (!around.Holidays.IsOpen(day, around.Ledger.HolidayArea)) continue;
            DateTimeOffset begins = SendTime.InstantOf(day, TimeOnly.MinValue, zone), ends = SendTime.InstantOf(day.AddDays(1), TimeOnly.MinValue, zone);
            open += (ends < to ? ends : to) - (begins > from ? begins : from);
        }
        return open;
    }

    static Stop? BudgetStop(string person, DateOnly there, Surroundings around, PolicyPack rules)
    {
        DateOnly[] days = [.. around.Grants.Where(g => g.Person == person && g.Date <= there && g.Date > there.AddDays(-7)).Select(g => g.Date).Order()];
        if (days.Count(d => d == there) >= rules.Budget.PerDay)
            return new(Reason.BudgetSpent, there.AddDays(1), $"the person has had {rules.Budget.PerDay} message today, all that the budget allows");
        return days.Length >= rules.Budget.PerSevenDays
            ? new(Reason.BudgetSpent, days[^rules.Budget.PerSevenDays].AddDays(7), $"the person has had {days.Length} messages in seven days, all that the budget allows")
            : null;
    }
}
