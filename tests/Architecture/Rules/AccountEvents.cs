using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>An event that is not registered cannot be read back, so every kind stands on AccountEvent with a name of its own.</summary>
internal static class AccountEvents
{
    const string Root = "AccountEvent";

    public static IEnumerable<string> Unregistered(IReadOnlyCollection<Source> sources)
    {
        RecordDeclarationSyntax root = Records(sources).Single(r => r.Identifier.Text == Root);
        (string Kind, string Name)[] registered = [.. root.AttributeLists.SelectMany(l => l.Attributes).Where(a => a.Name.ToString() == "JsonDerivedType").Select(Registration)];
        string[] kinds = [.. Records(sources).Where(r => r.BaseList?.Types.Any(t => t.Type.ToString() == Root) ?? false).Select(r => r.Identifier.Text)];
        return
        [
            .. kinds.Except(registered.Select(r => r.Kind)).Select(k => $"{k} has no [JsonDerivedType] on {Root}"),
            .. registered.Select(r => r.Kind).Except(kinds).Select(k => $"{k} is registered and is no event"),
            .. registered.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => $"two kinds are called {g.Key}"),
        ];
    }

    static IEnumerable<RecordDeclarationSyntax> Records(IEnumerable<Source> sources) => sources.SelectMany(s => s.Root.DescendantNodes().OfType<RecordDeclarationSyntax>());

    static (string Kind, string Name) Registration(AttributeSyntax attribute)
    {
        SeparatedArguments arguments = new(attribute.ArgumentList!);
        return (((TypeOfExpressionSyntax)arguments[0]).Type.ToString(), arguments[1].ToString());
    }

    readonly record struct SeparatedArguments(AttributeArgumentListSyntax List)
    {
        public ExpressionSyntax this[int index] => List.Arguments[index].Expression;
    }
}
