using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>A commit made ready on the caller's thread, so that the one writer only binds values.</summary>
sealed class ReadyCommit
{
    public ReadyCommit(AccountCommit commit)
    {
        Rows = CommitRows.Of(commit);
        (Head, Chunks) = Rows.State();
        Messages = [.. Rows.Messages().Select(change => (change, change.Message is { } message ? Rows.BytesOf(message) : null))];
        LineChanged = !Rows.IsWakeOnly && Rows.LineChanged;
        Hash = Convert.FromHexString(Rows.Next.Hash);
        Text = commit.Text is null ? null : JsonSerializer.SerializeToUtf8Bytes(commit.Text, AccountJson.Default.MessageText);
    }

    public CommitRows Rows { get; }
    public AccountCommit Commit => Rows.Commit;
    public byte[] Head { get; }
    public IReadOnlyList<(int Number, byte[] Bytes)> Chunks { get; }
    public IReadOnlyList<(MessageChange Change, byte[]? Message)> Messages { get; }
    public bool LineChanged { get; }
    public byte[] Hash { get; }
    public byte[]? Text { get; }
    /// <summary>True when no part of the old state stays: the account fits one chunk, as most do, and it changes.</summary>
    public bool RewritesAll => Commit.To.NextPlace <= AccountItems.PlacesAChunk && (Chunks.Count == 1 || Commit.From.Account.NextPlace == 0);
}

/// <summary>Writes one commit inside the writer's transaction. Everything that can refuse it is asked before the first row is written.</summary>
static class CommitWriter
{
    public static CommitOutcome Write(Database db, ReadyCommit ready)
    {
        AccountCommit commit = ready.Commit;
        (long no, CommitOutcome outcome) = Expect(db, commit);
        if (outcome != CommitOutcome.Committed || no < 0) return outcome;
        if (ready.Rows.IsWakeOnly)
        {
            db.Sql(AccountSql.Wake).Add(commit.RunAt).Add(commit.WakeAt).Add(no).Run();
            return CommitOutcome.Committed;
        }
        foreach (string marker in commit.Markers)
            if (no > 0 && db.Sql(AccountSql.Marked).Add(no).Add(marker).Number() == 1) return CommitOutcome.AlreadyApplied;
        if (commit.Grant is { } grant && GrantWriter.Grant(db, grant, commit.At) is var answer && answer != CommitOutcome.Committed) return answer;
        if (no == 0) no = Add(db, ready);
        Advance(db, no, ready);
        return CommitOutcome.Committed;
    }

    /// <summary>The account's number when the commit may be written, zero for a new account, below zero when this very commit already was.</summary>
    static (long No, CommitOutcome Outcome) Expect(Database db, AccountCommit commit)
    {
        using Statement found = db.Sql(AccountSql.Find).Add(commit.To.Id.Value);
        if (!found.Step()) return (0, commit.From.Version == 0 ? CommitOutcome.Committed : CommitOutcome.Conflict);
        long no = found.Long(0);
        if (found.Long(1) == commit.From.Version && Convert.ToHexStringLower(found.Bytes(2)) == commit.From.Hash) return (no, CommitOutcome.Committed);
        using Statement written = db.Sql(AccountSql.OneCommit).Add(no).Add(commit.From.Version + 1);
        return (-1, written.Step() && CommitBody.Parse(commit.To.Id, written.Bytes(0)).WriteId == commit.WriteId ? CommitOutcome.Committed : CommitOutcome.Conflict);
    }

    static long Add(Database db, ReadyCommit ready)
    {
        AccountCommit commit = ready.Commit;
        AccountLine line = ready.Rows.Line;
        db.Sql(AccountSql.Add).Add(line.Id.Value).Add(line.LedgerId).Add(line.Customer).Add(1).AddBlob(ready.Hash).Add(commit.RunAt).Add(commit.WakeAt)
            .Add(line.Name).Add(AccountLines.SearchKey(line.Customer)).Add(AccountLines.SearchKey(line.Name)).Add(Code.Of(line.Standing))
            .Add(line.OldestDueDate).Add(line.OpenItems).Add(line.OpenTasks).Add(line.Cases).Run();
        return db.LastRow;
    }

    static void Advance(Database db, long no, ReadyCommit ready)
    {
        AccountCommit commit = ready.Commit;
        long sum = PartWriter.Write(db, no, ready);
        db.Sql(AccountSql.Advance).Add(ready.Rows.Next.Version).AddBlob(ready.Hash).Add(sum).Add(commit.RunAt).Add(commit.WakeAt).Add(no).Run();
        db.Sql(AccountSql.AddCommit).Add(no).Add(ready.Rows.Next.Version).AddBlob(ready.Hash).AddText(ready.Rows.Bytes).Run();
        foreach (string marker in commit.Markers) db.Sql(AccountSql.AddMarker).Add(no).Add(marker).Run();
        if (ready.LineChanged) Describe(db, no, ready.Rows);
        if (ready.Rows.TasksChanged) WriteTasks(db, no, commit.To);
        if (ready.Rows.ContactsChanged) WriteAddresses(db, no, commit.To);
        foreach ((MessageChange change, byte[]? message) in ready.Messages) MessageWriter.Write(db, (no, commit.To.LedgerId), change, message);
        if (ready.Text is { } text) MessageWriter.WriteText(db, commit.Text!.MessageId, ready.Rows.Next.Version, text);
    }

    static void Describe(Database db, long no, CommitRows rows)
    {
        AccountLine line = rows.Line;
        if (!rows.IsFirst)
            db.Sql(AccountSql.Describe).Add(line.Name).Add(AccountLines.SearchKey(line.Customer)).Add(AccountLines.SearchKey(line.Name)).Add(Code.Of(line.Standing))
                .Add(line.OldestDueDate).Add(line.OpenItems).Add(line.OpenTasks).Add(line.Cases).Add(no).Run();
        db.Sql(AccountSql.ClearBalances).Add(no).Run();
        foreach (Money open in line.Open) db.Sql(AccountSql.AddBalance).Add(no).Add(open.Currency.Code).Add(open.Minor).Run();
    }

    static void WriteTasks(Database db, long no, Account account)
    {
        db.Sql(AccountSql.ClearTasks).Add(no).Run();
        foreach (WorkItem task in account.Tasks)
            db.Sql(AccountSql.AddTask).Add(no).Add(task.Id).Add(account.LedgerId).Add(task.OpenedAt)
                .AddText(JsonSerializer.SerializeToUtf8Bytes(task, AccountJson.Default.WorkItem)).Run();
    }

    static void WriteAddresses(Database db, long no, Account account)
    {
        db.Sql(AccountSql.ClearAddresses).Add(no).Run();
        foreach (string address in AccountLines.Addresses(account)) db.Sql(AccountSql.AddAddress).Add(address).Add(no).Run();
    }
}
