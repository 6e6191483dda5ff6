namespace Collections.Policies;

/// <summary>Finds the known name that a mistyped one was probably meant to be.</summary>
internal static class Nearest
{
    /// <summary>The nearest name within a third of its length; null when none is near.</summary>
    internal static string? Of(string name, IEnumerable<string> known) =>
        known.Select(k => (Name: k, Edits: Edits(name.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Edits <= Math.Max(2, k.Name.Length / 3))
            .OrderBy(k => k.Edits).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name).FirstOrDefault();

    static int Edits(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64) return int.MaxValue;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
