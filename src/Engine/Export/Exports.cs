using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What may be exported of a ledger.</summary>
[JsonConverter(typeof(KebabEnum<ExportKind>))]
public enum ExportKind
{
    /// <summary>A row an account and currency, with its ageing.</summary>
    Accounts,
    /// <summary>A row an invoice that the account still holds, open or closed lately.</summary>
    Invoices,
    /// <summary>A row a message, with its exact text.</summary>
    Messages,
    /// <summary>A row an account: why a message goes now, or why not.</summary>
    Explanation,
    /// <summary>A row an entry of the ledger's audit chain, hashes included.</summary>
    Audit,
}

/// <summary>Makes the tables that leave the product. Each is written to the ledger's audit before it is given away: who, what, how many rows.</summary>
public sealed class Exports(AccountDesk desk)
{
    /// <summary>What the entries of the audit are called.</summary>
    public const string AuditWord = "exported";

    /// <summary>The table, already audited.</summary>
    /// <param name="ledgerId">A ledger that exists.</param>
    /// <param name="what">Which.</param>
    /// <param name="how">Who exports, and in which form ("csv", "json"): both stand in the audit.</param>
    /// <param name="cancel">Ends it; then nothing was given away.</param>
    /// <exception cref="UnknownLedgerException">The ledger does not exist.</exception>
    public async Task<ExportedTable> MakeAsync(string ledgerId, ExportKind what, (string By, string Form) how, CancellationToken cancel)
    {
        Ledger ledger = await desk.Stores.Ledgers.FindAsync(ledgerId, cancel) ?? throw new UnknownLedgerException(ledgerId);
        ExportRows rows = new(desk, ledger);
        ExportedTable table = what switch
        {
            ExportKind.Accounts => await rows.AccountsAsync(cancel),
            ExportKind.Invoices => await rows.InvoicesAsync(cancel),
            ExportKind.Messages => await rows.MessagesAsync(cancel),
            ExportKind.Explanation => await rows.ExplanationAsync(cancel),
            ExportKind.Audit => await rows.AuditAsync(cancel),
        };
        await desk.Stores.Ledgers.AuditAsync(ledgerId, new(desk.Now, how.By, AuditWord, $"{Code.Of(what)} as {how.Form}, {table.Rows.Count} rows"), cancel);
        return table;
    }
}

/// <summary>Reads the rows of one ledger.</summary>
internal sealed class ExportRows(AccountDesk desk, Ledger ledger)
{
    const int Page = 500;

    DateOnly Today => SendTime.DateIn(ledger.TimeZone, desk.Now);

    public Task<ExportedTable> AccountsAsync(CancellationToken cancel) => OfAccountsAsync(
        ["customer", "name", "standing", "currency", "open", "overdue", "demandable", "contested", "unappliedCredit", "notDue", "overdue1To30", "overdue31To60", "overdue61To90", "overdueOver90", "oldestDueDate", "onHold", "tasks"],
        account => [.. AccountFigures.Of(account, Today).Currencies.Select(f => Row(account, f))], cancel);

    static ImmutableArray<object?> Row(Account account, CurrencyFigures f) =>
    [
        account.Customer, account.Name, Code.Of(account.Standing.Standing), f.Open.Currency.Code, f.Open, f.Overdue, f.Demandable, f.Contested, f.Credit,
        .. f.Ageing.Select(a => (object?)a.Sum), f.OldestDueDate, account.Hold is not null, account.Tasks.Length,
    ];

    public Task<ExportedTable> InvoicesAsync(CancellationToken cancel) => OfAccountsAsync(
        ["customer", "name", "invoice", "issueDate", "dueDate", "extendedTo", "daysPastDue", "currency", "amount", "balance", "lastLevel", "lastLevelDate", "void", "closedDate", "description"],
        account => [.. account.Invoices.OrderBy(i => i.DueDate).ThenBy(i => i.Number, StringComparer.Ordinal).Select(i => (ImmutableArray<object?>)
        [
            account.Customer, account.Name, i.Number, i.IssueDate, i.DueDate, i.ExtendedTo, i.IsOpen ? Math.Max(0, i.DaysPastDue(Today)) : null, i.Amount.Currency.Code, i.Amount, i.Balance,
            i.Ladder is { Done: [.., var last] } ? last.Number : null, i.Ladder is { Done: [.., var done] } ? done.Date : null, i.IsVoid, i.ClosedDate, i.Description,
        ])], cancel);

    public async Task<ExportedTable> ExplanationAsync(CancellationToken cancel)
    {
        List<ImmutableArray<object?>> rows = [];
        await foreach (IReadOnlyList<Account> page in PagesAsync(cancel))
        {
            IReadOnlyList<Surroundings> around = await desk.Reader.ReadManyAsync(page, desk.Now, cancel);
            for (int i = 0; i < page.Count; i++)
            {
                Explanation why = Explain.Why(page[i], around[i], desk.Book, desk.Now);
                rows.Add([page[i].Customer, page[i].Name, why.Date, why.Decided, Code.Of(why.Reason), why.Carrying, why.Level, string.Join("; ", why.Stops.Select(s => s.Code)),
                    string.Join("; ", why.Stops.Select(s => s.Words)), why.Stops.FirstOrDefault()?.Until, why.WouldGo, why.Policy]);
            }
        }
        return new(["customer", "name", "date", "decided", "reason", "carrying", "level", "stops", "stopsInWords", "until", "wouldGo", "policy"], rows);
    }

    public async Task<ExportedTable> MessagesAsync(CancellationToken cancel)
    {
        List<ImmutableArray<object?>> rows = [];
        Dictionary<AccountId, string> customers = [];
        await foreach (AccountLine line in desk.Stores.Accounts.EveryAsync(ledger.Id, Page, cancel)) customers[line.Id] = line.Customer;
        MessageQuery query = new(ledger.Id, Most: Page);
        while (true)
        {
            IReadOnlyList<StoredMessage> page = await desk.Stores.Accounts.MessagesAsync(query, cancel);
            foreach (StoredMessage listed in page)
            {
                StoredMessage m = listed.Text is null ? await desk.Stores.Accounts.MessageAsync(listed.Message.Id, cancel) ?? listed : listed;
                rows.Add([m.Message.Id, customers.GetValueOrDefault(m.AccountId), Code.Of(m.Message.Kind), m.Message.Kind == MessageKind.Level ? m.Message.Number : null, Code.Of(m.Message.Channel), m.Message.About,
                    m.Message.Address, m.Message.ReservedAt, m.Message.BegunAt, Code.Of(m.Message.State), m.Outcome, string.Join("; ", m.Demanded), m.Message.ProviderId, m.Text?.Subject, m.Text?.Text]);
            }
            if (page.Count < Page) break;
            query = query with { Before = page[^1].Message.ReservedAt, BeforeId = page[^1].Message.Id };
        }
        return new(["id", "customer", "kind", "level", "channel", "about", "to", "reservedAt", "sentAt", "state", "outcome", "demanded", "providerId", "subject", "text"], rows);
    }

    public async Task<ExportedTable> AuditAsync(CancellationToken cancel)
    {
        List<ImmutableArray<object?>> rows = [];
        await foreach (StoredAudit e in desk.Stores.Ledgers.AuditTrailAsync(ledger.Id, cancel)) rows.Add([e.Number, e.Entry.At, e.Entry.By, e.Entry.What, e.Entry.Details, e.PreviousHash, e.Hash]);
        return new(["number", "at", "by", "what", "details", "previousHash", "hash"], rows);
    }

    async Task<ExportedTable> OfAccountsAsync(ImmutableArray<string> columns, Func<Account, ImmutableArray<ImmutableArray<object?>>> of, CancellationToken cancel)
    {
        List<ImmutableArray<object?>> rows = [];
        await foreach (IReadOnlyList<Account> page in PagesAsync(cancel)) foreach (Account account in page) rows.AddRange(of(account));
        return new(columns, rows);
    }

    async IAsyncEnumerable<IReadOnlyList<Account>> PagesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        List<AccountId> ids = [];
        await foreach (AccountLine line in desk.Stores.Accounts.EveryAsync(ledger.Id, Page, cancel)) ids.Add(line.Id);
        foreach (AccountId[] page in ids.Chunk(Page)) yield return [.. (await desk.Stores.Accounts.LoadManyAsync(page, cancel)).Select(s => s.Account)];
    }
}
