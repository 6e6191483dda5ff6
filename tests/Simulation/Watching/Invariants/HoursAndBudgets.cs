using Collections.Domain;
using Collections.Policies;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-6, 7, 8, 22 and 34: only in the recipient's hours by the world's clock, from a ledger that is fresh, never above a person's budget, one message a day to an account, and no cap of a day passed.</summary>
internal sealed class HoursAndBudgets(Sight sight) : Invariant(sight, "INV-6/7/8/22/34 hours and budgets")
{
    static readonly TimeSpan Drift = TimeSpan.FromSeconds(45);
    readonly Dictionary<string, List<(string MessageId, int Day)>> byPerson = new(StringComparer.Ordinal);
    readonly Dictionary<(AccountId, DateOnly), string> byAccount = [];
    readonly Dictionary<(string, Channel, DateOnly), HashSet<string>> byDay = [];

    readonly Dictionary<string, (TimeZoneInfo Zone, ContactHours Hours)> hours = new(StringComparer.Ordinal);

    public override void On(Happening happening)
    {
        if (happening is Called called) CalledAt(called);
        if (happening is not Committed committed) return;
        foreach (AccountEvent e in committed.Commit.Events)
            if (e is MessageBegun begun) Passed(committed, begun);
    }

    void Passed(Committed committed, MessageBegun begun)
    {
        Account account = committed.Commit.From.Account;
        Message message = Sight.Reserved[begun.MessageId];
        Ledger ledger = Sight.Ledgers[account.LedgerId];
        (string, Channel, DateOnly) day = (ledger.Id, message.Channel, begun.Date);
        if (!byDay.TryGetValue(day, out HashSet<string>? sent)) byDay[day] = sent = new(StringComparer.Ordinal);
        sent.Add(message.Id);
        Holds(sent.Count <= (message.Channel == Channel.Email ? ledger.EmailsPerDay : ledger.SmsPerDay), account.Id, $"the cap of {day} is passed");
        if (message.CountsAsContact) Contact(committed, account, (message, begun), ledger);
    }

    void Contact(Committed committed, Account account, (Message Message, MessageBegun Begun) one, Ledger ledger)
    {
        Contact contact = account.ContactOf(one.Message.ContactId)!;
        TimeZoneInfo zone = SendTime.Zone(contact.Zone ?? account.Zone ?? ledger.Zone);
        hours[one.Message.Id] = (zone, Sight.Editions[one.Message.Pack].Rules.ContactHours);
        DateOnly there = SendTime.DateIn(zone, committed.Commit.At); // the host's clock, which is off by seconds at most
        PolicyPack rules = Sight.Editions[one.Message.Pack].Rules;
        TimeOnly time = SendTime.TimeIn(zone, committed.Commit.At);
        Holds(time >= rules.ContactHours.From && time <= rules.ContactHours.To, account.Id, $"{committed.At:O} is outside the hours in {zone.Id}");
        Holds(there.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), account.Id, $"{there} is a weekend");
        Holds(!Sight.Holidays.IsHoliday(there, contact.HolidayArea ?? account.HolidayArea ?? ledger.HolidayArea), account.Id, $"{there} is a holiday");
        Fresh(committed, account, one.Begun, ledger);

        string? today = byAccount.GetValueOrDefault((account.Id, one.Begun.Date));
        Holds(today is null || today == one.Message.Id, account.Id, $"a second message on {one.Begun.Date}");
        byAccount[(account.Id, one.Begun.Date)] = one.Message.Id;
        Budget(account.Id, one.Message, there);
    }

    // By the world's clock: the host's own may be wrong, and it may have stood still since its gate.
    void CalledAt(Called called)
    {
        if (!hours.TryGetValue(called.Message.Id, out (TimeZoneInfo Zone, ContactHours Hours) of)) return;
        TimeOnly from = SendTime.TimeIn(of.Zone, called.At + Drift), until = SendTime.TimeIn(of.Zone, called.At - Drift);
        Holds(from >= of.Hours.From && until <= of.Hours.To, called.Message.Account, $"a call of {called.Message.Id} at {called.At:O} is outside the hours in {of.Zone.Id}");
    }

    void Fresh(Committed committed, Account account, MessageBegun begun, Ledger ledger)
    {
        if (Sight.Sources[ledger.Id].IsConnected) return; // LookBefore asks its source itself
        Holds(begun.Watermark <= Sight.FedAt.GetValueOrDefault(ledger.Id) + Drift, account.Id, "a message says 'as of' a time at which nothing was fed");
        if (begun.Watermark is not { } fedAt) return;
        int hours = 0;
        for (DateTimeOffset at = fedAt; at < committed.At; at += TimeSpan.FromHours(1))
        {
            DateOnly day = SendTime.DateIn(ledger.TimeZone, at);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Sight.Holidays.IsHoliday(day, ledger.HolidayArea)) hours++;
        }
        Holds(hours <= 37, account.Id, $"the ledger was {hours} working hours old");
    }

    void Budget(AccountId account, Message message, DateOnly there)
    {
        if (!byPerson.TryGetValue(message.Person, out List<(string MessageId, int Day)>? got)) byPerson[message.Person] = got = [];
        got.RemoveAll(g => g.MessageId == message.Id); // its one grant moves to the day of its last attempt
        got.Add((message.Id, there.DayNumber));
        Holds(got.Count(g => g.Day == there.DayNumber) <= 1, account, $"{message.Person} got a second message on {there}");
        foreach ((_, int day) in got)
            Holds(got.Count(g => g.Day >= day && g.Day < day + 7) <= 2, account, $"{message.Person} got a third message in seven days");
    }
}
