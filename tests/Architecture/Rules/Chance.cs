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

    /// <summary>Fewer than 256 bits from the right generator. A name that everybody may see (a key's prefix, a write's id) says so in its own name: New...Name, Next.</summary>
    public static IEnumerable<string> Short(Source source)
    {
        foreach (InvocationExpressionSyntax call in source.Root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: var method } access || !access.Expression.ToString().EndsWith("RandomNumberGenerator", StringComparison.Ordinal)) continue;
            string inside = call.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? "";
            if (inside is "Next" || inside.EndsWith("Name", StringComparison.Ordinal)) continue;
            if (inside == "NewDigits") continue; // a code to type: five tries and ten minutes guard it, not its length
            int least = method switch { "GetBytes" => BytesOfSecret, "GetHexString" => 2 * BytesOfSecret, _ => int.MaxValue };
            if (call.ArgumentList.Arguments.Select(a => a.Expression).OfType<LiteralExpressionSyntax>().Select(l => l.Token.Value).OfType<int>().FirstOrDefault() < least) yield return source.At(call, call.ToString());
        }
    }
}
