using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>request: what a customer asks for, or what could be agreed.</summary>
internal static class RequestCommands
{
    static readonly Option<string> Kind = new("--kind") { Description = string.Join(", ", Code.All<TermsKind>()), DefaultValueFactory = _ => "extension" };
    static readonly Option<string[]> Invoices = new("--invoice") { Description = "An invoice's number, once for each; none: all that can be asked about", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Until = new("--until") { Description = "Extension, settlement: the day" };
    static readonly Option<string[]> Parts = new("--instalment") { Description = "DATE=AMOUNT, once for each", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Off = new("--off") { Description = "Settlement, reduction: what is given up" }, Order = new("--order") { Description = "Smaller order: its number" }, Most = new("--most") { Description = "Smaller order: its amount" };
    static readonly Option<bool> Prepaid = new("--prepaid") { Description = "Smaller order: paid before it ships" };
    static readonly Option<string> Via = new("--via") { Description = string.Join(", ", OpenRequest.Ways), DefaultValueFactory = _ => "staff" };
    static readonly Option<string> Words = new("--words") { Description = "In the customer's words", DefaultValueFactory = _ => "" };
    static readonly Option<string?> Contact = new("--contact") { Description = "The contact who asks and is answered" }, Task = new("--task") { Description = "The task of the email or text it was read from" };
    static readonly Option<string?> Difficulty = new("--difficulty") { Description = "temporary or lasting, in the customer's view" }, Cause = new("--cause") { Description = string.Join(", ", Code.All<DifficultyCause>()) };
    static readonly Option<string?> Income = new("--income") { Description = "Money in a month" }, Costs = new("--costs") { Description = "Money out a month" }, Debts = new("--other-debts") { Description = "Payments on other debts a month" };
    static readonly Option<bool> Vulnerable = new("--vulnerable") { Description = "A vulnerable person is behind the account" };
    static readonly Option<string?> Moratorium = new("--moratorium") { Description = string.Join(", ", Code.All<MoratoriumKind>()) }, From = new("--moratorium-from") { Description = "Its first day" };
    static readonly Option<int?> Score = new("--score") { Description = "An outside score, 0 to 100" };
    static readonly Option<string?> Cash = new("--free-cash") { Description = "What we can do without for that time" };
    static readonly Option<bool> Show = new("--options") { Description = "Show what could be agreed, with its price and the rule that allows or forbids it; changes nothing" };

    /// <summary>The options that name terms: an offer has them too.</summary>
    public static Symbol[] OfTerms => [Kind, Invoices, Until, Parts, Off, Order, Most, Prepaid];

    public static Command Build() => AccountCommands.Make("request", "Open a customer's request for time or relief; with --options only show what could be agreed", async call =>
    {
        StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
        Currency currency = (await call.Folder.Stores.Ledgers.FindAsync(stored.Account.LedgerId, call.Cancel))!.Currency;
        await call.Folder.Desk.Pictures.CountAsync(stored.Account.LedgerId, call.Cancel);
        if (call.Get(Show)) return await ShowAsync(call, stored.Account.Id, currency);
        return await call.PutAsync(call.Get(AccountCommands.Account), new OpenRequest(CaseCommands.Me(call), call.Get(Via)!, TermsOf(call, currency), call.Get(Words)!)
        {
            Stated = StatedOf(call, currency), Supplied = SuppliedOf(call, currency), ContactId = call.Get(Contact), TaskId = call.Get(Task),
        });
    }, [AccountCommands.Account, .. OfTerms, Via, Words, Contact, Task, Difficulty, Cause, Income, Costs, Debts, Vulnerable, Moratorium, From, Score, Cash, Show, CaseCommands.Role]);

    public static CaseTerms TermsOf(Invocation call, Currency currency) => new()
    {
        Kind = Read<TermsKind>(call.Get(Kind), "--kind")!.Value, Invoices = [.. call.Get(Invoices) ?? []], Until = call.Get(Until) is { } until ? Invocation.Date(until, "--until") : null,
        Parts = [.. (call.Get(Parts) ?? []).Select(p => Part(p, currency))], Off = Money(call.Get(Off), currency, "--off"), Order = call.Get(Order), Most = Money(call.Get(Most), currency, "--most"), OnPrepayment = call.Get(Prepaid),
    };

    static Instalment Part(string text, Currency currency) => text.Split('=', 2) is [var date, var amount]
        ? new(Invocation.Date(date, "--instalment"), Invocation.Amount(amount, currency, "--instalment"))
        : throw new BadInputException("--instalment", $"'{text}' is no instalment", "write it as 2026-03-31=100.00");

    static CustomerStatement? StatedOf(Invocation call, Currency currency)
    {
        CustomerStatement stated = new()
        {
            Difficulty = Read<Difficulty>(call.Get(Difficulty), "--difficulty") ?? default, Cause = Read<DifficultyCause>(call.Get(Cause), "--cause") ?? default,
            IncomeMonthly = Money(call.Get(Income), currency, "--income"), CostsMonthly = Money(call.Get(Costs), currency, "--costs"), OtherDebtsMonthly = Money(call.Get(Debts), currency, "--other-debts"),
            Vulnerable = call.Get(Vulnerable), Moratorium = Read<MoratoriumKind>(call.Get(Moratorium), "--moratorium"), MoratoriumFrom = call.Get(From) is { } from ? Invocation.Date(from, "--moratorium-from") : null,
        };
        return stated == new CustomerStatement() ? null : stated;
    }

    static SuppliedFacts? SuppliedOf(Invocation call, Currency currency) => call.Get(Score) is null && call.Get(Cash) is null ? null : new(call.Get(Score), Money(call.Get(Cash), currency, "--free-cash"));

    static Money? Money(string? text, Currency currency, string where) => text is null ? null : Invocation.Amount(text, currency, where);

    static T? Read<T>(string? text, string where) where T : struct, Enum => text is null ? null : Code.TryRead(text, out T value) ? value : throw new BadInputException(where, $"'{text}' is not known", $"one of: {string.Join(", ", Code.All<T>())}");

    static async Task<int> ShowAsync(Invocation call, AccountId id, Currency currency)
    {
        OrderAsked? order = call.Get(Order) is { } number && Money(call.Get(Most), currency, "--most") is { } amount ? new(number, amount) : null;
        OptionsAnswer answer = (await new CaseDesk(call.Folder.Desk).OptionsAsync(id, new([.. call.Get(Invoices) ?? []], StatedOf(call, currency), SuppliedOf(call, currency), order), call.Cancel))!;
        if (answer.Options.IsEmpty) throw new BadInputException(answer.Problems);
        return call.Print(new { facts = answer.Assessment!.Facts, options = answer.Options.Select(Line) }, () =>
        {
            foreach (string fact in answer.Assessment.Facts) call.Out.WriteLine(fact);
            Tables.Print(call.Out, ["option", "days", "cost of money", "given up", "granted"], answer.Options.Select(o => new[]
            {
                CaseWords.Of(o.Terms), o.Price.DelayDays.ToString(CultureInfo.InvariantCulture), o.Price.CostOfMoney.ToString(), o.Price.GivenUp.ToString(),
                o.IsAtOnce ? "at once" : $"{(o.Level is { } level ? $"by level {level}" : "by nobody")}: {string.Join(", ", o.Against.Select(a => a.Rule).Distinct())}",
            }));
        });
    }

    static object Line(RequestOption o) => new
    {
        terms = CaseWords.Of(o.Terms), o.IsAtOnce, o.Level, o.Price.DelayDays, costOfMoney = o.Price.CostOfMoney.ToString(), givenUp = o.Price.GivenUp.ToString(),
        receipts = o.Price.Receipts.Select(r => new { week = r.Monday, change = r.Change.ToString() }), against = o.Against,
    };
}
