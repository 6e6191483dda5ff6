using System.Xml.Linq;

namespace Collections.Architecture.Tests.Rules;

/// <summary>Which project may refer to which: Domain, then Policies, then Engine, then the providers and the pages, then the hosts.</summary>
internal static class ProjectArrows
{
    static readonly string[] Outer = ["Storage.Sqlite", "Storage.Azure", "Accounting", "Messaging", "Web"];

    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["Domain"] = [], ["Policies"] = ["Domain"], ["Engine"] = ["Domain", "Policies"],
        ["Storage.Sqlite"] = ["Domain", "Policies", "Engine"], ["Storage.Azure"] = ["Domain", "Policies", "Engine"],
        ["Accounting"] = ["Domain", "Policies", "Engine"], ["Messaging"] = ["Domain", "Policies", "Engine"], ["Web"] = ["Domain", "Policies", "Engine"],
        ["Server"] = ["Domain", "Policies", "Engine", .. Outer], ["Functions"] = ["Domain", "Policies", "Engine", .. Outer],
    };

    /// <summary>Every reference that points the wrong way, and every project that has no place yet.</summary>
    public static IEnumerable<string> Wrong(string project, string projectXml)
    {
        if (!Allowed.TryGetValue(project, out string[]? may)) return [$"{project} has no place in the order of projects; give it one in ProjectArrows"];
        return References(projectXml).Where(to => !may.Contains(to)).Select(to => $"{project} refers to {to}; it may refer to {(may.Length == 0 ? "nothing" : string.Join(", ", may))}");
    }

    /// <summary>Packages of a project that takes none.</summary>
    public static IEnumerable<string> Packages(string projectXml) =>
        XDocument.Parse(projectXml).Descendants().Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference").Select(e => (string)e.Attribute("Include")!);

    static IEnumerable<string> References(string projectXml) =>
        XDocument.Parse(projectXml).Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(((string)e.Attribute("Include")!).Replace('\\', '/')));
}
