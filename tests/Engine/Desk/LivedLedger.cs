using Collections.Domain;
using Collections.Living;
using Collections.Policies;

namespace Collections.Engine.Tests;

/// <summary>A random small ledger lived day by day in an office: each day's facts come in the early morning, then the day is run.</summary>
internal sealed class LivedLedger
{
    readonly ILookup<DateOnly, DatedFact> facts;

    LivedLedger(NaiveWorld world, BacktestPlan plan, Office office) => (World, Plan, Office, facts) = (world, plan, office, plan.Facts.ToLookup(f => f.Date));

    public NaiveWorld World { get; }
    public BacktestPlan Plan { get; }
    public Office Office { get; }
    public Ledger Ledger => Plan.Ledger;

    public static async Task<LivedLedger> OpenAsync(int seed)
    {
        NaiveWorld made = RandomLedger.Make(seed);
        // Money becomes known on the day from which it counts: a stored history knows no other day.
        NaiveWorld world = made with { Facts = [.. made.Facts.Select(f => f.Kind is "money" or "reversal" ? f with { A = f.Kind == "money" ? f.Day : made.Facts.First(m => m.Kind == "money" && m.Id == f.Id).Day } : f)] };
        BacktestPlan plan = RandomLedger.Plan(world);
        DateOnly first = plan.Facts.Min(f => f.Date);
        Office office = await Office.OpenAsync(PolicyBook.Of([plan.Pack], plan.Holidays), SendTime.InstantOf(first < world.From ? first : world.From, new(5, 0), plan.Ledger.TimeZone), plan.Ledger);
        return new(world, plan, office);
    }

    /// <summary>Takes the day's facts at seven, an hour before the run.</summary>
    public async Task MorningAsync(DateOnly day)
    {
        await Office.LiveToAsync(SendTime.InstantOf(day, new(7, 0), Ledger.TimeZone));
        foreach (DatedFact fact in facts[day].OrderBy(f => f.Order)) await Office.PutAsync(fact.Customer, fact.What);
    }

    public Task EveningAsync(DateOnly day) => Office.LiveToAsync(SendTime.InstantOf(day, new(23, 59), Ledger.TimeZone));

    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (DateOnly day = Office.Today; day <= World.To; day = day.AddDays(1)) yield return day;
        }
    }
}
