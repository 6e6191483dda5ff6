using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>The rows of an account's partition: h the head, h00000 items by two hundred places, c a commit, k a marker, m a message.</summary>
internal static class AccountRows
{
    /// <summary>Chunks of fifty places that stand in one row: fewer rows than the service's hundred writes a transaction even for the largest account.</summary>
    const int ChunksARow = 4;
    const int MostWrites = 100;

    public const string HeadKey = "h";
    public static readonly (string From, string To) State = ("h", "i"), Commits = ("c", "d"), Messages = ("m", "n");

    public static string CommitKey(long version) => "c" + TableKey.Rising(version);
    public static string MarkerKey(string marker) => "k" + TableKey.Hash(marker);
    public static string MessageKey(string id) => "m" + TableKey.Of(id);

    /// <summary>Every write of a commit in the account's partition, the head first, then the history row, whose key no two commits share.</summary>
    /// <exception cref="ArgumentException">The commit touches more rows than one transaction takes.</exception>
    public static List<TableWrite> Of(CommitRows rows, AccountHead before, AccountHead after)
    {
        AccountCommit commit = rows.Commit;
        string partition = Tables.PartitionOf(commit.To.Id);
        if (rows.IsWakeOnly) return [Wake(partition, before, after)];
        (byte[] head, IReadOnlyList<(int Number, byte[] Bytes)> chunks) = rows.State();
        List<TableWrite> writes = [TableWrite.Replace(Head(partition, rows, after, head), before.ETag), TableWrite.Insert(Commit(partition, rows))];
        writes.AddRange(Items(partition, commit, chunks));
        writes.AddRange(commit.Markers.Select(m => TableWrite.Insert(new(partition, MarkerKey(m)) { ["Marker"] = m })));
        writes.AddRange(rows.Messages().Select(m => MessageRow.Of(partition, m, commit)));
        return writes.Count <= MostWrites ? writes : throw new ArgumentException(
            $"Account {commit.To.Id}: one commit changes {writes.Count} rows; at most {MostWrites} are written together. Split it: name fewer invoices at once.");
    }

    static TableWrite Wake(string partition, AccountHead before, AccountHead after)
    {
        TableRow row = new(partition, HeadKey);
        after.WriteTo(row);
        return TableWrite.MergeExisting(row, before.ETag!);
    }

    static TableRow Head(string partition, CommitRows rows, AccountHead after, byte[] state)
    {
        Account account = rows.Commit.To;
        TableRow row = new(partition, HeadKey) { ["Ledger"] = account.LedgerId, ["Customer"] = account.Customer, ["Name"] = account.Name };
        after.WriteTo(row);
        row["Rows"] = (long)RowsOf(account);
        row["Line"] = JsonSerializer.Serialize(rows.Line, AzureJson.Default.AccountLine);
        Packed.Into(row, "S", state);
        if (account.Tasks.Length > 0) Packed.Into(row, "T", JsonSerializer.SerializeToUtf8Bytes(account.Tasks, AzureJson.Default.ImmutableArrayWorkItem));
        if (account.Contacts.Length > 0) Packed.Into(row, "A", Encoding.UTF8.GetBytes(string.Join('\n', AccountLines.Addresses(account))));
        return row;
    }

    static TableRow Commit(string partition, CommitRows rows)
    {
        TableRow row = new(partition, CommitKey(rows.Next.Version)) { ["WriteId"] = rows.Commit.WriteId, ["Hash"] = rows.Next.Hash };
        Packed.Into(row, "B", rows.Bytes);
        return row;
    }

    static IEnumerable<TableWrite> Items(string partition, AccountCommit commit, IReadOnlyList<(int Number, byte[] Bytes)> changed)
    {
        foreach (int number in changed.Select(c => c.Number / ChunksARow).Distinct())
        {
            List<byte[]> chunks = [.. Enumerable.Range(number * ChunksARow, ChunksARow).Select(n => changed.FirstOrDefault(c => c.Number == n).Bytes ?? AccountSnapshot.Chunk(commit.To, n))];
            string key = HeadKey + number.ToString("D5", CultureInfo.InvariantCulture);
            if (chunks.TrueForAll(c => c.Length == 0))
            {
                yield return TableWrite.Delete(partition, key);
                continue;
            }
            TableRow row = new(partition, key) { ["Version"] = commit.From.Version + 1 };
            Packed.Into(row, "I", Joined(chunks));
            yield return TableWrite.Put(row);
        }
    }

    /// <summary>How many rows of items an account has: one that is missing when it is read shows.</summary>
    static int RowsOf(Account account)
    {
        HashSet<int> rows = [];
        foreach (Invoice invoice in account.Invoices) rows.Add(invoice.Place / (AccountItems.PlacesAChunk * ChunksARow));
        foreach (CreditNote note in account.CreditNotes) rows.Add(note.Place / (AccountItems.PlacesAChunk * ChunksARow));
        foreach (Payment payment in account.Payments) rows.Add(payment.Place / (AccountItems.PlacesAChunk * ChunksARow));
        return rows.Count;
    }

    /// <summary>The account of its head and item rows; null when they are of two states, because a commit came between two pages: read again.</summary>
    /// <exception cref="StoreDamagedException">They are not what was written.</exception>
    public static (StoredAccount Account, AccountHead Head)? Read(AccountId id, List<TableRow> rows)
    {
        AccountHead head = AccountHead.Read(id, rows[0]);
        if (rows.Count - 1 != rows[0].Number("Rows") || rows.Skip(1).Any(r => r.Number("Version") > head.Version)) return null;
        try
        {
            Account account = AccountSnapshot.Read(Packed.From(rows[0], "S"), rows.Skip(1).SelectMany(r => Apart(Packed.From(r, "I")!)));
            return (new(account, head.Version, head.Hash, head.RunAt, head.WakeAt), head);
        }
        catch (JsonException fault)
        {
            throw StoreDamagedException.Of(id, "its state cannot be read.", fault);
        }
    }

    static byte[] Joined(List<byte[]> chunks)
    {
        byte[] all = new byte[chunks.Sum(c => c.Length + 4)];
        int at = 0;
        foreach (byte[] chunk in chunks)
        {
            BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(at), chunk.Length);
            chunk.CopyTo(all, at + 4);
            at += chunk.Length + 4;
        }
        return all;
    }

    static IEnumerable<byte[]> Apart(byte[] all)
    {
        for (int at = 0; at < all.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(at));
            if (length > 0) yield return all[(at + 4)..(at + 4 + length)];
            at += length + 4;
        }
    }
}
