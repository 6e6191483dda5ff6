using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Portal;

/// <summary>A visitor's form, read field by field; what cannot be read is collected, never guessed.</summary>
internal sealed class PortalFields(IFormCollection form, Tongue say)
{
    readonly List<Fault> faults = [];

    public IFormCollection Form => form;

    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>A text, trimmed; too long is a fault.</summary>
    public string Text(string name, int most)
    {
        string text = form[name].ToString().Trim();
        if (text.Length <= most) return text;
        faults.Add(new(name, say[$"This is too long: at most {most} characters.", $"Das ist zu lang: höchstens {most} Zeichen."]));
        return "";
    }

    public string Needed(string name, int most)
    {
        string text = Text(name, most);
        if (text.Length == 0 && faults.All(f => f.Field != name)) faults.Add(new(name, say["Please fill this in.", "Bitte füllen Sie das aus."]));
        return text;
    }

    public DateOnly Date(string name)
    {
        if (DateOnly.TryParseExact(form[name].ToString().Trim(), ["yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return date;
        faults.Add(new(name, say["Please write the day as 28/11/2026.", "Bitte schreiben Sie den Tag als 28.11.2026."]));
        return default;
    }

    /// <summary>An amount in one of the account's currencies.</summary>
    public Money Money(string name, Visit visit, string code)
    {
        Currency currency = visit.Currencies.FirstOrDefault(c => c.Code == code, visit.Currencies.FirstOrDefault(visit.Ledger.Currency));
        if (say.TryMoney(form[name].ToString(), currency, out Money money)) return money;
        faults.Add(new(name, say["Please write the amount as 1050.25.", "Bitte schreiben Sie den Betrag als 1050,25."]));
        return default;
    }

    public ImmutableArray<string> Many(string name) => [.. form[name].Select(v => v ?? "").Where(v => v.Length is > 0 and <= 200).Take(200)];
}
