using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>Reads accounts, and believes nothing that does not fit its sum.</summary>
static class AccountReader
{
    public static StoredAccount? Load(Database db, AccountId id)
    {
        using Statement row = db.Sql(AccountSql.Load).Add(id.Value);
        if (!row.Step()) return null;
        return new(State(db, id, row), row.Long(1), Convert.ToHexStringLower(row.Bytes(2)), row.InstantOrNull(4), row.InstantOrNull(5));
    }

    static Account State(Database db, AccountId id, Statement row)
    {
        (long no, long sum) = (row.Long(0), row.Long(3));
        using Statement parts = db.Sql(AccountSql.Parts).Add(Part.KeyOf(no, 1)).Add(Part.LastKeyOf(no));
        try
        {
            ItemsReader items = new();
            while (parts.Step())
            {
                sum ^= Part.SumOf(parts.Long(0), parts.Bytes(1));
                items.Add(parts.Bytes(1));
            }
            if (sum != 0 || Part.SumOf(Part.KeyOf(no, 0), row.Bytes(7)) != row.Long(6))
                throw StoreDamagedException.Of(id, "its state is not what was written: a part was changed, lost or left from an older state.");
            Account account = HeadReader.Read(row.Bytes(7), items);
            return account.Id == id ? account : throw StoreDamagedException.Of(id, $"its head belongs to account {account.Id}.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw StoreDamagedException.Of(id, "its state cannot be read.", fault);
        }
    }

    public static AccountLine Line(Database db, Statement row)
    {
        List<Money> open = [];
        using (Statement balance = db.Sql(AccountSql.Balances).Add(row.Long(0)))
            while (balance.Step()) open.Add(new(balance.Long(1), Currency.Of(balance.Text(0))));
        AccountId id = new(row.Text(1));
        if (!Code.TryRead(row.Text(4), out Standing standing)) throw StoreDamagedException.Of(id, $"its standing '{row.Text(4)}' is unknown.");
        return new(id, "", row.Text(2), row.Text(3), standing, row.DayOrNull(5), row.Int(6), [.. open], row.Int(7), row.Int(8));
    }

    public static StoredMessage Message(Statement row) => new(
        JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.Message)!,
        new(row.Text(1)),
        row.Text(2),
        row.IsNull(3) ? null : JsonSerializer.Deserialize(row.Bytes(3), AccountJson.Default.MessageText),
        row.IsNull(4) ? [] : JsonSerializer.Deserialize(row.Bytes(4), AccountJson.Default.ImmutableArrayMoney),
        row.TextOrNull(5));

    public static StoredTask Task(Statement row) => new(
        new(row.Text(0)), row.Text(1), row.Text(2), row.Text(3), JsonSerializer.Deserialize(row.Bytes(4), AccountJson.Default.WorkItem)!);
}
