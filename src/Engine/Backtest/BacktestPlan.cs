using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What to replay: a ledger's facts by day, under one pack, between two days.</summary>
public sealed record BacktestPlan
{
    /// <summary>Whose facts; its caps, zone, run time and sender are used as they stand, its pack is not.</summary>
    public required Ledger Ledger { get; init; }
    /// <summary>The pack to try.</summary>
    public required LoadedPack Pack { get; init; }
    /// <summary>Public holidays; a year without any has weekends alone, and the result says so.</summary>
    public required HolidayCalendar Holidays { get; init; }
    /// <summary>In any order; within a day they are known in the order that <see cref="DatedFact"/> states.</summary>
    public required IReadOnlyList<DatedFact> Facts { get; init; }
    /// <summary>Opt-outs and opt-ins.</summary>
    public IReadOnlyList<AddressFact> Addresses { get; init; } = [];
    /// <summary>The first day with a run; null: the day of the first fact. Facts of earlier days are known, without a run.</summary>
    public DateOnly? From { get; init; }
    /// <summary>The last day, included; null: the last day on which a fact is dated or an invoice due.</summary>
    public DateOnly? To { get; init; }
    /// <summary>What was assumed to make the facts, one sentence each; printed with the result.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];
    /// <summary>True: every account is looked at on every day. Slow; the result is the same, and a test holds that.</summary>
    public bool EveryDay { get; init; }

    internal DateOnly FirstDay => From ?? (Facts.Count == 0 ? DateOnly.MinValue : Facts.Min(f => f.Date));

    internal DateOnly LastDay => To ?? (Facts.Count == 0 ? DateOnly.MinValue : Facts.Max(f => f.What is RecordInvoice r && r.Invoice.DueDate > f.Date ? r.Invoice.DueDate : f.Date));

    /// <summary>Days that the replay goes through, both ends included; zero without a fact.</summary>
    public int Days => Facts.Count == 0 ? 0 : Math.Max(0, LastDay.DayNumber - Math.Min(FirstDay.DayNumber, Facts.Min(f => f.Date).DayNumber) + 1);

    /// <summary>A ledger for files that belong to none: without daily caps, its texts to nobody.</summary>
    public static Ledger LedgerOf(FileBook book, LoadedPack pack) => new()
    {
        Id = "backtest", LegalName = "Backtest", Country = pack.Rules.Jurisdiction, Currency = book.Currency ?? Currency.Of("EUR"),
        Zone = book.Zone, HolidayArea = book.HolidayArea, Pack = pack.Rules.Pack, EmailsPerDay = int.MaxValue, SmsPerDay = int.MaxValue,
        Sender = new() { Name = "Backtest", Email = "accounts@example.com", Phone = "+441632960000", SmsFrom = "+447700900000" },
    };
}
