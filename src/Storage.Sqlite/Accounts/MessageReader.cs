using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>Lists messages. A list over several ledgers or states asks each by its index and merges the answers, so that no list scans the table.</summary>
static class MessageReader
{
    public static IReadOnlyList<StoredMessage> List(Database db, MessageQuery query)
    {
        (long before, string beforeId) = query.Before is { } at ? (Instants.Ticks(at), query.BeforeId ?? "") : (long.MaxValue, "");
        if (query.Account is { } account)
        {
            string? only = query.State is { } one ? Code.Of(one) : null;
            return SqliteAccounts.All(
                db.Sql(MessageSql.OfAccount).Add(account.Value).Add(only).Add(only).Add(before).Add(beforeId).Add(query.LedgerId).Add(query.LedgerId).Add(query.Most),
                AccountReader.Message);
        }
        List<StoredMessage> all = [];
        foreach (string ledgerId in query.LedgerId is { } named ? [named] : Ledgers(db))
            foreach (MessageState state in query.State is { } one ? [one] : Enum.GetValues<MessageState>())
                all.AddRange(SqliteAccounts.All(
                    db.Sql(MessageSql.OfLedger).Add(ledgerId).Add(Code.Of(state)).Add(before).Add(before).Add(beforeId).Add(query.Most), AccountReader.Message));
        return [.. all.OrderByDescending(m => m.Message.ReservedAt).ThenByDescending(m => m.Message.Id, StringComparer.Ordinal).Take(query.Most)];
    }

    /// <summary>Every ledger that has an account: one step in the index for each.</summary>
    static List<string> Ledgers(Database db)
    {
        List<string> ledgers = [];
        for (string after = ""; ;)
        {
            using Statement next = db.Sql(AccountSql.NextLedger).Add(after);
            if (!next.Step()) return ledgers;
            ledgers.Add(after = next.Text(0));
        }
    }
}
