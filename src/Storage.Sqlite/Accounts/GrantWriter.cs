using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

static class GrantSql
{
    public const string Words = "SELECT said_at, is_out, via FROM opt_words WHERE address = ? ORDER BY said_at, is_out";
    public const string LastWord = "SELECT is_out FROM opt_words WHERE address = ? ORDER BY said_at DESC, is_out DESC LIMIT 1";
    public const string Say = "INSERT INTO opt_words (address, said_at, is_out, via) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    public const string Find = "SELECT ledger_id, channel, ledger_day FROM grants WHERE message_id = ?";
    public const string DaysOfPerson = "SELECT person_day FROM grants WHERE spends = 1 AND person = ? AND person_day BETWEEN ? AND ? AND message_id <> ?";
    public const string OfPerson = "SELECT person_day, message_id, granted_at FROM grants WHERE spends = 1 AND person = ? AND person_day >= ? ORDER BY person_day, message_id";
    public const string Count = "SELECT granted FROM daily_counts WHERE ledger_id = ? AND channel = ? AND ledger_day = ?";
    public const string AddToCount = """
        INSERT INTO daily_counts (ledger_id, channel, ledger_day, granted) VALUES (?, ?, ?, ?)
        ON CONFLICT (ledger_id, channel, ledger_day) DO UPDATE SET granted = granted + excluded.granted
        """;
    public const string Keep = """
        INSERT INTO grants (message_id, person, person_day, spends, ledger_id, channel, ledger_day, granted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (message_id) DO UPDATE SET person = excluded.person, person_day = excluded.person_day, spends = excluded.spends, ledger_id = excluded.ledger_id,
          channel = excluded.channel, ledger_day = excluded.ledger_day, granted_at = excluded.granted_at
        """;
}

/// <summary>Asks what must be free for a message to go and takes it, in the transaction of its gate.</summary>
static class GrantWriter
{
    public static CommitOutcome Grant(Database db, SendGrant grant, DateTimeOffset at)
    {
        if (db.Sql(GrantSql.LastWord).Add(grant.Address).Number() == 1) return CommitOutcome.OptedOut;
        if (!ContactBudget.HasRoom(grant, OtherDays(db, grant))) return CommitOutcome.BudgetSpent;
        (string LedgerId, string Channel, long Day) place = (grant.LedgerId, Code.Of(grant.Channel), grant.LedgerDate.DayNumber);
        (string LedgerId, string Channel, long Day)? held = Held(db, grant.MessageId);
        if (held != place)
        {
            if (db.Sql(GrantSql.Count).Add(place.LedgerId).Add(place.Channel).Add(place.Day).Number() >= grant.ChannelCap) return CommitOutcome.DailyCapReached;
            if (held is { } old) db.Sql(GrantSql.AddToCount).Add(old.LedgerId).Add(old.Channel).Add(old.Day).Add(-1).Run();
            db.Sql(GrantSql.AddToCount).Add(place.LedgerId).Add(place.Channel).Add(place.Day).Add(1).Run();
        }
        db.Sql(GrantSql.Keep).Add(grant.MessageId).Add(grant.Person).Add(grant.PersonDate).Add(grant.SpendsBudget).Add(place.LedgerId).Add(place.Channel).Add(place.Day).Add(at).Run();
        return CommitOutcome.Committed;
    }

    static List<DateOnly> OtherDays(Database db, SendGrant grant)
    {
        List<DateOnly> days = [];
        if (!grant.SpendsBudget) return days;
        using Statement rows = db.Sql(GrantSql.DaysOfPerson).Add(grant.Person)
            .Add(grant.PersonDate.DayNumber - ContactBudget.SpanDays).Add(grant.PersonDate.DayNumber + ContactBudget.SpanDays).Add(grant.MessageId);
        while (rows.Step()) days.Add(rows.Day(0));
        return days;
    }

    static (string LedgerId, string Channel, long Day)? Held(Database db, string messageId)
    {
        using Statement row = db.Sql(GrantSql.Find).Add(messageId);
        return row.Step() ? (row.Text(0), row.Text(1), row.Long(2)) : null;
    }
}
