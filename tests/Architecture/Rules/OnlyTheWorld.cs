using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>The simulation holds the world, its faults and the checkers: it declares no decision, gate or arithmetic of a ledger of its own, and asks none of the engine's, or a mistake of theirs would be its own.</summary>
internal static class OnlyTheWorld
{
    static readonly string[] Declared = ["Decide", "Evolve", "Apply", "Gate", "Balance", "NextLevel", "WakeUp", "Judge", "Reserve"];
    static readonly string[] Asked = ["Decision", "GateDecision", "Guards", "Chase", "LevelDay", "NextLevel", "WakeUp", "Judge", "Reserve", "Turn", "Freshness", "ContactBudget"];

    public static IEnumerable<string> Broken(Source source)
    {
        foreach (SyntaxNode node in source.Root.DescendantNodes())
            if (node is MethodDeclarationSyntax { Identifier.Text: var method } && Declared.Contains(method)) yield return source.At(node, $"declares {method}");
            else if (node is BaseTypeDeclarationSyntax { Identifier.Text: var type } && Declared.Contains(type)) yield return source.At(node, $"declares {type}");
            else if (node is IdentifierNameSyntax { Identifier.Text: var asked, Parent: MemberAccessExpressionSyntax access } && access.Expression == node && Asked.Contains(asked)) yield return source.At(node, $"asks {asked}");
            else if (node is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: var made } } && Asked.Contains(made)) yield return source.At(node, $"makes a {made}");
    }
}
