using System.Text.RegularExpressions;

namespace Collections.Architecture.Tests.Rules;

/// <summary>What the written pages claim: links that lead somewhere, and nothing of one machine.</summary>
internal static partial class Pages
{
    // Put together here, so that this file does not hold what it looks for.
    static readonly string[] OfOneMachine = ["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/", @"C:" + @"\Us" + "ers", "/tm" + "p/", "file:/" + "//"];

    /// <summary>Links to files or headings that are not there.</summary>
    public static IEnumerable<string> DeadLinks(string page, string text, Func<string, string?> read)
    {
        foreach (Match link in Link().Matches(Fence().Replace(text, "")))
        {
            string target = link.Groups[1].Value;
            if (target.Contains("://") || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0 ? page : Resolve(page, parts[0]);
            string? found = read(path);
            if (found is null) yield return $"{page}: {target} leads nowhere";
            else if (parts.Length == 2 && !Headings(found).Contains(parts[1])) yield return $"{page}: {target} has no such heading";
        }
    }

    /// <summary>Paths that exist on one machine alone.</summary>
    public static IEnumerable<string> LocalPaths(string path, string text) =>
        OfOneMachine.Where(p => text.Contains(p, StringComparison.Ordinal)).Select(p => $"{path}: {p}");

    /// <summary>Files of the product named in code marks that are not there: a path whose first folder is one of ours.</summary>
    public static IEnumerable<string> AbsentFiles(string page, string text, IReadOnlyCollection<string> files)
    {
        foreach (Match named in Named().Matches(Fence().Replace(text, "")))
        {
            string path = named.Groups[1].Value;
            bool isThere = path.EndsWith('/') ? files.Any(f => f.StartsWith(path, StringComparison.Ordinal)) : files.Any(f => f == path || f.StartsWith(path + "/", StringComparison.Ordinal));
            if (!isThere) yield return $"{page}: {path} is not there";
        }
    }

    static IEnumerable<string> Headings(string text) =>
        Fence().Replace(text, "").Split('\n').Where(l => l.StartsWith('#')).Select(l => Slug(l.TrimStart('#').Trim()));

    static string Slug(string heading) => string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    static string Resolve(string page, string target)
    {
        List<string> at = [.. page.Split('/')[..^1]];
        foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && at.Count > 0) at.RemoveAt(at.Count - 1);
            else if (part != ".") at.Add(part);
        }
        return string.Join('/', at);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`((src|server|functions|policies|tests|docs)/[A-Za-z0-9_./-]*)`", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
