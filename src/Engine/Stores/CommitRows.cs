using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What one commit writes, worked out once and the same for every store, before any store is touched.</summary>
public sealed class CommitRows
{
    CommitRows(AccountCommit commit)
    {
        Commit = commit;
        IsWakeOnly = commit.Events.Length == 0 && commit.Markers.Length == 0 && commit.Grant is null && commit.Text is null;
        Check(commit, IsWakeOnly);
        Bytes = IsWakeOnly ? [] : CommitBody.Of(commit).Write(texts);
        StoreLimits.Check("A commit's events", Bytes.Length, StoreLimits.PartBytes);
        Next = IsWakeOnly
            ? commit.From with { RunAt = commit.RunAt, WakeAt = commit.WakeAt }
            : new(commit.To, commit.From.Version + 1, AccountJson.HashOf(commit.From.Hash, Bytes), commit.RunAt, commit.WakeAt);
    }

    /// <summary>The commit.</summary>
    public AccountCommit Commit { get; }
    /// <summary>True when only the wake-up moves: no history row, no new version, no new hash. Two such writes on one version both succeed; the later stands.</summary>
    public bool IsWakeOnly { get; }
    /// <summary>The row of the history, over which the hash goes; empty when only the wake-up moves.</summary>
    public byte[] Bytes { get; }
    /// <summary>The account as it stands once this is committed: the next commit goes on from it without another load.</summary>
    public StoredAccount Next { get; }
    /// <summary>True for the account's first commit.</summary>
    public bool IsFirst => Commit.From.Version == 0;
    /// <summary>The account's line in lists after the commit.</summary>
    public AccountLine Line => line ??= AccountLines.Of(Commit.To);
    /// <summary>True when the line differs from the one before.</summary>
    public bool LineChanged => IsFirst || (!AccountLines.DifferInMessagesAlone(Commit.From.Account, Commit.To) && !AccountLines.Same(AccountLines.Of(Commit.From.Account), Line));
    /// <summary>True when people or their addresses differ.</summary>
    public bool ContactsChanged => Commit.From.Account.Contacts != Commit.To.Contacts;
    /// <summary>True when tasks differ.</summary>
    public bool TasksChanged => Commit.From.Account.Tasks != Commit.To.Tasks;
    AccountLine? line;
    readonly MessageTexts texts = new();

    /// <summary>Works out the rows of a commit.</summary>
    /// <exception cref="ArgumentException">The commit cannot be stored: too large, or no commit of this account.</exception>
    public static CommitRows Of(AccountCommit commit) => new(commit);

    /// <summary>The account's new head and the chunks that changed; a chunk without bytes is to be removed. Empty when only the wake-up moves.</summary>
    public (byte[] Head, IReadOnlyList<(int Number, byte[] Bytes)> Chunks) State()
    {
        if (IsWakeOnly) return ([], []);
        byte[] head = AccountSnapshot.Head(Commit.To, texts);
        IReadOnlyList<(int Number, byte[] Bytes)> chunks = AccountSnapshot.Changed(Commit.From.Account, Commit.To);
        StoreLimits.Check("An account's head", head.Length, StoreLimits.PartBytes);
        int all = head.Length;
        foreach ((int _, byte[] bytes) in chunks)
        {
            StoreLimits.Check("A chunk of items", bytes.Length, StoreLimits.PartBytes);
            all += bytes.Length;
        }
        StoreLimits.Check("A commit's head and chunks", all, StoreLimits.CommitBytes);
        return (head, chunks);
    }

    /// <summary>The rows of messages that the commit changes; mostly none.</summary>
    public IReadOnlyList<MessageChange> Messages() => IsWakeOnly ? [] : MessageTrail.Of(Commit);

    /// <summary>A message as its row holds it.</summary>
    public byte[] BytesOf(Message message) => texts.Of(message);

    static int ItemsOf(Account account) => account.Invoices.Length + account.CreditNotes.Length + account.Payments.Length;

    static void Check(AccountCommit commit, bool isWakeOnly)
    {
        Account before = commit.From.Account, after = commit.To;
        if (commit.Events.IsDefault || commit.Markers.IsDefault) throw new ArgumentException("A commit's events and markers may be empty, never absent.");
        if (after.Id != before.Id || after.LedgerId != before.LedgerId || after.Customer != before.Customer)
            throw new ArgumentException($"Account {before.Id}: a commit cannot turn it into another account.");
        if (commit.Events.Length == 0 && !ReferenceEquals(before, after)) throw new ArgumentException($"Account {before.Id}: its state changes without an event.");
        if (isWakeOnly && commit.From.Version == 0) throw new ArgumentException($"Account {before.Id}: it begins with an event.");
        if (commit.Markers.Length > StoreLimits.Markers) throw new ArgumentException($"A commit applies at most {StoreLimits.Markers} inbox events.");
        int items = ItemsOf(after);
        if (items > StoreLimits.Items && items > ItemsOf(before))
            throw new ArgumentException($"Account {after.Id} would hold {items} items; at most {StoreLimits.Items} are stored. Leave out what was settled long ago, or split the customer into accounts.");
        if (commit.From.Version != 0) return;
        StoreLimits.Check("A customer number", Encoding.UTF8.GetByteCount(after.Customer), StoreLimits.CustomerBytes);
        if (AccountId.Of(after.LedgerId, after.Customer) != after.Id) throw new ArgumentException($"Account {after.Id} is not the id of its ledger and customer.");
    }
}

/// <summary>A commit's row in the history, as its hash covers it.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Cause">What brought it about.</param>
/// <param name="WriteId">Of the attempt that was written.</param>
/// <param name="Markers">Inbox events applied; null: none.</param>
/// <param name="Events">In order.</param>
public sealed record CommitBody(
    long Version, DateTimeOffset At, string By, string Cause, string WriteId, ImmutableArray<string>? Markers, ImmutableArray<AccountEvent> Events)
{
    /// <summary>The body of a commit that is to be written.</summary>
    public static CommitBody Of(AccountCommit c) =>
        new(c.From.Version + 1, c.At, c.By, c.Cause, c.WriteId, c.Markers.Length == 0 ? null : c.Markers, c.Events);

    /// <summary>Its bytes, the same on every store.</summary>
    public byte[] Write() => Write(new());

    internal byte[] Write(MessageTexts texts) => Scratch.Bytes((Body: this, Texts: texts), static (writer, of) => of.Body.Write(writer, of.Texts));

    void Write(Utf8JsonWriter writer, MessageTexts texts)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, Version);
        writer.WriteString("at"u8, At);
        writer.WriteString("by"u8, By);
        writer.WriteString("cause"u8, Cause);
        writer.WriteString("writeId"u8, WriteId);
        if (Markers is { } markers)
        {
            writer.WriteStartArray("markers"u8);
            foreach (string marker in markers) writer.WriteStringValue(marker);
            writer.WriteEndArray();
        }
        writer.WriteStartArray("events"u8);
        foreach (AccountEvent e in Events) Write(writer, e, texts);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The two kinds that come by the hundred thousand, in a sweep and in an import, go without the serializer.
    static void Write(Utf8JsonWriter writer, AccountEvent e, MessageTexts texts)
    {
        switch (e)
        {
            case MessageReserved { Message: { } message }:
                writer.WriteStartObject();
                writer.WriteString("event"u8, "message-reserved"u8);
                writer.WritePropertyName("message"u8);
                writer.WriteRawValue(texts.Of(message), skipInputValidation: true);
                writer.WriteEndObject();
                break;
            case InvoiceRecorded { Invoice: { } invoice }:
                writer.WriteStartObject();
                writer.WriteString("event"u8, "invoice-recorded"u8);
                writer.WritePropertyName("invoice"u8);
                InvoiceAsStored.Write(writer, invoice);
                writer.WriteEndObject();
                break;
            default:
                JsonSerializer.Serialize(writer, e, AccountJson.Default.AccountEvent);
                break;
        }
    }

    /// <summary>Reads a row of the history and checks it against its chain.</summary>
    /// <param name="previous">The row before; null before the first.</param>
    /// <exception cref="StoreDamagedException">The row was changed, a row is missing, or it cannot be read.</exception>
    public static StoredCommit Read(AccountId id, ReadOnlySpan<byte> bytes, string hash, StoredCommit? previous)
    {
        string before = previous?.Hash ?? "";
        long version = (previous?.Version ?? 0) + 1;
        if (AccountJson.HashOf(before, bytes) != hash) throw StoreDamagedException.Of(id, $"commit {version} does not match its hash: the row or one before it was changed or removed.");
        CommitBody body = Parse(id, bytes);
        return body.Version == version
            ? new(version, body.At, body.By, body.Cause, body.Events, before, hash)
            : throw StoreDamagedException.Of(id, $"commit {version} says that it is commit {body.Version}.");
    }

    /// <summary>Reads a row without its chain.</summary>
    /// <exception cref="StoreDamagedException">It cannot be read.</exception>
    public static CommitBody Parse(AccountId id, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, AccountJson.Default.CommitBody)!;
        }
        catch (JsonException fault)
        {
            throw StoreDamagedException.Of(id, "a commit cannot be read.", fault);
        }
    }
}
