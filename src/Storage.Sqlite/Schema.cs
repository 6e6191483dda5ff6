using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Collections.Storage.Sqlite;

/// <summary>One dated .sql file.</summary>
/// <param name="Name">File name: the date decides the order.</param>
/// <param name="Sql">Its text.</param>
sealed record Migration(string Name, string Sql)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>Every migration of this release, oldest first.</summary>
    public static IReadOnlyList<Migration> All { get; } = Embedded();

    static List<Migration> Embedded()
    {
        Assembly here = typeof(Migration).Assembly;
        return [.. here.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        Migration Read(string name)
        {
            using StreamReader reader = new(here.GetManifestResourceStream(name)!);
            return new(name, reader.ReadToEnd());
        }
    }
}

/// <summary>The database's schema is not one that this release may write.</summary>
public sealed class SchemaException(string message) : Exception(message);

/// <summary>Brings a database to this release's schema, or refuses it.</summary>
static class Schema
{
    /// <summary>"COLL": marks the file as ours in its header, so that no other application's database is taken for it.</summary>
    const int ApplicationId = 0x434F4C4C;

    public static void Apply(Database db, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        db.Run("BEGIN IMMEDIATE"); // a second process that starts now waits here and then finds everything done
        try
        {
            Refuse(db);
            db.Run("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
            List<(string Name, string Hash)> applied = Applied(db);
            Compare(applied, migrations);
            foreach (Migration migration in migrations.Skip(applied.Count))
            {
                db.Run(migration.Sql);
                db.Sql("INSERT INTO migrations (name, hash, applied_at) VALUES (?, ?, ?)").Add(migration.Name).Add(migration.Hash).Add(clock.GetUtcNow()).Run();
            }
            db.Run($"PRAGMA application_id = {ApplicationId}");
            db.Run("COMMIT");
        }
        catch
        {
            if (!db.IsIdle) db.Run("ROLLBACK");
            throw;
        }
    }

    static void Refuse(Database db)
    {
        string id = db.Ask("PRAGMA application_id"), tables = db.Ask("SELECT count(*) FROM sqlite_schema");
        if (id != ApplicationId.ToString(System.Globalization.CultureInfo.InvariantCulture) && tables != "0") throw new SchemaException("The file is a database of another application.");
    }

    static List<(string Name, string Hash)> Applied(Database db)
    {
        List<(string, string)> applied = [];
        using Statement rows = db.Sql("SELECT name, hash FROM migrations ORDER BY name");
        while (rows.Step()) applied.Add((rows.Text(0), rows.Text(1)));
        return applied;
    }

    static void Compare(List<(string Name, string Hash)> applied, IReadOnlyList<Migration> migrations)
    {
        for (int i = 0; i < applied.Count; i++)
        {
            (string name, string hash) = applied[i];
            Migration? known = migrations.FirstOrDefault(m => m.Name == name);
            if (known is null) throw new SchemaException($"The database was written by a newer release: it has {name}, which this one does not know. Start that release, or restore a backup from before it.");
            if (migrations[i] != known) throw new SchemaException($"The database lacks {migrations[i].Name}, which is older than its {name}.");
            if (known.Hash != hash) throw new SchemaException($"{name} was changed after it had been applied to this database.");
        }
    }
}
