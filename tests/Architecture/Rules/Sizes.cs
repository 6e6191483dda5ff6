using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>What no file, method or parameter list may reach. Records are values, and a Match has an arm a kind: both may have as many parameters as they need.</summary>
internal static class Sizes
{
    public const int MostLinesOfFile = 400, MostLinesOfMethod = 60, MostParameters = 6;

    public static IEnumerable<string> Files(Source source)
    {
        int lines = source.Root.GetText().Lines.Count - 1;
        if (lines > MostLinesOfFile) yield return $"{source.Path}: {lines} lines, at most {MostLinesOfFile}";
    }

    public static IEnumerable<string> Methods(Source source)
    {
        foreach (SyntaxNode node in source.Root.DescendantNodes().Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax))
        {
            FileLinePositionSpan span = node.GetLocation().GetLineSpan();
            int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (lines > MostLinesOfMethod) yield return source.At(node, $"{NameOf(node)} has {lines} lines, at most {MostLinesOfMethod}");
        }
    }

    public static IEnumerable<string> Parameters(Source source)
    {
        foreach (ParameterListSyntax list in source.Root.DescendantNodes().OfType<ParameterListSyntax>())
        {
            if (list.Parent is null or RecordDeclarationSyntax or MethodDeclarationSyntax { Identifier.Text: "Match" } or AnonymousFunctionExpressionSyntax) continue;
            if (list.Parameters.Count > MostParameters) yield return source.At(list, $"{NameOf(list.Parent)} takes {list.Parameters.Count} parameters, at most {MostParameters}");
        }
    }

    static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => $"the constructor of {constructor.Identifier.Text}",
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        BaseTypeDeclarationSyntax type => $"the constructor of {type.Identifier.Text}",
        _ => node.Kind().ToString(),
    };

    static Microsoft.CodeAnalysis.CSharp.SyntaxKind Kind(this SyntaxNode node) => Microsoft.CodeAnalysis.CSharp.CSharpExtensions.Kind(node);
}
