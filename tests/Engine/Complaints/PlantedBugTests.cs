using Collections.Tests;

namespace Collections.Engine.Tests.Complaints;

/// <summary>The planted bugs are about the code as it stands, and each names a test that is there.</summary>
public sealed class PlantedBugTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "PlantedBugs");

    static readonly string[] Names = [.. Directory.GetFiles(Folder, "*.patch").Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Patches => new(Names);

    [Theory]
    [MemberData(nameof(Patches))]
    public void Every_planted_bug_still_fits_the_code(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, name + ".patch"));
        string file = lines.Single(l => l.StartsWith("--- a/", StringComparison.Ordinal))[6..];
        string source = File.ReadAllText(Path.Combine(Repository.Root, file));
        foreach (string hunk in Hunks(lines)) Assert.Contains(hunk, source, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_planted_bug_names_what_catches_it()
    {
        string[] rows = [.. File.ReadAllLines(Path.Combine(Folder, "README.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(l[2]))];

        Assert.Equal(Names, rows.Select(r => r.Split('|')[1].Trim()));
        Assert.True(Names.Length >= 24, $"{Names.Length} mistakes are planted");
        Assert.All(rows, row =>
        {
            string by = row.Split('|')[3].Split('`')[1];
            if (by == "simulation") return;
            string[] tests = Directory.GetFiles(Path.Combine(Repository.Root, by.Split(' ')[0]), "*Tests.cs", SearchOption.AllDirectories);
            Assert.Contains($" {by.Split('.')[1]}(", string.Concat(tests.Select(File.ReadAllText)), StringComparison.Ordinal);
        });
    }

    // A hunk's lines as they stand before the bug: what is kept and what is taken away.
    static IEnumerable<string> Hunks(string[] lines)
    {
        List<string>? hunk = null;
        foreach (string line in lines.Append("@@"))
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                if (hunk is not null) yield return string.Join('\n', hunk);
                hunk = [];
            }
            else if (hunk is not null && (line.Length == 0 || line[0] is ' ' or '-')) hunk.Add(line.Length == 0 ? "" : line[1..]);
    }
}
