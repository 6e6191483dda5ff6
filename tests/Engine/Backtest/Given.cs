using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests;

/// <summary>Ledgers, packs and facts that state only what a replay's test needs.</summary>
internal static class Given
{
    public static readonly Currency Gbp = Currency.Of("GBP"), Eur = Currency.Of("EUR"), Usd = Currency.Of("USD");

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");

    public static Money Gbps(decimal amount) => Money.Exact(amount, Gbp);

    public static Ledger Ledger(string currency = "GBP", string? area = null, string zone = "Europe/London") => new()
    {
        Id = "book", LegalName = "Harbour Timber Supplies Ltd", Country = "GB", Currency = Currency.Of(currency), Zone = zone, HolidayArea = area, Pack = "trial",
        Sender = new() { Name = "Accounts team", Email = "accounts@example.com", Phone = "+44 7700 900123", SmsFrom = "+447700900124" }, EmailsPerDay = 100_000, SmsPerDay = 100_000,
    };

    /// <summary>A pack with a level for each number of days, all by email to accounts payable, without minimum, courtesy or grace unless it is changed.</summary>
    public static LoadedPack Pack(int[] days, Func<PolicyPack, PolicyPack>? change = null)
    {
        PolicyPack rules = new()
        {
            Pack = "trial", Version = 1, Jurisdiction = "GB",
            Levels = [.. days.Select((d, i) => new DunningLevel { Number = i + 1, DaysPastDue = d, Letter = i == 0 ? "friendly" : "reminder" })],
            MinimumGapDays = 1, Budget = new() { PerDay = 1, PerSevenDays = 7 }, Promises = new() { GraceDays = 0, FurthestDays = 365, LeastShare = 0, MostOpen = 20, MostOpenAfterBroken = 20, Remind = false },
            Agreements = new() { FurthestExtensionDays = 365, MostInstalments = 60, PlanGraceDays = 0 },
        };
        string json = JsonSerializer.Serialize((change ?? (r => r))(rules), new JsonSerializerOptions(JsonSerializerDefaults.Web));
        json = Regex.Replace(json, "\"([0-9]{2}:[0-9]{2}):00\"", "\"$1\"");
        PackReading reading = PackReader.Read(new("trial", ImmutableSortedDictionary<string, string>.Empty.Add("pack.json", json)));
        Assert.Empty(reading.Faults);
        return reading.Pack!;
    }

    public static DatedFact Customer(string day, string customer = "C1", string? email = null, string? area = null, string? mobile = null) => new(
        Day(day), customer, new DescribeCustomer(new(Name: $"Customer {customer}"), [new() { Id = "ap-1", Email = email ?? $"{customer}@example.com".ToLowerInvariant(), Mobile = mobile, HolidayArea = area }]));

    public static DatedFact Invoice(string issue, string due, decimal amount, string number = "INV-1", string customer = "C1", Currency? currency = null) =>
        new(Day(issue), customer, new RecordInvoice(new() { Number = number, IssueDate = Day(issue), DueDate = Day(due), Amount = Money.Exact(amount, currency ?? Gbp) }));

    /// <summary>Money in on a day; invoice null: unapplied.</summary>
    public static DatedFact Payment(string day, decimal amount, string? invoice = "INV-1", string customer = "C1", string? id = null, Currency? currency = null, string? valueDate = null)
    {
        Money money = Money.Exact(amount, currency ?? Gbp);
        return new(Day(day), customer, new RecordPayment(new() { Id = id ?? $"pay {day} {invoice} {amount}", Amount = money, ValueDate = Day(valueDate ?? day), Allocations = invoice is null ? [] : [new(invoice, money)] }));
    }

    public static DatedFact On(string day, Input what, string customer = "C1") => new(Day(day), customer, what);

    public static BacktestResult Replay(LoadedPack pack, string from, string to, params DatedFact[] facts) => Backtest.Run(new()
    {
        Ledger = Ledger(), Pack = pack, Holidays = HolidayCalendar.WeekendsOnly, Facts = facts, From = Day(from), To = Day(to),
    });

    /// <summary>"2026-09-04 level 1 INV-1", one a message.</summary>
    public static string[] Told(this BacktestResult result) => [.. result.Messages.Select(m => $"{m.Date:yyyy-MM-dd} {(m.Level is { } level ? $"level {level}" : Code.Of(m.Kind))} {m.Carrying}".Trim())];
}
