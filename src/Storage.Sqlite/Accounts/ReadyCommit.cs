using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>A commit made ready on the caller's thread, so that the one writer only binds values. It holds no account: thousands wait for the writer in a sweep, and
/// their states would outlive the young generation of the garbage collector for nothing.</summary>
sealed class ReadyCommit
{
    public ReadyCommit(AccountCommit commit)
    {
        CommitRows rows = CommitRows.Of(commit);
        (Id, LedgerId, Version, PreviousHash, WriteId) = (commit.To.Id, commit.To.LedgerId, rows.Next.Version, commit.From.Hash, commit.WriteId);
        (At, RunAt, WakeAt, Markers, Grant) = (commit.At, commit.RunAt, commit.WakeAt, commit.Markers, commit.Grant);
        (IsWakeOnly, Bytes, Hash) = (rows.IsWakeOnly, rows.Bytes, Convert.FromHexString(rows.Next.Hash));
        (Head, Chunks) = rows.State();
        FitsOneChunk = commit.To.NextPlace <= AccountItems.PlacesAChunk;
        Messages = [.. rows.Messages().Select(change => (change, change.Message is { } message ? rows.BytesOf(message) : null))];
        if (IsWakeOnly) return;
        if (rows.LineChanged) Line = rows.Line;
        if (rows.TasksChanged) Tasks = commit.To.Tasks;
        if (rows.ContactsChanged) Addresses = AccountLines.Addresses(commit.To);
        if (commit.Text is { } text) Text = (text.MessageId, JsonSerializer.SerializeToUtf8Bytes(text, AccountJson.Default.MessageText));
    }

    public AccountId Id { get; }
    public string LedgerId { get; }
    /// <summary>The version that it makes; it is written on the one before.</summary>
    public long Version { get; }
    public string PreviousHash { get; }
    public string WriteId { get; }
    public DateTimeOffset At { get; }
    public DateTimeOffset? RunAt { get; }
    public DateTimeOffset? WakeAt { get; }
    public ImmutableArray<string> Markers { get; }
    public SendGrant? Grant { get; }
    public bool IsWakeOnly { get; }
    public byte[] Bytes { get; }
    public byte[] Hash { get; }
    public byte[] Head { get; }
    public IReadOnlyList<(int Number, byte[] Bytes)> Chunks { get; }
    /// <summary>True when no old chunk stays beside one that is written.</summary>
    public bool FitsOneChunk { get; }
    public IReadOnlyList<(MessageChange Change, byte[]? Message)> Messages { get; }
    /// <summary>The account's line; null when it stays as it is.</summary>
    public AccountLine? Line { get; }
    /// <summary>The account's tasks; default when they stay as they are.</summary>
    public ImmutableArray<WorkItem> Tasks { get; }
    /// <summary>The account's addresses; null when they stay as they are.</summary>
    public IReadOnlyCollection<string>? Addresses { get; }
    public (string MessageId, byte[] Bytes)? Text { get; }
}
