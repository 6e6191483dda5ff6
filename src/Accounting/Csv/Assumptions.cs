using System.Collections.Immutable;

namespace Collections.Accounting;

/// <summary>Says what the map stated beyond the file.</summary>
internal static class Assumptions
{
    public static IEnumerable<string> Of(ColumnMap map, int rounded, int anonymous)
    {
        if (map.Currency is { } currency) yield return $"Assumed: every amount is in {currency}.";
        yield return $"Assumed: dates are on the clock of {map.TimeZone}.";
        yield return map.HolidayArea is { } area ? $"Assumed: public holidays are those of {area}." : "Assumed: no public holidays; only weekends are closed.";
        if (map.Columns.Email is null && map.Contact.Email is { } email) yield return $"Assumed: each customer's email address is {email}.";
        if (map.Columns.Mobile is null && map.Contact.Mobile is { } mobile) yield return $"Assumed: each customer's mobile is {mobile}.";
        if (map.Columns.DueDate is null && map.Rows == CsvRows.Invoices) yield return $"Assumed: invoices are due {map.TermsDays} days after their issue.";
        if (map.Columns.SettledDate is not null) yield return "Assumed: on its settled date an invoice was paid in full.";
        if (map.Columns.Disputed is not null) yield return "Assumed: a disputed invoice is in dispute for its whole life.";
        if (rounded > 0) yield return $"Rounded: {rounded} amounts had more decimals than their currency.";
        if (anonymous > 0) yield return $"Assumed: {anonymous} payments have no number and are known by customer, invoice, date and amount.";
    }
}

/// <summary>Customers that look like one. They are reported, never merged.</summary>
internal sealed class Lookalikes
{
    readonly Dictionary<string, SortedSet<string>> numbers = new(StringComparer.Ordinal), names = new(StringComparer.Ordinal), shared = new(StringComparer.OrdinalIgnoreCase);

    public void See(string customer, string name)
    {
        if (customer.Length == 0) return;
        string bare = customer.TrimStart('0');
        Add(numbers, bare, customer);
        if (name.Length == 0) return;
        Add(names, bare, name);
        Add(shared, string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries)), bare);
    }

    public ImmutableArray<Lookalike> Found() => [.. Of("leading zeros", numbers), .. Of("names", names), .. Of("same name", shared)];

    static IEnumerable<Lookalike> Of(string why, Dictionary<string, SortedSet<string>> seen) =>
        seen.Where(s => s.Value.Count > 1).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new Lookalike(why, s.Key, [.. s.Value]));

    static void Add(Dictionary<string, SortedSet<string>> seen, string key, string value) =>
        (seen.TryGetValue(key, out SortedSet<string>? known) ? known : seen[key] = new(StringComparer.Ordinal)).Add(value);
}
