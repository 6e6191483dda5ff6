using Microsoft.Data.Sqlite;

namespace Collections.RealProcess;

/// <summary>Asks SQLite itself whether a database file is whole.</summary>
internal static class DatabaseCheck
{
    public static IReadOnlyList<string> Faults(string path)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check(10)";
        using SqliteDataReader reader = check.ExecuteReader();
        List<string> faults = [];
        while (reader.Read())
            if (reader.GetString(0) is var line && line != "ok") faults.Add("integrity_check: " + line);
        return faults;
    }
}
