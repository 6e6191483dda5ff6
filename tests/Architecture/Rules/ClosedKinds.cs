using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>An abstract record with a private constructor is closed: its kinds are the records inside it. The compiler does not know that, so its Match does.</summary>
internal static class ClosedKinds
{
    public static IEnumerable<RecordDeclarationSyntax> Closed(Source source) =>
        source.Root.DescendantNodes().OfType<RecordDeclarationSyntax>().Where(r => Has(r.Modifiers, SyntaxKind.AbstractKeyword) && r.Members.OfType<ConstructorDeclarationSyntax>().Any(IsPrivate));

    /// <summary>A Match that is absent, misses a kind in its parameters or in its arms, or takes more than there are.</summary>
    public static IEnumerable<string> WithoutMatch(Source source)
    {
        foreach (RecordDeclarationSyntax record in Closed(source))
        {
            string name = record.Identifier.Text;
            string[] kinds = [.. record.Members.OfType<RecordDeclarationSyntax>().Where(k => Inherits(k, name)).Select(k => k.Identifier.Text)];
            if (record.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Identifier.Text == "Match") is not { } match)
            {
                yield return source.At(record, $"{name} is closed and has no Match");
                continue;
            }
            foreach (string missing in Missing(kinds, Taken(match))) yield return source.At(match, $"Match of {name}: {missing} in its parameters");
            foreach (string missing in Missing(kinds, Arms(match))) yield return source.At(match, $"Match of {name}: {missing} in its arms");
        }
    }

    static IEnumerable<string> Missing(string[] kinds, string[] found) =>
        kinds.Except(found).Select(k => $"{k} is absent").Concat(found.Except(kinds).Select(f => $"{f} is no kind"));

    static string[] Taken(MethodDeclarationSyntax match) =>
        [.. match.ParameterList.Parameters.Select(p => p.Type).OfType<GenericNameSyntax>().Where(t => t.Identifier.Text == "Func").Select(t => LastOf(t.TypeArgumentList.Arguments[0]))];

    static string[] Arms(MethodDeclarationSyntax match) =>
        [.. match.DescendantNodes().OfType<SwitchExpressionArmSyntax>().Select(a => a.Pattern).Select(KindOf).OfType<string>()];

    static string? KindOf(PatternSyntax pattern) => pattern switch
    {
        DeclarationPatternSyntax declared => LastOf(declared.Type),
        RecursivePatternSyntax { Type: { } type } => LastOf(type),
        ConstantPatternSyntax constant => constant.Expression.ToString().Split('.')[^1],
        TypePatternSyntax type => LastOf(type.Type),
        _ => null,
    };

    static string LastOf(TypeSyntax type) => type.ToString().Split('.')[^1];

    static bool IsPrivate(ConstructorDeclarationSyntax constructor) =>
        constructor.ParameterList.Parameters.Count == 0 && (constructor.Modifiers.Count == 0 || Has(constructor.Modifiers, SyntaxKind.PrivateKeyword)) && !Has(constructor.Modifiers, SyntaxKind.ProtectedKeyword);

    static bool Has(SyntaxTokenList modifiers, SyntaxKind kind) => modifiers.Any(m => m.IsKind(kind));

    static bool Inherits(RecordDeclarationSyntax record, string name) =>
        record.BaseList?.Types.Any(t => LastOf(t.Type) == name) ?? false;
}
