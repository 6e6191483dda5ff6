using System.Reflection;

namespace Collections.Storage.Sqlite;

public sealed class QueryPlanTests
{
    /// <summary>Tables that stay small (a row a ledger, a pack, a span, a state) and the one list that walks an index in order and stops at its limit.</summary>
    static readonly string[] MayBeScanned = ["SCAN ledgers", "SCAN connections", "SCAN packs", "SCAN safe_mode", "SCAN inbox_counts", "SCAN staff", "SCAN api_keys", "SCAN t USING INDEX tasks_oldest"];

    public static TheoryData<string> Declared
    {
        get
        {
            TheoryData<string> all = [];
            foreach (Type type in typeof(Database).Assembly.GetTypes().Where(t => t.Name.EndsWith("Sql", StringComparison.Ordinal)))
                foreach (FieldInfo statement in type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral)) all.Add($"{type.Name}.{statement.Name}");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Declared))]
    public async Task No_declared_statement_scans_a_table(string name)
    {
        using TestFile file = new();
        await (await SqliteStorage.OpenAsync(file.Path, CancellationToken.None)).DisposeAsync();
        string[] parts = name.Split('.');
        string sql = (string)typeof(Database).Assembly.GetTypes().Single(t => t.Name == parts[0]).GetField(parts[1], BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;
        using Database db = Database.Open(file.Path, create: false);
        using Statement plan = db.Sql("EXPLAIN QUERY PLAN " + sql);
        while (plan.Step())
        {
            string step = plan.Text(3);
            Assert.True(!step.Contains("SCAN", StringComparison.Ordinal) || MayBeScanned.Any(m => step.StartsWith(m, StringComparison.Ordinal)), $"{name}: {step}");
            Assert.True(!step.Contains("TEMP B-TREE", StringComparison.Ordinal) || parts[1] is "OfAccount" or "Keys" or "AccountsAt" or "Packs", $"{name}: {step}");
        }
    }

    [Fact]
    public void Every_statement_is_declared() => Assert.True(((IEnumerable<object[]>)Declared).Count() > 60);
}
