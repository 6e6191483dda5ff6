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
    static readonly Option<string?> Portal = new("--portal") { Description = "https address under which customers reach their own pages; with it letters carry a link" };
    static readonly Option<string?> Bank = new("--bank") { Description = "Bank details as the letters print them" };
    static readonly Option<string?> PostalAddress = new("--address") { Description = "Postal address" };
    static readonly Option<string?> RunTime = new("--run-time") { Description = "Time of the daily run on the ledger's clock, 08:00 without it" };
    static readonly Option<int?> EmailCap = new("--emails-per-day") { Description = "Most emails a day" };
    static readonly Option<int?> SmsCap = new("--sms-per-day") { Description = "Most text messages a day" };
    static readonly Option<bool> ThirdParty = new("--third-party") { Description = "The sender is not the creditor (agency, factor)" };

    public static Command Build()
    {
        Command add = new("add", "Add a ledger, or replace the settings of one") { Id, Name, Country, CurrencyCode, Zone, Pack, Holidays, Email, Phone, SmsFrom, SenderName, PayLink, Portal, Bank, PostalAddress, RunTime, EmailCap, SmsCap, ThirdParty };
        add.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, AddAsync, cancel));
        Command list = new("list", "List the ledgers");
        list.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, ListAsync, cancel));
        Command fed = new("fed", "State that the ledger is up to date now, where nothing had to be imported");
        fed.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, FedAsync, cancel));
        return new("ledger", "Add and list ledgers") { add, list, fed };
    }

    static async Task<int> AddAsync(Invocation call)
    {
        LedgerDraft draft = new(call.Get(Id), call.Get(Name)!, call.Get(Country)!, call.Get(CurrencyCode)!, call.Get(Zone)!, call.Get(Pack)!, call.Get(Email)!, call.Get(Phone)!)
        {
            Holidays = call.Get(Holidays), SmsFrom = call.Get(SmsFrom), Sender = call.Get(SenderName), PayLink = call.Get(PayLink), Portal = call.Get(Portal), Bank = call.Get(Bank), Address = call.Get(PostalAddress),
            RunTime = call.Get(RunTime), EmailsPerDay = call.Get(EmailCap), SmsPerDay = call.Get(SmsCap), ThirdParty = call.Get(ThirdParty),
        };
        Problem[] problems = [.. draft.Problems(call.Folder.Book).Select(p => p with { Where = OptionOf(p.Where) })];
        if (problems.Length > 0) throw new BadInputException(problems);
        Ledger ledger = draft.ToLedger(await call.Folder.Stores.Ledgers.FindAsync(draft.Id, call.Cancel));
        await call.Folder.Stores.Ledgers.SaveAsync(ledger, call.Now, call.By, call.Cancel);
        return call.Print(ledger, () => call.Out.WriteLine($"Ledger {ledger.Id} ({ledger.LegalName}, {ledger.Currency}) runs daily at {ledger.RunTime:HH:mm} {ledger.Zone} under {ledger.Pack}."));
    }

    // "payLink" is "--pay-link"; the id has no option.
    static string OptionOf(string member) => member == "id" ? member : "--" + string.Concat(member.Select(c => char.IsAsciiLetterUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));

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
