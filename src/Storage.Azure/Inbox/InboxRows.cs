using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Inbox;

/// <summary>The rows of one of the inbox's 64 partitions: e an event, b a part of a large body, p what is pending by when it is due, s what stands in a state by when
/// it came, n how many were settled in each state. All of an event's rows are in one partition, so every step is one transaction.</summary>
internal static class InboxRows
{
    public const int Shards = 64;
    const int MostInRow = 600 * 1024; // a row holds 1 MiB

    public const string CountsKey = "n";
    public static readonly (string From, string To) PendingAndCounts = ("n", "q");

    public static IEnumerable<string> AllPartitions => Enumerable.Range(0, Shards).Select(Partition);

    /// <summary>Where an event of this name stands; source and id are apart, whatever they hold.</summary>
    public static (string Partition, string Name) PlaceOf(string source, string eventId)
    {
        string name = TableKey.Hash(source.Length.ToString(CultureInfo.InvariantCulture) + ":" + source + eventId);
        return (Partition(Convert.ToInt32(name[..2], 16) % Shards), name);
    }

    static string Partition(int number) => "in" + number.ToString("D2", CultureInfo.InvariantCulture);

    public static string EventKey(string name) => "e" + name;
    public static string PendingKey(DateTimeOffset dueAt, string name, string writeId) => $"p{TableKey.Rising(dueAt)} {name} {TableKey.Hash(writeId)[..12]}";
    public static (string From, string To) PendingBy(DateTimeOffset now) => ("p", "p" + TableKey.Rising(now) + TableKey.End);
    public static string StatePrefix(InboxState state) => $"s{(int)state} ";
    public static string StateKey(InboxState state, DateTimeOffset receivedAt, string name) => $"{StatePrefix(state)}{TableKey.Falling(receivedAt)} {name}";
    static string BodyKey(string name, int part) => $"b{name}{part.ToString("D2", CultureInfo.InvariantCulture)}";

    public static List<TableWrite> New(InboxEvent e, DateTimeOffset dueAt, string writeId)
    {
        (string partition, string name) = PlaceOf(e.Source, e.EventId);
        string pending = PendingKey(dueAt, name, writeId);
        TableRow row = new(partition, EventKey(name))
        {
            ["Source"] = e.Source, ["EventId"] = e.EventId, ["Ledger"] = e.LedgerId, ["ReceivedAt"] = e.ReceivedAt.UtcTicks, ["State"] = (long)e.State,
            ["Attempts"] = (long)e.Attempts, ["Reason"] = e.Reason ?? "", ["Pending"] = pending, ["WriteId"] = writeId,
        };
        Packed.Into(row, "H", Encoding.UTF8.GetBytes(e.Headers));
        List<TableWrite> writes = [
            TableWrite.Insert(row), TableWrite.Put(new(partition, pending) { ["Name"] = name }),
            TableWrite.Put(new(partition, StateKey(e.State, e.ReceivedAt, name)) { ["Name"] = name })];
        ReadOnlySpan<byte> body = e.Body.AsSpan();
        int part = 0;
        for (int at = 0; at == 0 || at < body.Length; at += MostInRow, part++)
        {
            TableRow into = part == 0 ? row : new(partition, BodyKey(name, part));
            Packed.Into(into, "B", body[at..Math.Min(body.Length, at + MostInRow)]);
            if (part > 0) writes.Add(TableWrite.Put(into));
        }
        row["Bodies"] = (long)part;
        return writes;
    }

    public static InboxEvent Read(TableRow row, IEnumerable<TableRow> others) => new()
    {
        Source = row.Text("Source")!, EventId = row.Text("EventId")!, LedgerId = row.Text("Ledger")!, ReceivedAt = row.Instant("ReceivedAt")!.Value,
        Headers = Encoding.UTF8.GetString(Packed.From(row, "H")!), Body = [.. Packed.From(row, "B")!, .. others.SelectMany(o => Packed.From(o, "B")!)],
        State = (InboxState)row.Number("State")!.Value, Attempts = (int)row.Number("Attempts")!.Value, Reason = row.Text("Reason") is { Length: > 0 } reason ? reason : null,
    };

    public static RowRange Bodies(string partition, string name) => new(partition, BodyKey(name, 1), BodyKey(name, 99));
}
