using System.Globalization;
using System.Text;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Web.Portal;

/// <summary>What a banking app reads from a code: a SEPA credit transfer as EPC069-12 writes it (European Payments Council, Quick Response Code guidelines,
/// version 002: BIC optional within the EEA).</summary>
internal static class BankTransfer
{
    const int LongestName = 70, LongestText = 140;

    // ISO 3166 codes of the SEPA scheme's countries (EPC409-09).
    static readonly HashSet<string> Sepa = [.. "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA".Split(' ')];

    /// <summary>The text of the code; null unless the amount is in euro (0.01 to 999,999,999.99) and the bank details hold a SEPA IBAN.</summary>
    public static string? Epc(Ledger ledger, Money amount, string reference)
    {
        if (amount.Currency.Code != "EUR" || amount.Minor is < 1 or > 99_999_999_999 || IbanIn(ledger.Sender.BankDetails) is not { } iban || !Sepa.Contains(iban[..2])) return null;
        string euro = "EUR" + amount.ToDecimal().ToString("0.##", CultureInfo.InvariantCulture);
        return string.Join('\n', "BCD", "002", "1", "SCT", "", CleanText.Line(ledger.LegalName, LongestName), iban, euro, "", "", CleanText.Line(reference, LongestText));
    }

    /// <summary>The first IBAN in a text, without blanks; null when there is none whose check digits are right (ISO 13616, modulus 97).</summary>
    public static string? IbanIn(string text)
    {
        for (int at = 0; at + 4 < text.Length; at++)
        {
            if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) continue;
            StringBuilder digits = new();
            for (int i = at; i < text.Length && digits.Length <= 34; i++)
            {
                if (char.IsAsciiLetterUpper(text[i]) || char.IsAsciiDigit(text[i])) digits.Append(text[i]);
                else if (text[i] is not (' ' or '\u00A0')) break;
                if (digits.Length >= 15 && (i + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[i + 1])) && IsIban(digits.ToString())) return digits.ToString();
            }
        }
        return null;
    }

    static bool IsIban(string iban)
    {
        if (iban.Length is < 15 or > 34 || !char.IsAsciiLetterUpper(iban[0]) || !char.IsAsciiLetterUpper(iban[1]) || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3])) return false;
        int rest = 0;
        foreach (char c in iban[4..] + iban[..4])
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1;
    }
}

/// <summary>A code as one path of black modules: drawn by the browser at any size, without a picture to fetch.</summary>
public sealed record QrPath(string Path, int Size)
{
    /// <summary>The code of a text, error correction M as EPC069-12 asks for; null when it does not fit version 13, the largest that the guideline allows.</summary>
    public static QrPath? Of(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > 331) return null;
        using QRCoder.QRCodeGenerator generator = new();
        using QRCoder.QRCodeData code = QRCoder.QRCodeGenerator.GenerateQrCode(text, QRCoder.QRCodeGenerator.ECCLevel.M, forceUtf8: true, eciMode: QRCoder.QRCodeGenerator.EciMode.Utf8);
        List<System.Collections.BitArray> rows = code.ModuleMatrix;
        StringBuilder path = new();
        for (int y = 0; y < rows.Count; y++)
            for (int x = 0; x < rows[y].Count; x++)
            {
                int from = x;
                while (x < rows[y].Count && rows[y][x]) x++;
                if (x > from) path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        return new(path.ToString(), rows.Count);
    }
}
