using System.Collections.Frozen;
using System.Text.Json;
using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>Reads the debt, its currency and the scheme out of a case's inputs.</summary>
internal static class CaseDebts
{
    static readonly FrozenDictionary<string, (string Currency, string Scheme)> Families = new Dictionary<string, (string, string)>
    {
        ["UK"] = ("GBP", "uk-late-payment-act"),
        ["IE"] = ("EUR", "ie-late-payment"),
        ["EU"] = ("EUR", "eu-directive"),
        ["DE"] = ("EUR", "de-b2b"),
        ["FR"] = ("EUR", "fr-l441-10"),
        ["IN"] = ("INR", "in-msmed"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Currency CurrencyOf(WorkedCase one)
    {
        if (Currency.TryOf(one.Inputs.Text("currency"), out Currency named)) return named;
        string code = CaseFamilies.Of(one) switch { "US" => "USD", "AU" => "AUD", "DN" => "GBP", { } f when Families.TryGetValue(f, out var known) => known.Currency, _ => "USD" };
        return Currency.Of(code);
    }

    public static InterestScheme? SchemeOf(WorkedCase one, CaseFacts facts)
    {
        if (CaseFamilies.Of(one) is not { } family || !Families.TryGetValue(family, out var known)) return null;
        InterestScheme scheme = facts.Rates.Scheme(family == "DE" && IsConsumer(one) ? "de-consumer" : known.Scheme);
        if (one.Inputs.Whole("denominator", "days_in_year", "day_count") is { } days) scheme = scheme with { DaysInYear = days };
        if (one.Inputs.Number("margin", "margin_points") is { } margin) scheme = scheme with { Margin = margin };
        return scheme;
    }

    public static bool IsConsumer(WorkedCase one) => one.Inputs.Flag("consumer", "is_consumer") ?? !(one.Inputs.Flag("b2b", "business") ?? true);

    public static Money? Principal(WorkedCase one) =>
        (one.Inputs.NumberNamedLike("principal") ?? one.Inputs.Number("amount", "debt", "invoice_total", "gross")) is { } amount
            ? Money.Exact(amount, CurrencyOf(one)) : null;

    /// <summary>The debt with its part payments and moratoria; null without a principal and a due day.</summary>
    public static LateDebt? Debt(WorkedCase one)
    {
        if (Principal(one) is not { } principal || one.Inputs.Date("due", "due_date") is not { } due) return null;
        Currency currency = principal.Currency;
        return new LateDebt(principal, due)
        {
            Payments = [.. one.Inputs.List("payments", "part_payments", "partial_payments").Select(p => Payment(p, currency)).OfType<PartPayment>()],
            Frozen = Frozen(one) is { } span ? [span] : [],
        };
    }

    public static DaySpan? Frozen(WorkedCase one) =>
        one.Inputs.Date("moratorium_start", "moratorium_from") is not { } start ? null
        : one.Inputs.Date("moratorium_end", "moratorium_to", "moratorium_last_day") is { } end ? new DaySpan(start, end)
        : null;

    public static HolidayCalendar Holidays(WorkedCase one, params string[] names) =>
        new("case", new Dictionary<string, FrozenSet<DateOnly>> { ["case"] = one.Inputs.Dates(names.Length > 0 ? names : ["holidays"]).ToFrozenSet() });

    static PartPayment? Payment(JsonElement e, Currency currency)
    {
        (JsonElement? date, JsonElement? amount) = e.ValueKind switch
        {
            JsonValueKind.Array when e.GetArrayLength() == 2 => CaseInputs.DateOf(e[0]) is null ? (e[1], e[0]) : (e[0], (JsonElement?)e[1]),
            JsonValueKind.Object => (new CaseInputs(e).Element("date", "on", "paid", "paid_on"), new CaseInputs(e).Element("amount", "value")),
            _ => (null, null),
        };
        return date is { } d && amount is { } a && CaseInputs.DateOf(d) is { } day && CaseInputs.NumberOf(a) is { } number
            ? new PartPayment(day, Money.Exact(number, currency)) : null;
    }
}
