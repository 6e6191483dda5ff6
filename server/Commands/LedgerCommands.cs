using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>ledger add | list | fed.</summary>
internal static class LedgerCommands
{
    static readonly Argument<string> Id = new("id") { Description = "Short name: letters, digits and dashes" };
    static readonly Option<string> Name = new("--name") { Description = "The legal entity that is owed", Required = true };
    static readonly Option<string> Country = new("--country") { Description = "ISO 3166 alpha-2", Required = true };
    static readonly Option<string> CurrencyCode = new("--currency") { Description = "ISO 4217 code of the book", Required = true };
    static readonly Option<string> Zone = new("--zone") { Description = "IANA time zone of the book", Required = true };
    static readonly Option<string> Pack = new("--pack") { Description = "Policy pack: uk-b2b, us-b2b, eu-b2b, in-msme or your own", Required = true };
    static readonly Option<string?> Holidays = new("--holidays") { Description = "Area of the public holidays, as GB-ENG; without it weekends alone are closed" };
    static readonly Option<string> Email = new("--email") { Description = "Address that the messages come from", Required = true };
    static readonly Option<string> Phone = new("--phone") { Description = "Whom to call, +44...", Required = true };
    static readonly Option<string?> SmsFrom = new("--sms-from") { Description = "Number or name for text messages; without it none are sent" };
    static readonly Option<string?> SenderName = new("--sender") { Description = "Name under the letters; the legal entity's without it" };
    static readonly Option<string?> PayLink = new("--pay-link") { Description = "https page where customers pay" };
    static readonly Option<string?> Bank = new("--bank") { Description = "Bank details as the letters print them" };
    static readonly Option<string?> PostalAddress = new("--address") { Description = "Postal address" };
    static readonly Option<string?> RunTime = new("--run-time") { Description = "Time of the daily run on the ledger's clock, 08:00 without it" };
    static readonly Option<int?> EmailCap = new("--emails-per-day") { Description = "Most emails a day" };
    static readonly Option<int?> SmsCap = new("--sms-per-day") { Description = "Most text messages a day" };
    static readonly Option<bool> ThirdParty = new("--third-party") { Description = "The sender is not the creditor (agency, factor)" };

    public static Command Build()
    {
        Command add = new("add", "Add a ledger, or replace the settings of one") { Id, Name, Country, CurrencyCode, Zone, Pack, Holidays, Email, Phone, SmsFrom, SenderName, PayLink, Bank, PostalAddress, RunTime, EmailCap, SmsCap, ThirdParty };
        add.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, AddAsync, cancel));
        Command list = new("list", "List the ledgers");
        list.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, ListAsync, cancel));
        Command fed = new("fed", "State that the ledger is up to date now, where nothing had to be imported");
        fed.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, FedAsync, cancel));
        return new("ledger", "Add and list ledgers") { add, list, fed };
    }

    static async Task<int> AddAsync(Invocation call)
    {
        List<Problem> problems = [.. Problems(call)];
        if (problems.Count > 0) throw new BadInputException(problems);
        Ledger ledger = new()
        {
            Id = call.Get(Id), LegalName = call.Get(Name)!, Country = call.Get(Country)!, Currency = Currency.Of(call.Get(CurrencyCode)!), Zone = call.Get(Zone)!,
            HolidayArea = call.Get(Holidays), Pack = call.Get(Pack)!, RunTime = Time(call.Get(RunTime)) ?? new(8, 0), ThirdPartySender = call.Get(ThirdParty),
            EmailsPerDay = call.Get(EmailCap) ?? 2000, SmsPerDay = call.Get(SmsCap) ?? 200,
            Sender = new()
            {
                Name = call.Get(SenderName) ?? call.Get(Name)!, Email = call.Get(Email)!, Phone = call.Get(Phone)!, SmsFrom = call.Get(SmsFrom),
                PayLink = call.Get(PayLink), BankDetails = call.Get(Bank) ?? "", Address = call.Get(PostalAddress) ?? "",
            },
        };
        await call.Folder.Stores.Ledgers.SaveAsync(ledger, call.Now, call.By, call.Cancel);
        return call.Print(ledger, () => call.Out.WriteLine($"Ledger {ledger.Id} ({ledger.LegalName}, {ledger.Currency}) runs daily at {ledger.RunTime:HH:mm} {ledger.Zone} under {ledger.Pack}."));
    }

    static IEnumerable<Problem> Problems(Invocation call)
    {
        if (!call.Get(Id).All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) yield return new("id", "it has other characters than letters, digits and dashes", "choose a short name such as uk");
        if (call.Get(Country) is not { Length: 2 }) yield return new("--country", "it is no ISO 3166 code", "write it as GB");
        if (!Currency.TryOf(call.Get(CurrencyCode), out _)) yield return new("--currency", "it is no ISO 4217 code", "write it as GBP");
        if (!SendTime.IsZone(call.Get(Zone))) yield return new("--zone", "it is no IANA time zone", "write it as Europe/London");
        foreach (Problem problem in PackProblems(call)) yield return problem;
        if (!Address.IsEmail(call.Get(Email))) yield return new("--email", "it is no email address", "write it as accounts@example.com");
        if (!Address.IsMobile(call.Get(Phone))) yield return new("--phone", "it is no international number", "write it as +44 1632 960000");
        if (call.Get(PayLink) is { } link && !(Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps)) yield return new("--pay-link", "it is no https address", "write it as https://pay.example.com/");
        if (call.Get(RunTime) is { } time && Time(time) is null) yield return new("--run-time", $"'{time}' is no time of day", "write it as 08:00");
    }

    // A pack that was found and is faulty is named with its faults: "there is none" would send its author looking in the wrong place.
    static IEnumerable<Problem> PackProblems(Invocation call)
    {
        string pack = call.Get(Pack)!;
        if (call.Folder.Book.Current(pack) is not null) return [];
        Problem[] faults = [.. call.Folder.Book.Faults.Where(f => f.Where.StartsWith(pack + "/", StringComparison.Ordinal)).Select(f => new Problem($"--pack, {f.Where}", f.What, f.Cure))];
        return faults.Length > 0 ? faults : [new("--pack", $"there is no pack '{pack}'", $"one of: {string.Join(", ", call.Folder.Book.All.Select(p => p.Rules.Pack))}")];
    }

    static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time : null;

    static async Task<int> ListAsync(Invocation call)
    {
        IReadOnlyList<Ledger> all = await call.Folder.Stores.Ledgers.ListAsync(call.Cancel);
        return call.Print(all, () => Tables.Print(call.Out, ["ledger", "entity", "currency", "zone", "run", "policy", "fed by"],
            all.Select(l => new[] { l.Id, l.LegalName, l.Currency.Code, l.Zone, l.RunTime.ToString("HH:mm", CultureInfo.InvariantCulture), l.Pack, Code.Of(l.Feed) })));
    }

    static async Task<int> FedAsync(Invocation call)
    {
        Ledger ledger = await call.LedgerAsync();
        await call.Folder.Stores.Ledgers.RecordFeedAsync(new(ledger.Id, $"stated-{call.Now:yyyyMMddHHmmss}", call.Now, $"stated by {call.By}", 0, null), call.Cancel);
        return call.Print(new { ledger = ledger.Id, at = call.Now }, () => call.Out.WriteLine($"Ledger {ledger.Id} counts as fed at {call.Now:yyyy-MM-dd HH:mm} UTC."));
    }
}
