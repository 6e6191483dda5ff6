using System.Text;
using HandlebarsDotNet;

namespace Collections.Policies;

/// <summary>Escapes every value in an HTML letter, quotes included, so that a value can leave neither its element nor its attribute.</summary>
internal sealed class LetterEscape : ITextEncoder
{
    public IFormatProvider? FormatProvider => null;

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target)
    {
        foreach (char c in text ?? "") Write(c, target);
    }

    public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
    {
        while (text is not null && text.MoveNext()) Write(text.Current, target);
    }

    static void Write(char c, TextWriter target)
    {
        switch (c)
        {
            case '<': target.Write("&lt;"); break;
            case '>': target.Write("&gt;"); break;
            case '&': target.Write("&amp;"); break;
            case '"': target.Write("&quot;"); break;
            case '\'': target.Write("&#39;"); break;
            case '`': target.Write("&#96;"); break;
            default: target.Write(c); break;
        }
    }
}
