using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>A message's row in its account's partition. A change merges what it changes, so that no read goes before it.</summary>
internal static class MessageRow
{
    public static TableWrite Of(string partition, MessageChange change, AccountCommit commit)
    {
        TableRow row = new(partition, AccountRows.MessageKey(change.MessageId)) { ["Account"] = commit.To.Id.Value, ["Ledger"] = commit.To.LedgerId };
        if (change.Message is { } message) Packed.Into(row, "M", JsonSerializer.SerializeToUtf8Bytes(message, AccountJson.Default.Message));
        if (!change.Demanded.IsDefault) Packed.Into(row, "D", JsonSerializer.SerializeToUtf8Bytes(change.Demanded, AccountJson.Default.ImmutableArrayMoney));
        if (commit.Text?.MessageId == change.MessageId) Packed.Into(row, "X", JsonSerializer.SerializeToUtf8Bytes(commit.Text, AccountJson.Default.MessageText));
        row["Outcome"] = change.Outcome;
        return change.IsReserved ? TableWrite.Put(row) : TableWrite.Merge(row);
    }

    /// <summary>Null when the row was only touched by a late event of a message that was never kept.</summary>
    public static StoredMessage? Read(TableRow? row)
    {
        if (row is null || Packed.From(row, "M") is not { } message) return null;
        MessageText? text = Packed.From(row, "X") is { } x ? JsonSerializer.Deserialize(x, AccountJson.Default.MessageText) : null;
        ImmutableArray<Money> demanded = Packed.From(row, "D") is { } d ? JsonSerializer.Deserialize(d, AccountJson.Default.ImmutableArrayMoney) : [];
        return new(JsonSerializer.Deserialize(message, AccountJson.Default.Message)!, new(row.Text("Account")!), row.Text("Ledger")!, text, demanded, row.Text("Outcome"));
    }
}
