using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

sealed class InMemoryAccounts(InMemoryStores gate, InMemoryContacts contacts) : IAccountStore
{
    sealed class Row
    {
        public required StoredAccount State { get; set; }
        public required AccountLine Line { get; set; }
        public List<(byte[] Bytes, string Hash, string WriteId)> Commits { get; } = [];
        public HashSet<string> Markers { get; } = new(StringComparer.Ordinal);
        public List<string> Messages { get; } = [];
    }

    readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);
    readonly List<Row> inOrder = [];
    readonly Dictionary<string, StoredMessage> messages = new(StringComparer.Ordinal);

    public Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(rows.GetValueOrDefault(id.Value)?.State);
    }

    public Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel)
    {
        lock (gate) return Listed(ids.Select(i => rows.GetValueOrDefault(i.Value)).OfType<Row>().Select(r => r.State));
    }

    public Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel)
    {
        CommitRows written = CommitRows.Of(commit);
        written.State(); // the limits hold here too
        lock (gate) return Task.FromResult(Commit(written));
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        List<CommitRows> written = [.. commits.Select(CommitRows.Of)];
        foreach (CommitRows rowsOfOne in written) rowsOfOne.State();
        lock (gate) return Listed(written.Select(Commit));
    }

    CommitOutcome Commit(CommitRows written)
    {
        AccountCommit commit = written.Commit;
        Row? row = rows.GetValueOrDefault(commit.To.Id.Value);
        if ((row?.State.Version ?? 0) != commit.From.Version || (row?.State.Hash ?? "") != commit.From.Hash) return Repeated(row, commit);
        if (row is not null && commit.Markers.Any(row.Markers.Contains)) return CommitOutcome.AlreadyApplied;
        if (commit.Grant is { } grant && contacts.Grant(grant, commit.At) is var answer && answer != CommitOutcome.Committed) return answer;
        if (row is null) inOrder.Add(rows[commit.To.Id.Value] = row = new() { State = written.Next, Line = written.Line });
        row.State = written.Next;
        if (written.IsWakeOnly) return CommitOutcome.Committed;
        row.Line = written.Line;
        row.Commits.Add((written.Bytes, written.Next.Hash, commit.WriteId));
        row.Markers.UnionWith(commit.Markers);
        foreach (MessageChange change in written.Messages()) Follow(row, change, commit);
        return CommitOutcome.Committed;
    }

    static CommitOutcome Repeated(Row? row, AccountCommit commit) =>
        row is not null && row.Commits.Count > commit.From.Version && row.Commits[(int)commit.From.Version].WriteId == commit.WriteId
            ? CommitOutcome.Committed
            : CommitOutcome.Conflict;

    void Follow(Row row, MessageChange change, AccountCommit commit)
    {
        if (change.ApplyTo(messages.GetValueOrDefault(change.MessageId), commit) is not { } after) return;
        if (messages.TryAdd(change.MessageId, after)) row.Messages.Add(change.MessageId);
        else messages[change.MessageId] = after;
    }

    public Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel)
    {
        lock (gate)
            return Listed(inOrder.Where(r => r.State.WakeAt <= now && (ledgerId is null || r.Line.LedgerId == ledgerId))
                .OrderBy(r => r.State.WakeAt).Take(most).Select(r => new DueAccount(r.Line.Id, r.Line.LedgerId, r.State.WakeAt!.Value)));
    }

    public async IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        List<(byte[] Bytes, string Hash, string WriteId)> commits;
        lock (gate) commits = [.. rows.GetValueOrDefault(id.Value)?.Commits ?? []];
        StoredCommit? previous = null;
        foreach ((byte[] bytes, string hash, string _) in commits) yield return previous = CommitBody.Read(id, bytes, hash, previous);
    }

    public Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(rows.GetValueOrDefault(id.Value)?.Markers.Contains(marker) ?? false);
    }

    public Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel)
    {
        lock (gate) return Listed(Lines(ledgerId).Where(l => AccountLines.IsOn(l, query)).Take(query.Most));
    }

    public Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel)
    {
        lock (gate) return Listed(Lines(ledgerId).Where(l => l.Standing != Standing.Good));
    }

    public Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel)
    {
        lock (gate)
        {
            IEnumerable<StoredMessage> all = query.Account is { } id ? (rows.GetValueOrDefault(id.Value)?.Messages ?? []).Select(m => messages[m]) : messages.Values;
            return Listed(all.Where(m => IsIn(m, query))
                .OrderByDescending(m => m.Message.ReservedAt).ThenByDescending(m => m.Message.Id, StringComparer.Ordinal).Take(query.Most));
        }
    }

    static bool IsIn(StoredMessage m, MessageQuery query) =>
        (query.LedgerId is null || m.LedgerId == query.LedgerId)
        && (query.State is null || m.Message.State == query.State)
        && (query.Before is not { } before || m.Message.ReservedAt < before
            || (m.Message.ReservedAt == before && query.BeforeId is { } id && string.CompareOrdinal(m.Message.Id, id) < 0));

    public Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(messages.GetValueOrDefault(messageId));
    }

    public Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel)
    {
        lock (gate)
            return Listed(inOrder.Where(r => ledgerId is null || r.Line.LedgerId == ledgerId)
                .SelectMany(r => r.State.Account.Tasks.Select(t => new StoredTask(r.Line.Id, r.Line.LedgerId, r.Line.Customer, r.Line.Name, t)))
                .OrderBy(t => t.Task.OpenedAt).Take(most));
    }

    public Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel)
    {
        lock (gate) return Listed(inOrder.Where(r => AccountLines.Addresses(r.State.Account).Contains(address)).Select(r => r.Line.Id).Order());
    }

    public void Damage(AccountId id, long version)
    {
        lock (gate)
        {
            (byte[] bytes, string hash, string writeId) = rows[id.Value].Commits[(int)version - 1];
            byte[] changed = [.. bytes];
            changed[^2] ^= 1;
            rows[id.Value].Commits[(int)version - 1] = (changed, hash, writeId);
        }
    }

    IEnumerable<AccountLine> Lines(string ledgerId) => inOrder.Select(r => r.Line).Where(l => l.LedgerId == ledgerId).OrderBy(l => l.Customer, StringComparer.Ordinal);

    static Task<IReadOnlyList<T>> Listed<T>(IEnumerable<T> all) => Task.FromResult<IReadOnlyList<T>>([.. all]);
}
