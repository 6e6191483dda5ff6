using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting;

/// <summary>The rows of one customer as inputs, in the order in which a day knows them.</summary>
internal sealed record AccountRows(AccountId Id, string LedgerId, string Customer, ImmutableArray<Input> Inputs)
{
    public static AccountRows Of(string ledgerId, IGrouping<string, DatedFact> facts)
    {
        HashSet<string> settled = [.. facts.Select(f => f.What).OfType<RecordPayment>().SelectMany(p => p.Payment.Allocations).Select(a => a.Invoice)];
        // What was disputed and then paid is settled now: there is nothing left to dispute.
        IEnumerable<DatedFact> now = facts.Where(f => f.What is not OpenDispute dispute || !settled.Contains(dispute.Invoice));
        return new(AccountId.Of(ledgerId, facts.Key), ledgerId, facts.Key, [.. now.OrderBy(f => f.Order).ThenBy(f => f.Date).Select(f => f.What)]);
    }
}

/// <summary>What a file would do to the ledger, found by the same decisions before anything is committed.</summary>
internal sealed record Preview(ImmutableArray<ImportFault> Faults, ImmutableArray<string> WouldChange, string? Implausible)
{
    const int Page = 500;

    public static async Task<Preview> OfAsync(AccountDesk desk, Ledger ledger, IReadOnlyList<AccountRows> accounts, DateTimeOffset now, CancellationToken cancel)
    {
        List<ImportFault> faults = [];
        List<SyncFlip> flips = [];
        Surroundings around = new() { Ledger = ledger, Holidays = desk.Book.Holidays };
        foreach (AccountRows[] page in accounts.Chunk(Page))
        {
            Dictionary<AccountId, Account> known = (await desk.Stores.Accounts.LoadManyAsync([.. page.Select(a => a.Id)], cancel)).ToDictionary(s => s.Account.Id, s => s.Account);
            foreach (AccountRows rows in page)
            {
                Account before = known.GetValueOrDefault(rows.Id) ?? Account.New(rows.LedgerId, rows.Customer);
                Account after = Decision.OnAll(before, around, rows.Inputs, desk.Book, now, out ImmutableArray<Answer> answers).After;
                for (int i = 0; i < answers.Length; i++)
                    if (answers[i] is Answer.Refused refused) faults.AddRange(refused.Problems.Select(p => new ImportFault(0, $"customer {rows.Customer}, {p.Where}", p.What, p.Cure)));
                flips.AddRange(SyncFlip.Between(before, after));
            }
        }
        return new([.. faults], [.. flips.Select(f => f.Line)], await new SyncCheck(desk).JudgeAsync(ledger, flips.Count, 0, cancel));
    }
}
