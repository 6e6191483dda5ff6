using Collections.Domain;
using Collections.Engine;
using Collections.Living;
using Collections.Policies;

namespace Collections.Simulation.Invariants;

/// <summary>INV-6, 7, 8 and 34: only in the recipient's hours, from a ledger that is fresh, never above a person's budget, one message a day to an account, and no cap of a day passed.</summary>
internal sealed class HoursAndBudgets(World world) : Invariant("INV-6/7/8/34 hours and budgets")
{
    readonly Dictionary<string, List<(string MessageId, int Day)>> byPerson = new(StringComparer.Ordinal);
    readonly Dictionary<(AccountId, DateOnly), string> byAccount = [];
    readonly Dictionary<(string, Channel, DateOnly), HashSet<string>> byDay = [];

    public override void On(Committed committed)
    {
        Account account = committed.Commit.From.Account;
        foreach (MessageBegun begun in committed.Commit.Events.OfType<MessageBegun>())
        {
            Message message = world.Office.Journal.Reserved[begun.MessageId];
            Ledger ledger = world.Ledgers[account.LedgerId];
            (string, Channel, DateOnly) day = (ledger.Id, message.Channel, begun.Date);
            if (!byDay.TryGetValue(day, out HashSet<string>? sent)) byDay[day] = sent = new(StringComparer.Ordinal);
            sent.Add(message.Id);
            Holds(sent.Count <= (message.Channel == Channel.Email ? ledger.EmailsPerDay : ledger.SmsPerDay), account.Id, $"the cap of {day} is passed");
            if (message.CountsAsContact) Contact(committed, account, (message, begun), ledger);
        }
    }

    void Contact(Committed committed, Account account, (Message Message, MessageBegun Begun) one, Ledger ledger)
    {
        Contact contact = account.ContactOf(one.Message.ContactId)!;
        TimeZoneInfo zone = SendTime.Zone(contact.Zone ?? account.Zone ?? ledger.Zone);
        DateOnly there = SendTime.DateIn(zone, committed.At);
        PolicyPack rules = world.Book.Edition(one.Message.Pack)!.Rules;
        Holds(SendTime.TimeIn(zone, committed.At) >= rules.ContactHours.From && SendTime.TimeIn(zone, committed.At) <= rules.ContactHours.To, account.Id, $"{committed.At:O} is outside the hours in {zone.Id}");
        Holds(there.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), account.Id, $"{there} is a weekend");
        Holds(!world.Book.Holidays.IsHoliday(there, contact.HolidayArea ?? account.HolidayArea ?? ledger.HolidayArea), account.Id, $"{there} is a holiday");
        Holds(!world.IsSafe, account.Id, "a message left in safe mode");
        Fresh(committed, account, one.Begun, ledger);

        string? today = byAccount.GetValueOrDefault((account.Id, one.Begun.Date));
        Holds(today is null || today == one.Message.Id, account.Id, $"a second message on {one.Begun.Date}");
        byAccount[(account.Id, one.Begun.Date)] = one.Message.Id;
        Budget(account.Id, one.Message, there);
    }

    void Fresh(Committed committed, Account account, MessageBegun begun, Ledger ledger)
    {
        Holds(begun.Watermark is not null, account.Id, "a message from a ledger that was never fed");
        double hours = 0;
        for (DateTimeOffset at = begun.Watermark!.Value; at < committed.At; at += TimeSpan.FromHours(1))
        {
            DateOnly day = SendTime.DateIn(ledger.TimeZone, at);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !world.Book.Holidays.IsHoliday(day, ledger.HolidayArea)) hours++;
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
