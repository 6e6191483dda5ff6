using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>The nature of a difficulty.</summary>
[JsonConverter(typeof(KebabEnum<Difficulty>))]
public enum Difficulty
{
    /// <summary>Not known.</summary>
    Unknown,
    /// <summary>It passes: a late customer of theirs, a season, an illness.</summary>
    Temporary,
    /// <summary>It does not pass by itself.</summary>
    Lasting,
}

/// <summary>What brought the difficulty about.</summary>
[JsonConverter(typeof(KebabEnum<DifficultyCause>))]
public enum DifficultyCause
{
    /// <summary>Not stated.</summary>
    Unknown,
    /// <summary>A slow month, a bank that was changed.</summary>
    CashFlow,
    /// <summary>Their own customer has not paid.</summary>
    CustomerNotPaying,
    /// <summary>The season.</summary>
    Season,
    /// <summary>Illness or a death.</summary>
    Illness,
    /// <summary>Flood, fire, storm, a closed road or port.</summary>
    Disaster,
    /// <summary>Too much debt.</summary>
    Debt,
    /// <summary>Something else.</summary>
    Other,
}

/// <summary>A stop of enforcement that the law gives a debtor.</summary>
[JsonConverter(typeof(KebabEnum<MoratoriumKind>))]
public enum MoratoriumKind
{
    /// <summary>England and Wales: Debt Respite Scheme Regulations 2020, breathing space of 60 days.</summary>
    BreathingSpace,
    /// <summary>The same for mental health crisis treatment: the treatment plus 30 days.</summary>
    MentalHealthCrisis,
    /// <summary>A company's moratorium (Great Britain: Insolvency Act 1986 Part A1) or its like.</summary>
    Company,
    /// <summary>Insolvency, bankruptcy, administration.</summary>
    Insolvency,
}

/// <summary>What the customer states of their means: money in and out a month, and why they ask. Stated, never proved.</summary>
public sealed record CustomerStatement
{
    /// <summary>Temporary or lasting, in their view.</summary>
    public Difficulty Difficulty { get; init; }
    /// <summary>Why.</summary>
    public DifficultyCause Cause { get; init; }
    /// <summary>Money in a month; null: not stated.</summary>
    public Money? IncomeMonthly { get; init; }
    /// <summary>Money out a month, debts left aside; null: not stated.</summary>
    public Money? CostsMonthly { get; init; }
    /// <summary>Payments on other debts a month; null: not stated.</summary>
    public Money? OtherDebtsMonthly { get; init; }
    /// <summary>True when a vulnerable person is behind the account: a person decides, never a rule.</summary>
    public bool Vulnerable { get; init; }
    /// <summary>A moratorium or insolvency that they state; null: none.</summary>
    public MoratoriumKind? Moratorium { get; init; }
    /// <summary>The first day of the moratorium; null: the day of the request.</summary>
    public DateOnly? MoratoriumFrom { get; init; }

    /// <summary>True when the cause lies outside their hands.</summary>
    [JsonIgnore] public bool IsOutsideTheirHands => Cause is DifficultyCause.CustomerNotPaying or DifficultyCause.Illness or DifficultyCause.Disaster;

    /// <summary>What is left a month after costs and other debts, below zero when nothing is; null unless income and costs are stated in one currency.</summary>
    [JsonIgnore] public Money? LeftMonthly =>
        IncomeMonthly is not { } income || CostsMonthly is not { } costs || income.Currency != costs.Currency || (OtherDebtsMonthly is { } other && other.Currency != income.Currency)
            ? null
            : income - costs - (OtherDebtsMonthly ?? Money.Zero(income.Currency));
}

/// <summary>What the creditor supplies for an assessment. The customer never sees or sets it.</summary>
/// <param name="OutsideScore">An outside credit score brought to 0 (worst) to 100 (best); null: none.</param>
/// <param name="FreeCash">The cash the creditor can do without for the time of the agreement; null: not known.</param>
public sealed record SuppliedFacts(int? OutsideScore = null, Money? FreeCash = null);
