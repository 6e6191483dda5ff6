using Collections.Architecture.Tests.Rules;
using Collections.Tests;

namespace Collections.Architecture.Tests;

/// <summary>What is written must be true: links, commands, and no path of one machine.</summary>
public sealed class PagesTests
{
    static readonly string[] Written = [".cs", ".csproj", ".props", ".md", ".json", ".sql", ".razor", ".hbs", ".css", ".bicep", ".sln", ".txt", ".sh", ".yml", ".yaml", ".editorconfig", ".gitignore"];

    static IEnumerable<string> All => Tree.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    static IEnumerable<string> Texts => Tree.Files.Where(f => Written.Any(w => f.EndsWith(w, StringComparison.Ordinal)));

    static CommandLines Commands { get; } = CommandLines.Of([.. Tree.Under("server")]);

    [Fact]
    public void Every_link_in_a_page_leads_to_a_file_and_a_heading_that_are_there() =>
        Expect.None(All.SelectMany(p => Pages.DeadLinks(p, Tree.Text(p), Read)));

    [Fact]
    public void Every_command_and_option_in_a_page_is_one_that_the_server_knows() => Expect.None(All.SelectMany(p => Commands.Unknown(p, Tree.Text(p))));

    [Fact]
    public void The_page_of_commands_leaves_none_out() =>
        Expect.None(Commands.LeftOut(Tree.Text("docs/command-line.md")).Select(c => $"docs/command-line.md has no line for '{c}'"));

    [Fact]
    public void Every_file_that_a_page_names_in_code_marks_is_there() =>
        Expect.None(All.SelectMany(p => Pages.AbsentFiles(p, Tree.Text(p), Tree.Files)));

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Expect.None(Texts.SelectMany(f => Pages.LocalPaths(f, Tree.Text(f))));

    // Tests may: refusing such addresses is what some of them are about.
    [Fact]
    public void No_file_of_the_product_names_a_host_of_a_private_network() =>
        Expect.None(Texts.Where(f => !f.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(f => Leftovers.PrivateHosts(f, Tree.Text(f))));

    [Fact]
    public void Nothing_is_left_to_be_done_later() => Expect.None(Texts.SelectMany(f => Leftovers.Notes(f, Tree.Text(f))));

    [Theory]
    [InlineData("LICENSE")]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("CONTRIBUTING.md")]
    public void The_pages_that_everybody_looks_for_are_there(string page) => Assert.True(Tree.Text(page).Length > 200);

    // A folder is read as an empty text: a link to it leads somewhere.
    static string? Read(string path)
    {
        string full = Path.Combine(Repository.Root, path);
        return File.Exists(full) ? File.ReadAllText(full) : Directory.Exists(full) ? "" : null;
    }
}
