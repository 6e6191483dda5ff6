using System.Text;

namespace Collections.Server;

/// <summary>Plain aligned tables: readable on any terminal, and by grep.</summary>
internal static class Tables
{
    const int Widest = 96;

    public static void Print(TextWriter to, string[] heads, IEnumerable<string[]> rows)
    {
        List<string[]> all = [.. rows.Select(r => r.Select(Cut).ToArray())];
        int[] widths = [.. heads.Select((h, i) => Math.Max(h.Length, all.Select(r => r[i].Length).DefaultIfEmpty().Max()))];
        to.WriteLine(Line(heads, widths));
        to.WriteLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (string[] row in all) to.WriteLine(Line(row, widths));
        if (all.Count == 0) to.WriteLine("(none)");
    }

    // Numbers stand to the right: what begins with a digit and is no date.
    static string Line(string[] cells, int[] widths)
    {
        StringBuilder line = new();
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0) line.Append("  ");
            bool number = cells[i].Length > 0 && (char.IsAsciiDigit(cells[i][0]) || cells[i][0] == '-') && cells[i].All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-') && cells[i].Count(c => c == '-') < 2;
            line.Append(number ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]));
        }
        return line.ToString().TrimEnd();
    }

    static string Cut(string cell)
    {
        string clean = string.Concat(cell.Where(c => !char.IsControl(c)));
        return clean.Length <= Widest ? clean : clean[..(Widest - 3)] + "...";
    }
}
