using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>The sample ledger: 30 customers lived through 120 days by the real engine on a clock moved by hand, no guard off.</summary>
internal static class SampleLedger
{
    public static Ledger Ledger { get; } = new()
    {
        Id = "harbour", LegalName = "Harbour Supplies Ltd", Country = "GB", Currency = Currency.Of("GBP"), Zone = "Europe/London", HolidayArea = "GB-ENG", Pack = "uk-b2b",
        Sender = new()
        {
            Name = "Harbour Supplies, credit control", Email = "accounts@harbour.example.com", Phone = "+441632960000", SmsFrom = "+447700900999",
            Address = "1 Quay Street, Exampleton EX1 1AA", Registration = "Registered in England and Wales, company number 00000000",
            PayLink = "https://pay.example.com/harbour", BankDetails = "Example Bank, sort code 00-00-00, account 00000000",
        },
    };

    /// <summary>The last working day of the ledger whose 10:00 has come.</summary>
    public static DateTimeOffset EndBefore(DateTimeOffset now, HolidayCalendar holidays)
    {
        DateOnly day = SendTime.DateIn(Ledger.TimeZone, now);
        while (!holidays.IsOpen(day, Ledger.HolidayArea) || Ten(day) > now) day = day.AddDays(-1);
        return Ten(day);

        static DateTimeOffset Ten(DateOnly date) => SendTime.InstantOf(date, new(10, 0), Ledger.TimeZone);
    }

    /// <summary>Lives the sample up to its end in an empty folder.</summary>
    /// <param name="progress">Told the days lived so far.</param>
    public static async Task LiveAsync(OpenFolder folder, HandClock clock, DateTimeOffset end, Action<int> progress, CancellationToken cancel)
    {
        DateOnly last = SendTime.DateIn(Ledger.TimeZone, end);
        await folder.Stores.Ledgers.SaveAsync(Ledger, clock.GetUtcNow(), "sample", cancel);
        ILookup<DateOnly, SampleEvent> byDay = SampleHistory.Of(last).ToLookup(e => e.Date);
        DayRun run = new(folder, clock);
        for (DateOnly day = last.AddDays(-SampleHistory.Days); day <= last; day = day.AddDays(1))
        {
            await run.UntilAsync(Ledger.Id, SendTime.InstantOf(day, new(7, 0), Ledger.TimeZone), cancel);
            foreach (SampleEvent happened in byDay[day]) await folder.Desk.PutAsync(Ledger.Id, happened.Customer.Number, happened.Input, new("import"), cancel);
            await folder.Stores.Ledgers.RecordFeedAsync(new(Ledger.Id, $"sample-{day:yyyyMMdd}", clock.GetUtcNow(), "sample", byDay[day].Count(), null), cancel);
            progress(SampleHistory.Days - (last.DayNumber - day.DayNumber));
        }
        await run.UntilAsync(Ledger.Id, end, cancel);
    }
}
