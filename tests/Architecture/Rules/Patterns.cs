using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>A pattern that backtracks can be made to run for hours by a text from outside, so each is NonBacktracking or has a time limit.</summary>
internal static class Patterns
{
    static readonly string[] Calls = ["IsMatch", "Match", "Matches", "Replace", "Split", "Count", "EnumerateMatches", "EnumerateSplits"];

    public static IEnumerable<string> Unbounded(Source source)
    {
        string[] safe = [.. source.Root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Initializer?.ToString().Contains("NonBacktracking") ?? false).Select(v => v.Identifier.Text)];
        foreach (SyntaxNode made in source.Root.DescendantNodes().Where(IsPattern))
        {
            string[] words = [.. made.DescendantNodes().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text)];
            if (!words.Any(w => w is "NonBacktracking" or "TimeSpan" or "matchTimeoutMilliseconds" || safe.Contains(w) || w.EndsWith("Timeout", StringComparison.Ordinal)))
                yield return source.At(made, made.ToString());
        }
    }

    static bool IsPattern(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Regex" } } => true,
        ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Regex" } } } } => true,
        AttributeSyntax { Name: IdentifierNameSyntax { Identifier.Text: "GeneratedRegex" or "GeneratedRegexAttribute" } } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Regex" } } access } => Calls.Contains(access.Name.Identifier.Text),
        _ => false,
    };
}
