using System.Security.Cryptography;
using System.Text;

namespace Collections.Domain;

/// <summary>Marks of invoices that were settled and have left an account: eight letters each, so that years of them stay small. One that comes again does not open again.</summary>
public static class SettledInvoices
{
    /// <summary>Marks that an account keeps; beyond them the oldest go.</summary>
    public const int Most = 16_000;
    const int Letters = 8; // 48 bits: beside ten thousand marks a new number meets one of them once in 28,000 million times

    /// <summary>True when an invoice of that number was settled here and has left.</summary>
    /// <param name="marks">Of the account.</param>
    /// <param name="number">The invoice's number.</param>
    public static bool Has(string marks, string number)
    {
        if (marks.Length == 0) return false;
        string mark = Mark(number);
        for (int at = 0; at < marks.Length; at += Letters)
            if (string.CompareOrdinal(marks, at, mark, 0, Letters) == 0) return true;
        return false;
    }

    /// <summary>The marks with further invoices; one that is marked already is not marked again.</summary>
    public static string With(string marks, IEnumerable<string> numbers)
    {
        StringBuilder all = new(marks);
        foreach (string number in numbers)
            if (!Has(marks, number)) all.Append(Mark(number));
        int over = all.Length - Most * Letters;
        return over > 0 ? all.ToString(over, all.Length - over) : all.ToString();
    }

    static string Mark(string number) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(number)).AsSpan(0, 6));
}
