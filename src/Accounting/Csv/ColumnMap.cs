using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Accounting;

/// <summary>How a CSV file is to be read. What it states beyond the file (currency, zone, contacts) is an assumption, and the report says so.</summary>
public sealed record ColumnMap
{
    /// <summary>What a row is.</summary>
    public CsvRows Rows { get; init; } = CsvRows.Invoices;
    /// <summary>One character; "\t" for a tab.</summary>
    public string Delimiter { get; init; } = ",";
    /// <summary>"utf-8", "windows-1252", "iso-8859-1", "utf-16".</summary>
    public string Encoding { get; init; } = "utf-8";
    /// <summary>Exact forms, tried in this order: "yyyy-MM-dd", "M/d/yyyy", "dd.MM.yyyy".</summary>
    public ImmutableArray<string> Dates { get; init; } = ["yyyy-MM-dd"];
    /// <summary>"." or ",".</summary>
    public string Decimal { get; init; } = ".";
    /// <summary>What groups thousands; empty: nothing does.</summary>
    public string Group { get; init; } = "";
    /// <summary>ISO 4217, for every row; null: the column "currency" states it.</summary>
    public string? Currency { get; init; }
    /// <summary>True: digits beyond the currency's are rounded, half away from zero; false: they are a fault.</summary>
    public bool RoundAmounts { get; init; }
    /// <summary>IANA zone of the ledger and its customers.</summary>
    public required string TimeZone { get; init; }
    /// <summary>ISO 3166 area of public holidays; null: weekends alone.</summary>
    public string? HolidayArea { get; init; }
    /// <summary>Due date where the file has none: this many days after the issue.</summary>
    public int? TermsDays { get; init; }
    /// <summary>How customers are reached where no column says so.</summary>
    public ContactPattern Contact { get; init; } = new();
    /// <summary>Which column is what.</summary>
    public required ColumnNames Columns { get; init; }
    /// <summary>Words of the column "disputed" that mean yes: the invoice is in dispute for its whole life.</summary>
    public ImmutableArray<string> DisputedWhen { get; init; } = ["Yes", "yes", "true", "1"];
    /// <summary>Words that mean no; an empty cell means no. Any other word is a fault.</summary>
    public ImmutableArray<string> DisputedUnless { get; init; } = ["No", "no", "false", "0"];
    /// <summary>Further columns of the file in which an empty cell is a fault.</summary>
    public ImmutableArray<string> NotEmpty { get; init; } = [];
}

/// <summary>What a row of a file is.</summary>
[JsonConverter(typeof(KebabEnum<CsvRows>))]
public enum CsvRows { Invoices, Payments, CreditNotes }

/// <summary>A contact made for each customer; "{customer}" stands for the customer's number.</summary>
public sealed record ContactPattern(string? Email = null, string? Mobile = null, string Role = "accounts-payable", string? Language = null);

/// <summary>The header of the column for each thing; null: the file does not have it.</summary>
public sealed record ColumnNames
{
    public required string Customer { get; init; }
    public string? Name { get; init; }
    /// <summary>Invoice number; for payments and credit notes their own.</summary>
    public string? Number { get; init; }
    public string? IssueDate { get; init; }
    public string? DueDate { get; init; }
    public required string Amount { get; init; }
    public string? Currency { get; init; }
    /// <summary>The day the whole was paid; empty: open.</summary>
    public string? SettledDate { get; init; }
    public string? Disputed { get; init; }
    public string? Description { get; init; }
    /// <summary>Of a payment or credit note: the day it counts from.</summary>
    public string? Date { get; init; }
    /// <summary>The day it became known; null: the day it counts from.</summary>
    public string? KnownDate { get; init; }
    /// <summary>The invoice that a payment or credit note names; empty: unapplied.</summary>
    public string? Invoice { get; init; }
    public string? ContactName { get; init; }
    public string? Email { get; init; }
    public string? Mobile { get; init; }
    public string? Language { get; init; }
    public string? TimeZone { get; init; }
    public string? HolidayArea { get; init; }

    internal IEnumerable<(string What, string? Header)> All =>
    [
        ("customer", Customer), ("name", Name), ("number", Number), ("issueDate", IssueDate), ("dueDate", DueDate), ("amount", Amount), ("currency", Currency),
        ("settledDate", SettledDate), ("disputed", Disputed), ("description", Description), ("date", Date), ("knownDate", KnownDate), ("invoice", Invoice),
        ("contactName", ContactName), ("email", Email), ("mobile", Mobile), ("language", Language), ("timeZone", TimeZone), ("holidayArea", HolidayArea),
    ];
}
