using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>What must not be left behind: notes to oneself, hosts of a private network, and calls that cannot be cancelled.</summary>
internal static partial class Leftovers
{
    /// <summary>Marks of unfinished work.</summary>
    public static IEnumerable<string> Notes(string path, string text) => Note().Matches(text).Select(m => $"{path}: {m.Value}");

    /// <summary>Addresses that mean something on one network alone.</summary>
    public static IEnumerable<string> PrivateHosts(string path, string text) => PrivateHost().Matches(text).Select(m => $"{path}: {m.Value}");

    /// <summary>A token of cancellation is called cancel, stands last of what must be given, and has no default: a default is a call that nobody can end.</summary>
    public static IEnumerable<string> Cancels(Source source)
    {
        foreach (ParameterListSyntax list in source.Root.DescendantNodes().OfType<ParameterListSyntax>())
            foreach (ParameterSyntax token in list.Parameters.Where(p => p.Type?.ToString() == "CancellationToken"))
                if (token.Default is not null || token != list.Parameters.LastOrDefault(p => p.Default is null) || token.Identifier.Text != "cancel")
                    yield return source.At(token, token.ToString());
    }

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Note();

    [GeneratedRegex(@"\b(10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3})\b|[a-z0-9]\.(internal|corp|lan|intranet)\b", RegexOptions.NonBacktracking)]
    private static partial Regex PrivateHost();
}
