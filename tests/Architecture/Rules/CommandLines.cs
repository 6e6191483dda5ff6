using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>The commands and options that the server's code makes, and those that the pages write down.</summary>
/// <param name="Commands">First words of a command line: "ledger", and "add" below it.</param>
/// <param name="Options">"--zone".</param>
internal sealed record CommandLines(IReadOnlySet<string> Commands, IReadOnlySet<string> Options)
{
    const string Prompt = "$ collections ";

    /// <summary>Read from the makings of Command and Option with a literal name.</summary>
    public static CommandLines Of(IReadOnlyCollection<Source> sources)
    {
        HashSet<string> commands = [], options = ["--help", "--version"];
        foreach (BaseObjectCreationExpressionSyntax made in sources.SelectMany(s => s.Root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()))
        {
            if (made.ArgumentList?.Arguments is not [{ Expression: LiteralExpressionSyntax { Token.Value: string name } }, ..]) continue;
            if (name.StartsWith("--", StringComparison.Ordinal)) options.Add(name);
            else if (TypeOf(made) is "Command") commands.Add(name);
        }
        foreach (InvocationExpressionSyntax call in sources.SelectMany(s => s.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()))
            if (call.Expression.ToString().EndsWith("Make", StringComparison.Ordinal) && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.Value: string name } }, ..])
                commands.Add(name);
        return new(commands, options);
    }

    /// <summary>Lines of a page that begin with the prompt and name a command or an option that is not there.</summary>
    public IEnumerable<string> Unknown(string page, string text)
    {
        foreach (string line in Written(text))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string command = words.SkipWhile(w => w.StartsWith('-')).FirstOrDefault() ?? "";
            if (!words[0].StartsWith('-') && !Commands.Contains(command)) yield return $"{page}: there is no command '{command}' ({line})";
            foreach (string option in words.Where(w => w.StartsWith("--", StringComparison.Ordinal) && w.Length > 2).Select(w => w.Split('=')[0]))
                if (!Options.Contains(option)) yield return $"{page}: there is no option '{option}' ({line})";
        }
    }

    /// <summary>Commands that a page leaves out.</summary>
    public IEnumerable<string> LeftOut(string text)
    {
        HashSet<string> words = [.. Written(text).SelectMany(l => l.Split(' ').TakeWhile(w => !w.StartsWith('-')))];
        return Commands.Where(c => !words.Contains(c));
    }

    // A line that ends in a backslash goes on in the next.
    static IEnumerable<string> Written(string text) =>
        text.Replace("\\\n", " ").Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith(Prompt, StringComparison.Ordinal)).Select(l => l[Prompt.Length..]);

    static string? TypeOf(BaseObjectCreationExpressionSyntax made) => made switch
    {
        ObjectCreationExpressionSyntax plain => plain.Type.ToString(),
        _ => made.Ancestors().Select(Declared).FirstOrDefault(t => t is not null),
    };

    // new(...) has the type of what it is given to: a variable, a field, or the method's result.
    static string? Declared(SyntaxNode node) => node switch
    {
        VariableDeclarationSyntax variable => variable.Type.ToString(),
        MethodDeclarationSyntax method => method.ReturnType.ToString(),
        _ => null,
    };
}
