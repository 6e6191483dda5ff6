using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;

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
internal sealed record Preview(ImmutableArray<ImportFault> Faults, ImmutableArray<string> WouldClose, string? Implausible)
{
    const int Page = 500;

    public static async Task<Preview> OfAsync(AccountDesk desk, Ledger ledger, IReadOnlyList<AccountRows> accounts, DateTimeOffset now, CancellationToken cancel)
    {
        List<ImportFault> faults = [];
        List<string> closed = [];
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
                closed.AddRange(before.Invoices.Where(i => i.IsOpen && after.Invoice(i.Number) is not { IsOpen: true }).Select(i => $"{rows.Customer} {i.Number}"));
            }
        }
        return new([.. faults], [.. closed], closed.Count == 0 ? null : Judge(await OpenItemsAsync(desk, ledger.Id, cancel), closed.Count, desk.Book.Current(ledger.Pack)?.Rules.Feed ?? new()));
    }

    static string? Judge(int open, int closed, FeedRule rule) => open >= rule.ImplausibleFrom && closed > open * rule.ImplausibleShare
        ? $"the file would close {closed} of {open} open invoices at once, more than the policy's share of {rule.ImplausibleShare.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        : null;

    static async Task<int> OpenItemsAsync(AccountDesk desk, string ledgerId, CancellationToken cancel)
    {
        int open = 0;
        string? after = null;
        while (await desk.Stores.Accounts.ListAsync(ledgerId, new(after, Most: Page), cancel) is { Count: > 0 } lines)
        {
            open += lines.Sum(l => l.OpenItems);
            after = lines[^1].Customer;
        }
        return open;
    }
}
