using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>A comparison that ends at the first different byte tells how many were right; so what is called a signature, token, secret or password is compared by FixedTimeEquals.</summary>
internal static class Secrets
{
    static readonly string[] Words = ["signature", "secret", "token", "password", "hmac", "seal"];

    public static IEnumerable<string> Compared(Source source)
    {
        foreach (BinaryExpressionSyntax comparison in source.Root.DescendantNodes().OfType<BinaryExpressionSyntax>())
            if (comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && IsOpen(comparison.Left, comparison.Right))
                yield return source.At(comparison, comparison.ToString());
        foreach (InvocationExpressionSyntax call in source.Root.DescendantNodes().OfType<InvocationExpressionSyntax>())
            if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Equals" or "SequenceEqual" or "CompareTo" or "Compare" } access
                && call.ArgumentList.Arguments.Select(a => a.Expression).Append(access.Expression).Any(IsSecret))
                yield return source.At(call, call.ToString());
    }

    static bool IsOpen(ExpressionSyntax left, ExpressionSyntax right) =>
        (IsSecret(left) || IsSecret(right)) && !IsConstant(left) && !IsConstant(right);

    // The last name alone counts: "token.Length" is a length, "Reason.Signature" a member of an enum.
    static bool IsSecret(ExpressionSyntax expression)
    {
        string last = expression switch
        {
            IdentifierNameSyntax name => name.Identifier.Text,
            MemberAccessExpressionSyntax { Expression: not IdentifierNameSyntax { Identifier.Text: [>= 'A' and <= 'Z', ..] } } access => access.Name.Identifier.Text,
            ElementAccessExpressionSyntax { Expression: var list } => list.ToString(),
            _ => "",
        };
        // What is made of a secret is one: HashOf(token) == known, Seal(key, text) == given.
        if (expression is InvocationExpressionSyntax call && !IsCount(call))
            return Words.Any(w => NameOf(call).EndsWith(w, StringComparison.OrdinalIgnoreCase)) || (IsHash(call) && call.ArgumentList.Arguments.Any(a => IsSecret(a.Expression)));
        return Words.Any(w => last.EndsWith(w, StringComparison.OrdinalIgnoreCase));
    }

    static string NameOf(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.Text : call.Expression.ToString();

    static bool IsHash(InvocationExpressionSyntax call) => NameOf(call).Contains("Hash", StringComparison.Ordinal) || NameOf(call).Contains("Base64", StringComparison.Ordinal) || NameOf(call).Contains("Hex", StringComparison.Ordinal);

    static bool IsCount(InvocationExpressionSyntax call) => NameOf(call) is "Count" or "IndexOf";

    // null, a literal, or a member written with a capital on both sides ("TokenType.String").
    static bool IsConstant(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or BinaryExpressionSyntax or IsPatternExpressionSyntax
        || expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: [>= 'A' and <= 'Z', ..] } }
        || expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "TokenType" }; // a reader's kind of token
}
