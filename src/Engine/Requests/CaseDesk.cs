using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A case that waits, with its account.</summary>
public sealed record QueuedCase(AccountId AccountId, string LedgerId, string Customer, string Name, Case Case);

/// <summary>What staff and the customer's page ask about cases. Reads; what changes anything is an input put to the account.</summary>
/// <param name="desk">Where accounts are.</param>
public sealed class CaseDesk(AccountDesk desk)
{
    const int MostTasks = 1_000;

    /// <summary>Cases that wait for us, those due first, then by the money at stake. Costs by what waits.</summary>
    /// <param name="ledgerId">Null: of every ledger.</param>
    public async Task<IReadOnlyList<QueuedCase>> QueueAsync(string? ledgerId, CancellationToken cancel)
    {
        IReadOnlyList<StoredTask> tasks = await desk.Stores.Accounts.TasksAsync(ledgerId, MostTasks, cancel);
        AccountId[] ids = [.. tasks.Where(t => t.Task.Kind == CaseSteps.Task).Select(t => t.AccountId).Distinct()];
        List<QueuedCase> queue = [];
        foreach (StoredAccount stored in await desk.Stores.Accounts.LoadManyAsync(ids, cancel))
            queue.AddRange(stored.Account.Cases.Where(c => c.State == CaseState.Open).Select(c => new QueuedCase(stored.Account.Id, stored.Account.LedgerId, stored.Account.Customer, stored.Account.Name, c)));
        return [.. queue.OrderBy(q => q.Case.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(q => q.Case.AtStake.Select(m => m.ToDecimal()).DefaultIfEmpty().Max()).ThenBy(q => q.AccountId)];
    }

    /// <summary>What could be agreed with an account now; null when it does not exist.</summary>
    public async Task<OptionsAnswer?> OptionsAsync(AccountId id, OptionsAsked asked, CancellationToken cancel)
    {
        if (await desk.Stores.Accounts.LoadAsync(id, cancel) is not { } stored) return null;
        Footing on = await desk.StandAsync(stored, cancel);
        return RequestOptions.Of(stored.Account, on.Around, desk.Book, desk.Now, asked);
    }

    /// <summary>Certain terms, priced and judged as if they were asked for now; null when the account does not exist.</summary>
    public async Task<(RequestOption? Option, ImmutableArray<Problem> Problems)?> JudgeAsync(AccountId id, CaseTerms terms, OptionsAsked asked, CancellationToken cancel)
    {
        if (await desk.Stores.Accounts.LoadAsync(id, cancel) is not { } stored) return null;
        Footing on = await desk.StandAsync(stored, cancel);
        return RequestOptions.Of(stored.Account, on.Around, desk.Book, desk.Now, (terms, asked));
    }

    /// <summary>How a ledger's requests went over the last year, and what other limits would have done. Costs by the ledger's accounts.</summary>
    /// <exception cref="UnknownLedgerException">There is no such ledger.</exception>
    public async Task<RequestReport> ReportAsync(string ledgerId, CancellationToken cancel)
    {
        Ledger ledger = await desk.Stores.Ledgers.FindAsync(ledgerId, cancel) ?? throw new UnknownLedgerException(ledgerId);
        LedgerPicture picture = await desk.Pictures.CountAsync(ledgerId, cancel);
        return RequestReport.Of(picture.Cases, desk.Book.Current(ledger.Pack)?.Rules.Requests ?? new(), SendTime.DateIn(ledger.TimeZone, desk.Now));
    }
}
