using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Collections.Policies;

/// <summary>Walks a template's tags and compares each name with what the renderer offers at that place.</summary>
internal sealed class TemplateNames
{
    static readonly Regex Tag = new(@"\{\{[\s\S]*?\}\}\}?", RegexOptions.NonBacktracking);
    static readonly ImmutableArray<string> Blocks = ["if", "unless", "each", "with"];

    readonly string file, source;
    readonly Findings found;
    readonly HashSet<string> pieces;
    readonly Stack<(string Block, Type Scope)> open = new();

    TemplateNames(string file, string source, IEnumerable<string> files, Findings found)
    {
        this.file = file;
        this.source = source;
        this.found = found;
        pieces = [.. files.Select(f => f.Split('/')[^1]).Where(f => f.StartsWith('_')).Select(f => f.Split('.')[0])];
        open.Push(("", file == LetterSet.Layout ? typeof(LayoutView) : typeof(LetterView)));
    }

    internal static void Check(string file, string source, IEnumerable<string> files, Findings found) => new TemplateNames(file, source, files, found).Walk();

    void Walk()
    {
        foreach (Match match in Tag.Matches(source))
        {
            string inner = match.Value.Trim('{', '}').Trim('~').Trim();
            if (inner.StartsWith('!') || inner is "else" or "^") continue;
            if (match.Value.StartsWith("{{{", StringComparison.Ordinal) || inner.StartsWith('&')) CheckRaw(match, inner);
            else if (inner.StartsWith('>')) CheckPiece(match, inner[1..].Trim());
            else if (inner.StartsWith('/')) Close(match, inner[1..].Trim());
            else if (inner.StartsWith('#')) Open(match, inner[1..].Trim());
            else Resolve(match, inner);
        }
        if (open.Count > 1) found.InFile(file, $"the block \"{open.Peek().Block}\" is never closed", $"Add {{{{/{open.Peek().Block}}}}}");
    }

    void CheckRaw(Match match, string inner)
    {
        if (file == LetterSet.Layout && inner == "body") return;
        Fault(match, $"\"{inner}\" is written without escaping", "Use two braces: a value from outside is never HTML");
    }

    void CheckPiece(Match match, string name)
    {
        if (!pieces.Contains(name)) Fault(match, $"includes \"{name}\", which is not there", Nearest.Of(name, pieces) is { } near ? $"Did you mean \"{near}\"?" : "Known: " + string.Join(", ", pieces.Order(StringComparer.Ordinal)));
    }

    void Open(Match match, string inner)
    {
        string[] words = inner.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || !Blocks.Contains(words[0]))
        {
            Fault(match, $"\"#{inner}\" is no block that letters use", "Use if, unless, each or with, and one name");
            open.Push((words.FirstOrDefault() ?? "", open.Peek().Scope));
            return;
        }
        Type? named = Resolve(match, words[1]);
        Type scope = words[0] switch { "each" => ElementOf(named) ?? open.Peek().Scope, "with" => named ?? open.Peek().Scope, _ => open.Peek().Scope };
        open.Push((words[0], scope));
    }

    void Close(Match match, string name)
    {
        if (open.Count > 1 && open.Peek().Block == name) open.Pop();
        else Fault(match, $"closes \"{name}\", which is not open here", "Close blocks in the order they were opened");
    }

    /// <summary>The type of what a path names; null when it is not known, which is then a fault.</summary>
    Type? Resolve(Match match, string path)
    {
        Type? at = open.Peek().Scope;
        string rest = path;
        Stack<(string Block, Type Scope)> outer = new(open.Reverse());
        while (rest.StartsWith("../", StringComparison.Ordinal))
        {
            while (outer.Count > 1 && outer.Peek().Block is "if" or "unless") outer.Pop(); // they open no scope of their own
            if (outer.Count > 1) outer.Pop();
            (at, rest) = (outer.Peek().Scope, rest[3..]);
        }
        if (rest is "this" or "." or "@last" or "@first" or "@index") return at;
        foreach (string name in rest.Split('.'))
        {
            ImmutableSortedDictionary<string, Type> known = NamesOf(at!);
            if (!known.TryGetValue(name, out at))
            {
                string all = string.Join(", ", known.Keys);
                Fault(match, $"\"{path}\" is not known", Nearest.Of(name, known.Keys) is { } near ? $"Did you mean \"{near}\"? Known here: {all}" : $"Known here: {all}");
                return null;
            }
        }
        return at;
    }

    void Fault(Match match, string what, string cure) =>
        found.InFile($"{file} line {source.AsSpan(0, match.Index).Count('\n') + 1}", what, cure);

    static ImmutableSortedDictionary<string, Type> NamesOf(Type type) => type == typeof(string) ? ImmutableSortedDictionary<string, Type>.Empty
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToImmutableSortedDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), p => p.PropertyType, StringComparer.Ordinal);

    static Type? ElementOf(Type? list) => list is { IsGenericType: true } ? list.GetGenericArguments()[0] : null;
}
