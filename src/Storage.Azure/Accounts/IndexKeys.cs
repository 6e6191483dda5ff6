using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Keys of the index: d what is due by instant, l lines by ledger and customer, m messages by scope and time, i messages by id, t tasks by scope and time.
/// A scope is a ledger, or * for all. Due rows and lines carry what makes each one's key its own, so that a late write of an earlier commit
/// never takes away a later one's row.</summary>
internal static class IndexKeys
{
    public const string AllLedgers = "*";

    public static string Scope(string? ledgerId) => ledgerId is null ? AllLedgers : TableKey.Of(ledgerId);

    public static string Due(DateTimeOffset at, AccountId id, string writeId) => $"d{TableKey.Rising(at)} {TableKey.Of(id.Value)} {TableKey.Hash(writeId)[..12]}";

    public static DateTimeOffset TimeOf(string dueKey) => new(long.Parse(dueKey.AsSpan(1, 19), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>Every row due at or before an instant.</summary>
    public static (string From, string To) DueBy(DateTimeOffset now) => ("d", "d" + TableKey.Rising(now) + TableKey.End);

    public static string LinePrefix(string ledgerId) => $"l{TableKey.Of(ledgerId)} ";

    public static string Line(Account account, long version) => $"{LinePrefix(account.LedgerId)}{TableKey.Of(account.Customer)} {TableKey.Falling(version)}";

    /// <summary>After every line of a customer.</summary>
    public static string AfterCustomer(string ledgerId, string customer) => $"{LinePrefix(ledgerId)}{TableKey.Of(customer)} ~";

    public static string MessagePrefix(string? ledgerId) => $"m{Scope(ledgerId)} ";

    public static string Message(string? ledgerId, DateTimeOffset reservedAt, string id) => $"{MessagePrefix(ledgerId)}{TableKey.Falling(reservedAt)} {TableKey.Falling(id)}";

    public static string MessageById(string id) => "i" + TableKey.Of(id);

    public static string TaskPrefix(string? ledgerId) => $"t{Scope(ledgerId)} ";

    public static string Task(string? ledgerId, AccountId id, WorkItem task) =>
        $"{TaskPrefix(ledgerId)}{TableKey.Rising(task.OpenedAt)} {TableKey.Of(id.Value)} {TableKey.Of(task.Id)}";
}
