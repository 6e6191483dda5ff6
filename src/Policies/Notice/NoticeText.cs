using System.Globalization;
using System.Text;

namespace Collections.Policies;

/// <summary>Headings, paragraphs and lists of a notice, as Markdown.</summary>
internal sealed class NoticeText
{
    readonly StringBuilder text = new();
    bool inList;

    internal void Title(string title) => text.Append("# ").Append(title).Append("\n\n");

    internal void Head(string head)
    {
        EndList();
        text.Append("## ").Append(head).Append("\n\n");
    }

    internal void Say(string sentence)
    {
        EndList();
        text.Append(sentence).Append("\n\n");
    }

    internal void Item(string item)
    {
        text.Append("- ").Append(item).Append('\n');
        inList = true;
    }

    public override string ToString() => text.ToString().TrimEnd() + "\n";

    internal static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    internal static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    internal static string Number(int number) => number switch { 1 => "one", 2 => "two", 3 => "three", _ => number.ToString(CultureInfo.InvariantCulture) };

    void EndList()
    {
        if (inList) text.Append('\n');
        inList = false;
    }
}
