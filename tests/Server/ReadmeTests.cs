using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Collections.Tests;

namespace Collections.Server;

/// <summary>The README's worked example is run, command by command, on a folder of its own.</summary>
public sealed partial class ReadmeTests
{
    const string Prompt = "$ collections ";

    [Fact]
    public async Task The_worked_example_prints_what_the_README_says()
    {
        using Cli cli = new();
        (string Command, string[] Said)[] example = [.. Example(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")))];
        Assert.True(example.Length >= 10, $"only {example.Length} commands were found");
        foreach ((string command, string[] said) in example)
        {
            (int exit, string text, string error) = await cli.RunAsync(Arguments(command));
            Assert.True(exit == 0, $"{command}: exit {exit}, {error}{text}");
            Assert.Equal([], NotIn(said, text).Select(line => $"{command} does not print: {line}"));
        }
    }

    [Fact]
    public void A_line_that_the_program_does_not_print_or_prints_elsewhere_is_found()
    {
        Assert.Equal([], NotIn(["one", "...", "three (0a1b2c3d)"], "one\ntwo\nthree (ffffffff)\n"));
        Assert.Equal(["four"], NotIn(["one", "four"], "one\ntwo\nthree\n"));
        Assert.Equal(["one"], NotIn(["two", "one"], "one\ntwo\nthree\n"));
    }

    static string[] Arguments(string command) =>
        [.. CommandLineParser.SplitCommandLine(command.Replace("--data demo ", "", StringComparison.Ordinal)).Select(a => a.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, a) : a)];

    // A command with what follows it up to the next one or the end of its block.
    static IEnumerable<(string, string[])> Example(string page)
    {
        foreach (string block in page.Replace("\\\n", " ", StringComparison.Ordinal).Split("```").Where((_, i) => i % 2 == 1))
            foreach (string part in block.Split(Prompt).Skip(1))
            {
                string[] lines = part.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                yield return (lines[0], lines[1..]);
            }
    }

    // In the order in which they are printed; "..." stands for lines left out, and a policy's content id may be any.
    static IEnumerable<string> NotIn(string[] said, string printed)
    {
        Queue<string> lines = new(printed.Split('\n').Select(Plain));
        foreach (string line in said.Where(s => s.Trim() != "..."))
        {
            while (lines.Count > 0 && lines.Peek() != Plain(line)) lines.Dequeue();
            if (lines.Count == 0) yield return line;
            else lines.Dequeue();
        }
    }

    static string Plain(string line) => ContentId().Replace(line.TrimEnd(), "()");

    [GeneratedRegex(@"\([0-9a-f]{8}\)", RegexOptions.NonBacktracking)]
    private static partial Regex ContentId();
}
