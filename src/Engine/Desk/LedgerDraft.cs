using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The settings of a ledger as somebody wrote them, before they are known to be sound: one check for the command line, the API and the pages.</summary>
/// <param name="Id">Short name.</param>
/// <param name="Name">The legal entity that is owed.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Zone">IANA zone.</param>
/// <param name="Pack">A pack in the book.</param>
/// <param name="Email">Address the messages come from.</param>
/// <param name="Phone">Whom to call, E.164.</param>
public sealed record LedgerDraft(string Id, string Name, string Country, string Currency, string Zone, string Pack, string Email, string Phone)
{
    /// <summary>Area of the public holidays; null: weekends alone.</summary>
    public string? Holidays { get; init; }
    /// <summary>Number or name of text messages; null: none are sent.</summary>
    public string? SmsFrom { get; init; }
    /// <summary>Name under the letters; null: the legal entity's.</summary>
    public string? Sender { get; init; }
    /// <summary>https page where customers pay; null: none.</summary>
    public string? PayLink { get; init; }
    /// <summary>https address, without a path, under which customers reach their own pages; null: letters carry no link.</summary>
    public string? Portal { get; init; }
    /// <summary>Bank details as the letters print them; null: none.</summary>
    public string? Bank { get; init; }
    /// <summary>Postal address; null: none.</summary>
    public string? Address { get; init; }
    /// <summary>"08:00" on the ledger's clock; null: that.</summary>
    public string? RunTime { get; init; }
    /// <summary>Most emails a day, above or equal to zero; null: 2000.</summary>
    public int? EmailsPerDay { get; init; }
    /// <summary>Most text messages a day, above or equal to zero; null: 200.</summary>
    public int? SmsPerDay { get; init; }
    /// <summary>True: the sender is not the creditor.</summary>
    public bool ThirdParty { get; init; }

    /// <summary>Everything wrong with it, each under the name of its member in camel case; empty: <see cref="ToLedger"/> may be called.</summary>
    public IEnumerable<Problem> Problems(PolicyBook book)
    {
        if (Id.Length is 0 or > 40 || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) yield return new("id", "it has other characters than letters, digits and dashes, or more than 40", "choose a short name such as uk");
        if (Name.Trim().Length == 0) yield return new("name", "it is empty", "name the legal entity that is owed");
        if (Country.Length != 2 || !Country.All(char.IsAsciiLetterUpper)) yield return new("country", "it is no ISO 3166 code", "write it as GB");
        if (!Domain.Currency.TryOf(Currency, out _)) yield return new("currency", "it is no ISO 4217 code", "write it as GBP");
        if (!SendTime.IsZone(Zone)) yield return new("zone", "it is no IANA time zone", "write it as Europe/London");
        foreach (Problem problem in PackProblems(book)) yield return problem;
        if (!Domain.Address.IsEmail(Email)) yield return new("email", "it is no email address", "write it as accounts@example.com");
        if (!Domain.Address.IsMobile(Phone)) yield return new("phone", "it is no international number", "write it as +44 1632 960000");
        if (PayLink is { } link && !(Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps)) yield return new("payLink", "it is no https address", "write it as https://pay.example.com/");
        if (Portal is { } portal && !(Uri.TryCreate(portal, UriKind.Absolute, out Uri? at) && at.Scheme == Uri.UriSchemeHttps && at.PathAndQuery == "/" && at.UserInfo.Length == 0)) yield return new("portal", "it is no https address without a path", "write it as https://accounts.example.com");
        if (RunTime is { } time && Time(time) is null) yield return new("runTime", $"'{time}' is no time of day", "write it as 08:00");
        if (EmailsPerDay < 0) yield return new("emailsPerDay", "it is below zero", "write 0 to stop them, or the most that may leave in a day");
        if (SmsPerDay < 0) yield return new("smsPerDay", "it is below zero", "write 0 to stop them, or the most that may leave in a day");
    }

    // A pack that was found and is faulty is named with its faults: "there is none" would send its author looking in the wrong place.
    IEnumerable<Problem> PackProblems(PolicyBook book)
    {
        if (book.Current(Pack) is not null) return [];
        Problem[] faults = [.. book.Faults.Where(f => f.Where.StartsWith(Pack + "/", StringComparison.Ordinal)).Select(f => new Problem($"pack, {f.Where}", f.What, f.Cure))];
        return faults.Length > 0 ? faults : [new("pack", $"there is no pack '{Pack}'", $"one of: {string.Join(", ", book.All.Select(p => p.Rules.Pack))}")];
    }

    static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time : null;

    /// <summary>The ledger, fed by file or push until a connection says otherwise.</summary>
    /// <param name="known">The ledger as it was; null: a new one. What a draft cannot say (how it is fed, its registration, where answers go) stays.</param>
    public Ledger ToLedger(Ledger? known) => new()
    {
        Id = Id, LegalName = Name, Country = Country, Currency = Domain.Currency.Of(Currency), Zone = Zone, HolidayArea = Holidays, Pack = Pack,
        Feed = known?.Feed ?? FeedKind.Fed, RunTime = Time(RunTime) ?? new(8, 0), EmailsPerDay = EmailsPerDay ?? 2000, SmsPerDay = SmsPerDay ?? 200, ThirdPartySender = ThirdParty, CaseOwner = known?.CaseOwner ?? "", Delegations = known?.Delegations ?? [],
        Sender = new()
        {
            Name = Sender ?? Name, Email = Email, Phone = Phone, SmsFrom = SmsFrom, PayLink = PayLink, PortalAddress = Portal?.TrimEnd('/'), BankDetails = Bank ?? "", Address = Address ?? "",
            ReplyTo = known?.Sender.ReplyTo, Registration = known?.Sender.Registration ?? "",
        },
    };
}
