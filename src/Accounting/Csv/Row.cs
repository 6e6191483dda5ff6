using System.Globalization;
using Collections.Domain;

namespace Collections.Accounting;

/// <summary>One row: its cells, read strictly; what cannot be read is a fault of the row.</summary>
internal sealed class Row(int line, string[] cells, ColumnMap map, Header header)
{
    public List<ImportFault> Faults { get; } = [];
    public bool WasRounded { get; private set; }

    /// <summary>The cell without blanks around it; empty when the file has no such column.</summary>
    public string Text(string what) => header.PlaceOf(what) is { } at && at < cells.Length ? cells[at].Trim() : "";

    /// <summary>As <see cref="Text"/>, and a fault when it is empty.</summary>
    public string Needed(string what)
    {
        string text = Text(what);
        if (text.Length == 0 && header.PlaceOf(what) is not null) Fault(what, "is empty", $"fill in the {what}");
        else if (text.Any(char.IsControl)) Fault(what, "holds control characters", "remove them");
        else if (text.Length > 200) Fault(what, "is longer than 200 characters", "shorten it");
        return text;
    }

    public DateOnly? Date(string what, bool needed)
    {
        string text = needed ? Needed(what) : Text(what);
        if (text.Length == 0) return null;
        foreach (string form in map.Dates)
            if (DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date.Year is >= 1980 and <= 2200) return date;
        Fault(what, $"'{Short(text)}' is no date of the form {string.Join(" or ", map.Dates)}", "correct the date, or add its form to the map");
        return null;
    }

    public Currency? CurrencyOf()
    {
        string code = map.Currency ?? Needed("currency");
        if (Currency.TryOf(code, out Currency currency)) return currency;
        if (code.Length > 0) Fault("currency", $"'{Short(code)}' is no ISO 4217 currency", "write a code such as USD");
        return null;
    }

    public Money? Amount(Currency? currency)
    {
        string text = Needed("amount");
        if (text.Length == 0 || currency is not { } code) return null;
        string plain = map.Group.Length > 0 ? text.Replace(map.Group, "", StringComparison.Ordinal) : text;
        bool isNumber = plain.All(c => char.IsAsciiDigit(c) || c == '-' || c == map.Decimal[0]) && plain.Length <= 30;
        if (!isNumber || !decimal.TryParse(plain.Replace(map.Decimal, ".", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal major))
        {
            Fault("amount", $"'{Short(text)}' is no amount with '{map.Decimal}' before the decimals", "write digits alone, or correct the map's decimal and group");
            return null;
        }
        if (Money.TryExact(major, code, out Money money)) return money;
        if (map.RoundAmounts && Money.TryExact(decimal.Round(major, code.Exponent, MidpointRounding.AwayFromZero), code, out money))
        {
            WasRounded = true;
            return money;
        }
        Fault("amount", $"'{Short(text)}' is no exact amount of {code}", $"write at most {code.Exponent} decimals, or let the map round amounts");
        return null;
    }

    public void Fault(string what, string wrong, string cure) =>
        Faults.Add(new(line, header.PlaceOf(what) is { } at ? header.Headers[at] : what, wrong, cure));

    static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
