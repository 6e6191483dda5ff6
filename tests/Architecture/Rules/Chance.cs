using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>What nobody may guess is made by the system's generator with 256 bits; what can be guessed makes no token, and what is broken makes no hash.</summary>
internal static class Chance
{
    const int BytesOfSecret = 32;

    static readonly string[] Weak = ["Random", "MD5", "SHA1", "DES", "RC2", "TripleDES", "RNGCryptoServiceProvider"];

    /// <summary>A generator or hash that can be guessed or broken. A Guid is an id and never a secret: only where writes are told apart may one be made.</summary>
    public static IEnumerable<string> Guessable(Source source, bool mayMakeIds)
    {
        foreach (SimpleNameSyntax name in source.Root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            string text = name.Identifier.Text;
            bool isType = name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name;
            if (isType && Weak.Contains(text) && name.Parent is ObjectCreationExpressionSyntax or MemberAccessExpressionSyntax or VariableDeclarationSyntax) yield return source.At(name, text);
            else if (!mayMakeIds && text is "NewGuid" or "CreateVersion7") yield return source.At(name, text);
            else if (text is "GetRandomFileName" or "GetTempFileName") yield return source.At(name, text);
        }
    }

    /// <summary>Fewer than 256 bits from the right generator. What is no secret says so by its name: a name that everybody may see, the next id of a write, a nonce;
    /// and so does a code of a few digits, which lives on few tries.</summary>
    public static IEnumerable<string> Short(Source source)
    {
        foreach (InvocationExpressionSyntax call in source.Root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: var method } access || !access.Expression.ToString().EndsWith("RandomNumberGenerator", StringComparison.Ordinal)) continue;
            string inside = call.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? "";
            if (inside is "Next" || inside.EndsWith("Name", StringComparison.Ordinal) || call.ArgumentList.ToString().Contains("Nonce", StringComparison.Ordinal)) continue;
            if (inside.EndsWith("Digits", StringComparison.Ordinal) || inside.EndsWith("Code", StringComparison.Ordinal)) continue; // a code to type: five tries and ten minutes guard it, not its length
            int least = method switch { "GetBytes" => BytesOfSecret, "GetHexString" => 2 * BytesOfSecret, _ => int.MaxValue };
            if (call.ArgumentList.Arguments.Select(a => Number(source, a.Expression)).FirstOrDefault(n => n is not null) is not { } size || size < least) yield return source.At(call, call.ToString());
        }
    }

    // A number as it is written, or a constant of the same file.
    static int? Number(Source source, ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: int number } => number,
        IdentifierNameSyntax name => source.Root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Identifier.Text == name.Identifier.Text)
            .Select(v => v.Initializer?.Value).OfType<LiteralExpressionSyntax>().Select(l => l.Token.Value as int?).FirstOrDefault(),
        _ => null,
    };
}
