using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>Writes one commit inside the writer's transaction. Everything that can refuse it is asked before the first row is written.</summary>
static class CommitWriter
{
    public static CommitOutcome Write(Database db, ReadyCommit ready)
    {
        (long no, long chunks, CommitOutcome outcome) = Expect(db, ready);
        if (outcome != CommitOutcome.Committed || no < 0) return outcome;
        if (ready.IsWakeOnly)
        {
            db.Sql(AccountSql.Wake).Add(ready.RunAt).Add(ready.WakeAt).Add(no).Run();
            return CommitOutcome.Committed;
        }
        foreach (string marker in ready.Markers)
            if (no > 0 && db.Sql(AccountSql.Marked).Add(no).Add(marker).Number() == 1) return CommitOutcome.AlreadyApplied;
        if (ready.Grant is { } grant && GrantWriter.Grant(db, grant, ready.At) is var answer && answer != CommitOutcome.Committed) return answer;
        if (no == 0) no = Add(db, ready);
        Advance(db, no, chunks, ready);
        return CommitOutcome.Committed;
    }

    /// <summary>The account's number and the sum of its chunks when the commit may be written, zero for a new account, a number below zero when this very commit already was.</summary>
    static (long No, long Chunks, CommitOutcome Outcome) Expect(Database db, ReadyCommit ready)
    {
        long before = ready.IsWakeOnly ? ready.Version : ready.Version - 1; // what only wakes makes no version
        using Statement found = db.Sql(AccountSql.Find).Add(ready.Id.Value);
        if (!found.Step()) return (0, 0, before == 0 ? CommitOutcome.Committed : CommitOutcome.Conflict);
        long no = found.Long(0);
        if (found.Long(1) == before && IsHash(found.Bytes(2), ready.PreviousHash)) return (no, found.Long(3), CommitOutcome.Committed);
        using Statement written = db.Sql(AccountSql.OneCommit).Add(no).Add(before + 1);
        return (-1, 0, written.Step() && CommitBody.Parse(ready.Id, written.Bytes(0)).WriteId == ready.WriteId ? CommitOutcome.Committed : CommitOutcome.Conflict);
    }

    static bool IsHash(ReadOnlySpan<byte> bytes, string hex)
    {
        Span<byte> hash = stackalloc byte[32];
        return hex.Length == 2 * bytes.Length && Convert.FromHexString(hex, hash, out _, out int written) == System.Buffers.OperationStatus.Done && bytes.SequenceEqual(hash[..written]);
    }

    static long Add(Database db, ReadyCommit ready)
    {
        AccountLine line = ready.Line!; // a first commit always has one
        db.Sql(AccountSql.Add).Add(line.Id.Value).Add(line.LedgerId).Add(line.Customer).Add(1).AddBlob(ready.Hash).Add(ready.RunAt).Add(ready.WakeAt)
            .Add(line.Name).Add(AccountLines.SearchKey(line.Customer)).Add(AccountLines.SearchKey(line.Name)).Add(Code.Of(line.Standing))
            .Add(line.OldestDueDate).Add(line.OpenItems).Add(line.OpenTasks).Add(line.Cases).Run();
        return db.LastRow;
    }

    static void Advance(Database db, long no, long chunks, ReadyCommit ready)
    {
        long sum = ready.Chunks.Count == 0 ? chunks : PartWriter.Write(db, no, ready);
        db.Sql(AccountSql.Advance).Add(ready.Version).AddBlob(ready.Hash).Add(sum).Add(ready.RunAt).Add(ready.WakeAt)
            .Add(Part.SumOf(Part.KeyOf(no, 0), ready.Head)).AddText(ready.Head).Add(no).Run();
        db.Sql(AccountSql.AddCommit).Add(no).Add(ready.Version).AddBlob(ready.Hash).AddText(ready.Bytes).Run();
        foreach (string marker in ready.Markers) db.Sql(AccountSql.AddMarker).Add(no).Add(marker).Run();
        if (ready.Line is { } line) Describe(db, no, line, isFirst: ready.Version == 1);
        if (!ready.Tasks.IsDefault) WriteTasks(db, no, ready);
        if (ready.Addresses is { } addresses) WriteAddresses(db, no, addresses);
        foreach ((MessageChange change, byte[]? message) in ready.Messages) MessageWriter.Write(db, (no, ready.LedgerId), change, message);
        if (ready.Text is { } text) MessageWriter.WriteText(db, no, text.MessageId, (ready.Version, text.Bytes));
    }

    static void Describe(Database db, long no, AccountLine line, bool isFirst)
    {
        if (!isFirst)
            db.Sql(AccountSql.Describe).Add(line.Name).Add(AccountLines.SearchKey(line.Customer)).Add(AccountLines.SearchKey(line.Name)).Add(Code.Of(line.Standing))
                .Add(line.OldestDueDate).Add(line.OpenItems).Add(line.OpenTasks).Add(line.Cases).Add(no).Run();
        db.Sql(AccountSql.ClearBalances).Add(no).Run();
        foreach (Money open in line.Open) db.Sql(AccountSql.AddBalance).Add(no).Add(open.Currency.Code).Add(open.Minor).Run();
    }

    static void WriteTasks(Database db, long no, ReadyCommit ready)
    {
        db.Sql(AccountSql.ClearTasks).Add(no).Run();
        foreach (WorkItem task in ready.Tasks)
            db.Sql(AccountSql.AddTask).Add(no).Add(task.Id).Add(ready.LedgerId).Add(task.OpenedAt)
                .AddText(JsonSerializer.SerializeToUtf8Bytes(task, AccountJson.Default.WorkItem)).Run();
    }

    static void WriteAddresses(Database db, long no, IReadOnlyCollection<string> addresses)
    {
        db.Sql(AccountSql.ClearAddresses).Add(no).Run();
        foreach (string address in addresses) db.Sql(AccountSql.AddAddress).Add(address).Add(no).Run();
    }
}
