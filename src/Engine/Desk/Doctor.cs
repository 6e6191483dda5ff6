using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Looks at what the chase rests on: the policies, every ledger and its feed, safe mode. Says what to mend.</summary>
public sealed class Doctor(AccountDesk desk)
{
    /// <summary>Looks once; reads alone.</summary>
    public async Task<DoctorFindings> RunAsync(CancellationToken cancel)
    {
        List<DoctorCheck> checks = [];
        checks.AddRange(desk.Book.Faults.Select(f => new DoctorCheck($"policy {f.Where}", $"{f.What}. {f.Cure}", !f.Stops)));
        checks.AddRange(desk.Book.All.Select(p => new DoctorCheck($"policy {p.Rules.Pack}", p.Rules.Label, true)));
        foreach (Ledger ledger in await desk.Stores.Ledgers.ListAsync(cancel)) checks.Add(await OfAsync(ledger, cancel));
        if ((await desk.Stores.Ledgers.SafeModeAsync(cancel)).Any(s => s.To is null)) checks.Add(new("safe mode", "on: nothing is sent", true));
        return new(checks.All(c => c.IsWell) && desk.Book.Faults.IsEmpty, [.. checks]);
    }

    async Task<DoctorCheck> OfAsync(Ledger ledger, CancellationToken cancel)
    {
        if (desk.Book.Current(ledger.Pack) is null) return new($"ledger {ledger.Id}", $"its policy '{ledger.Pack}' is not found", false);
        FeedRecord? fed = (await desk.Stores.Ledgers.FeedsAsync(ledger.Id, 1, cancel)).FirstOrDefault();
        string last = fed is null ? "never: nothing is sent until an import" : $"{fed.At:yyyy-MM-dd HH:mm} UTC";
        return new($"ledger {ledger.Id}", $"last fed {last}, next run {ledger.NextRunAfter(desk.Now):yyyy-MM-dd HH:mm zzz}", true);
    }
}

/// <summary>What was found.</summary>
/// <param name="Well">True when nothing must be mended.</param>
/// <param name="Checks">In the order in which they were looked at.</param>
public sealed record DoctorFindings(bool Well, ImmutableArray<DoctorCheck> Checks);

/// <summary>One thing that was looked at.</summary>
/// <param name="What">"policy uk-b2b", "ledger uk".</param>
/// <param name="State">In words.</param>
/// <param name="IsWell">False: it must be mended.</param>
public sealed record DoctorCheck(string What, string State, bool IsWell);
