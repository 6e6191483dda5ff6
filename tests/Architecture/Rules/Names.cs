using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>Names that say nothing. A type that only such a name fits is two things.</summary>
internal static class Names
{
    static readonly string[] Endings = ["Service", "Manager", "Helper", "Utils", "Util", "Processor", "Base", "Impl", "Data", "Info"];
    // A borrowing base is what a lender lends against; the field has no other word.
    static readonly string[] TermsOfTheField = ["BorrowingBase"];
    static readonly string[] Folders = ["Common", "Core", "Shared", "Models", "Helpers", "Interfaces"];

    public static IEnumerable<string> Types(Source source)
    {
        foreach (BaseTypeDeclarationSyntax type in source.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            if (!TermsOfTheField.Contains(type.Identifier.Text) && Endings.FirstOrDefault(e => type.Identifier.Text.EndsWith(e, StringComparison.Ordinal)) is { } ending)
                yield return source.At(type, $"{type.Identifier.Text} ends in {ending}");
    }

    public static IEnumerable<string> FoldersOf(string path) =>
        path.Split('/')[..^1].Where(f => Folders.Contains(f, StringComparer.OrdinalIgnoreCase)).Select(f => $"{path}: a folder {f}");
}
