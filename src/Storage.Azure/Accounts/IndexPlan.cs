using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>The second writes of a commit: what other partitions say of the account. They follow the commit in one transaction of the account's shard. So that
/// none is lost, a row that is due within two minutes stands in the shard before the commit: the one by which the account was due already, or a hint.
/// Whoever finds it asks the account's head, and writes the index anew when the second write is missing.</summary>
internal sealed class IndexPlan
{
    /// <summary>How long after a commit a lost second write is looked for.</summary>
    public static readonly TimeSpan HintAfter = TimeSpan.FromMinutes(2);

    readonly CommitRows rows;
    readonly AccountHead before;
    readonly string shard;

    public IndexPlan(CommitRows rows, AccountHead before)
    {
        this.rows = rows;
        this.before = before;
        shard = Tables.ShardOf(Account.Id);
        DueKey = NextDueKey();
        LineKey = rows.LineChanged && !rows.IsWakeOnly ? IndexKeys.Line(Account, rows.Next.Version) : before.LineKey!;
        List<TableWrite> after = [.. DueWrites(), .. LineWrites(), .. MessageWrites(), .. TaskWrites()];
        DateTimeOffset soon = rows.Commit.At + HintAfter;
        if ((after.Count > 0 || StandingChanged) && !(before.DueKey is { } due && IndexKeys.TimeOf(due) <= soon)) Hint = HintRow(soon);
        if (Hint is not null) after.Add(TableWrite.Delete(shard, Hint.Key));
        After = after;
    }

    Account Account => rows.Commit.To;

    /// <summary>The account's due row from this commit on; null: none.</summary>
    public string? DueKey { get; }
    /// <summary>The account's line from this commit on.</summary>
    public string LineKey { get; }
    /// <summary>Written before the commit; null when the account stands among what is due anyway.</summary>
    public TableRow? Hint { get; }
    /// <summary>Written after the commit, in the account's shard.</summary>
    public IReadOnlyList<TableWrite> After { get; }
    /// <summary>True when the account enters, leaves or moves among those whose standing is not good.</summary>
    public bool StandingChanged => rows.Commit.From.Account.Standing.Standing != Account.Standing.Standing;

    // A gate moves the wake-up on by ten minutes and the outcome moves it again a moment later: the row that is due stays until then.
    string? NextDueKey()
    {
        AccountCommit commit = rows.Commit;
        if (commit.WakeAt is not { } wake) return null;
        if (before.DueKey is { } due && (IndexKeys.TimeOf(due) == wake || (commit.Grant is not null && IndexKeys.TimeOf(due) <= commit.At && commit.At <= wake))) return due;
        return IndexKeys.Due(wake, Account.Id, commit.WriteId);
    }

    IEnumerable<TableWrite> DueWrites()
    {
        if (DueKey == before.DueKey) yield break;
        if (before.DueKey is not null) yield return TableWrite.Delete(shard, before.DueKey);
        if (DueKey is not null) yield return TableWrite.Put(DueRow(DueKey, Account, isSure: !Account.Messages.Any(m => m.IsPending)));
    }

    IEnumerable<TableWrite> LineWrites()
    {
        if (LineKey == before.LineKey) yield break;
        yield return TableWrite.Put(LineRow(LineKey, rows.Line));
        if (before.LineKey is not null) yield return TableWrite.Delete(shard, before.LineKey);
    }

    IEnumerable<TableWrite> MessageWrites() =>
        rows.Messages().Where(c => c.Message is not null && (c.IsReserved || !c.Message.IsPending)).SelectMany(c => MessageRows(Account, c.Message!)).Select(TableWrite.Put);

    IEnumerable<TableWrite> TaskWrites()
    {
        if (!rows.TasksChanged) return [];
        IEnumerable<WorkItem> old = rows.Commit.From.Account.Tasks;
        return [
            .. old.ExceptBy(Account.Tasks.Select(t => t.Id), t => t.Id).SelectMany(t => TaskRows(Account, t)).Select(r => TableWrite.Delete(shard, r.Key)),
            .. Account.Tasks.ExceptBy(old.Select(t => t.Id), t => t.Id).SelectMany(t => TaskRows(Account, t)).Select(TableWrite.Put)];
    }

    TableRow HintRow(DateTimeOffset at)
    {
        TableRow hint = DueRow(IndexKeys.Due(at, Account.Id, rows.Commit.WriteId + "hint"), Account, isSure: false);
        hint["Hint"] = rows.Next.Version;
        hint["WriteId"] = rows.IsWakeOnly ? rows.Commit.WriteId : "";
        return hint;
    }

    /// <summary>A sure row is what the head says as long as nothing was lost; any other is asked of the head.</summary>
    public static TableRow DueRow(string key, Account account, bool isSure) =>
        new(Tables.ShardOf(account.Id), key) { ["Account"] = account.Id.Value, ["Ledger"] = account.LedgerId, ["Sure"] = isSure };

    public static TableRow LineRow(string key, AccountLine line) => new(Tables.ShardOf(line.Id), key)
    {
        ["Line"] = JsonSerializer.Serialize(line, AzureJson.Default.AccountLine),
        ["Oldest"] = line.OldestDueDate is { } oldest ? TableKey.Day(oldest) : "99999999",
    };

    /// <summary>By ledger, by all ledgers, by id. The state is what the message ended in, or "pending": which of those, its own row tells.</summary>
    public static IEnumerable<TableRow> MessageRows(Account account, Message message)
    {
        string state = message.IsPending ? Pending : Code.Of(message.State), shard = Tables.ShardOf(account.Id);
        string[] keys = [
            IndexKeys.Message(account.LedgerId, message.ReservedAt, message.Id), IndexKeys.Message(null, message.ReservedAt, message.Id), IndexKeys.MessageById(message.Id)];
        return keys.Select(key => new TableRow(shard, key) { ["Account"] = account.Id.Value, ["Message"] = message.Id, ["State"] = state });
    }

    public const string Pending = "pending";

    public static IEnumerable<TableRow> TaskRows(Account account, WorkItem task) =>
        new[] { account.LedgerId, null }.Select(scope => new TableRow(Tables.ShardOf(account.Id), IndexKeys.Task(scope, account.Id, task)) { ["Account"] = account.Id.Value, ["Task"] = task.Id });
}
