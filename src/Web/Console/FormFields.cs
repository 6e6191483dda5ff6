using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Console;

/// <summary>A form's fields, read one by one; what cannot be read is collected, never guessed.</summary>
internal sealed class FormFields(IFormCollection form)
{
    readonly List<Problem> problems = [];

    public ImmutableArray<Problem> Problems => [.. problems];

    public bool Has(string name) => form[name].ToString().Trim().Length > 0;

    /// <summary>A line of text, trimmed; too long is a problem.</summary>
    public string Text(string name, int most = 500)
    {
        string text = form[name].ToString().Trim();
        if (text.Length > most) problems.Add(new(name, $"it has {text.Length} characters", $"at most {most} are kept"));
        return text;
    }

    public string Needed(string name, int most = 500)
    {
        string text = Text(name, most);
        if (text.Length == 0) problems.Add(new(name, "it is empty", "fill it in"));
        return text;
    }

    public DateOnly Date(string name)
    {
        if (WrittenDate.TryRead(form[name].ToString().Trim(), out DateOnly date)) return date;
        problems.Add(new(name, "it is no date", "write it as 2026-11-30"));
        return default;
    }

    public DateOnly? DateOrNone(string name) => Has(name) ? Date(name) : null;

    public Money Money(string name, string currency)
    {
        if (!Currency.TryOf(currency, out Currency known)) problems.Add(new("currency", $"'{Show.Text(currency)}' is no ISO 4217 currency", "choose one of the account's"));
        else if (Domain.Money.TryParse(form[name].ToString().Trim().Replace(",", ""), known, out Money money)) return money;
        else problems.Add(new(name, $"it is no amount in {known}", "write digits with a point: 1050.25"));
        return default;
    }

    public long Whole(string name)
    {
        if (long.TryParse(form[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return number;
        problems.Add(new(name, "it is no whole number", "open the page anew and try again"));
        return 0;
    }

    public ImmutableArray<string> Many(string name) => [.. form[name].Select(v => v ?? "").Where(v => v.Length is > 0 and <= 200).Take(200)];

    public bool Flag(string name) => form[name] == "true";

    public void Fault(string where, string what, string cure) => problems.Add(new(where, what, cure));
}
