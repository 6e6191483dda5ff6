using Collections.Domain;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>What a commit must know of an account's head row: its ETag, and which rows of the index are its own.</summary>
/// <param name="ETag">Null for an account without a commit.</param>
/// <param name="DueKey">The row by which the account is found when it is due; null: none. After a gate it may lie before the wake-up: then it is looked at early, never late.</param>
/// <param name="LineKey">The row of its line in lists; null: none.</param>
internal sealed record AccountHead(
    AccountId Id, long Version, string Hash, string? ETag, DateTimeOffset? RunAt, DateTimeOffset? WakeAt, string WriteId, string? DueKey, string? LineKey)
{
    public const string Select = "Version,Hash,RunAt,WakeAt,WriteId,Due,LineKey";
    const long Never = -1; // a merge cannot take a property away

    public static AccountHead None(AccountId id) => new(id, 0, "", null, null, null, "", null, null);

    public static AccountHead Read(AccountId id, TableRow row) => new(
        id, row.Number("Version")!.Value, row.Text("Hash")!, row.ETag, Instant(row, "RunAt"), Instant(row, "WakeAt"), row.Text("WriteId")!,
        row.Text("Due") is { Length: > 0 } due ? due : null, row.Text("LineKey"));

    public void WriteTo(TableRow row)
    {
        row["Version"] = Version;
        row["Hash"] = Hash;
        row["RunAt"] = RunAt?.UtcTicks ?? Never;
        row["WakeAt"] = WakeAt?.UtcTicks ?? Never;
        row["WriteId"] = WriteId;
        row["Due"] = DueKey ?? "";
        row["LineKey"] = LineKey;
    }

    static DateTimeOffset? Instant(TableRow row, string name) => row.Number(name) is { } ticks and not Never ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
