using System.Globalization;
using Collections.Domain;
using Collections.Living;
using Collections.Policies;

namespace Collections.Engine.Tests.Stories;

/// <summary>One customer and the people who answer it, on the engine as it ships: every message goes through the gate, and time moves only when it is let.</summary>
internal sealed class Desk
{
    public static readonly Currency Gbp = Currency.Of("GBP");
    public static readonly Actor Ann = new("ann", false) { Role = Role.Controller }, Ben = new("ben", true) { Role = Role.Approver }, Cleo = new("cleo", true) { Role = Role.Admin };
    static readonly PolicyBook Shipped = PolicyBook.Load();

    readonly Office office;

    Desk(Office office) => this.office = office;

    public static Ledger Seller { get; } = new()
    {
        Id = "book", LegalName = "Harbour Timber Supplies Ltd", Country = "GB", Currency = Gbp, Zone = "Europe/London", Pack = "uk-b2b", CaseOwner = "ann",
        Sender = new() { Name = "Accounts team", Email = "accounts@example.com", Phone = "+44 7700 900123", SmsFrom = "+447700900124" },
    };

    /// <summary>On a Monday morning in March 2026, an hour before the day's run.</summary>
    public static async Task<Desk> OpenAsync(Func<PolicyPack, PolicyPack>? change = null, Func<Ledger, Ledger>? ledger = null)
    {
        LoadedPack pack = Shipped.Current("uk-b2b")!;
        PolicyBook book = PolicyBook.Of([pack with { Rules = (change ?? (r => r))(pack.Rules) }], HolidayCalendar.WeekendsOnly);
        Ledger seller = (ledger ?? (l => l))(Seller);
        Desk desk = new(await Office.OpenAsync(book, seller.RunAt(Day("2026-03-02")).AddHours(-1), seller));
        await desk.PutAsync(new DescribeCustomer(new(Name: "Brightwater Joinery Ltd"),
            [new() { Id = "ap", Email = "ap@example.com", Mobile = "+447700900111" }, new() { Id = "boss", Role = "owner", Email = "owner@example.com" }]));
        return desk;
    }

    public Office Office => office;
    public DateOnly Today => office.Today;

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Money Pounds(decimal amount) => Money.Exact(amount, Gbp);

    public async Task<Answer> PutAsync(Input input) => await office.PutAsync("C1", input);

    /// <summary>Puts an input that must be taken; answers the id it made.</summary>
    public async Task<string> DoAsync(Input input)
    {
        Answer answer = await PutAsync(input);
        if (answer is Answer.Refused refused) Assert.Fail($"{input.Cause}: {string.Join("; ", refused.Problems)}");
        await office.SweepAsync();
        return answer is Answer.Done { Id: { } id } ? id : "";
    }

    public async Task<Problem[]> RefusedAsync(Input input) => [.. Assert.IsType<Answer.Refused>(await PutAsync(input)).Problems];

    public Task InvoiceAsync(string number, decimal amount, string due) =>
        DoAsync(new RecordInvoice(new() { Number = number, IssueDate = Day(due).AddDays(-30), DueDate = Day(due), Amount = Pounds(amount) }));

    public Task PayAsync(decimal amount, string? invoice, string? valueDate = null) => DoAsync(new RecordPayment(new()
    {
        Id = $"pay-{office.Clock.Now.Ticks}-{amount}-{invoice}", Amount = Pounds(amount), ValueDate = valueDate is null ? Today : Day(valueDate), Allocations = invoice is null ? [] : [new(invoice, Pounds(amount))],
    }));

    /// <summary>So many invoices of a hundred pounds in the months before, each paid so many days late.</summary>
    public async Task HistoryAsync(int invoices, int daysLate)
    {
        for (int i = 0; i < invoices; i++)
        {
            DateOnly due = Day("2026-02-20").AddDays(-30 * i);
            await InvoiceAsync($"OLD-{i}", 100, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await PayAsync(100, $"OLD-{i}", due.AddDays(daysLate).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    public async Task<Account> AccountAsync() => await office.AccountAsync("C1");

    public async Task<Case> CaseAsync(string id) => (await AccountAsync()).CaseOf(id)!;

    public async Task LiveToAsync(string localTime) => await office.LiveToAsync(localTime.Length == 10 ? localTime + " 15:00" : localTime);

    /// <summary>"2026-03-05 level 1 INV-1", one a call, in their order, those before a day left out.</summary>
    public string[] Told(string from = "2026-01-01") => [.. office.Told.Where(t => string.CompareOrdinal(t, from) >= 0).Select(t => t[..t.IndexOf(" to ", StringComparison.Ordinal)])];

    /// <summary>The text of every message with a letter's name, the oldest first.</summary>
    public async Task<string[]> TextsAsync(string letter) =>
        [.. (await office.Stores.Accounts.MessagesAsync(new(), CancellationToken.None)).Where(m => m.Message.Letter == letter && m.Text is not null).OrderBy(m => m.Message.ReservedAt).Select(m => Plain(m.Text!.Text))];

    static string Plain(string text) => text.Replace('\u00A0', ' ');

    public async Task<Explanation> WhyAsync()
    {
        Account account = await AccountAsync();
        return Explain.Why(account, await SurroundingsAsync(), office.Desk.Book, office.Clock.Now);
    }

    public async Task<OptionsAnswer> OptionsAsync(OptionsAsked asked) => RequestOptions.Of(await AccountAsync(), await SurroundingsAsync(), office.Desk.Book, office.Clock.Now, asked);

    public async Task<GateAnswer> AskGateAsync(string order, decimal amount) =>
        OrderGate.Ask(await AccountAsync(), await SurroundingsAsync(), office.Desk.Book, office.Clock.Now, new(Pounds(amount), order, false));

    public async Task<IReadOnlyList<InvoiceClaim>> ClaimsAsync() => ClaimFigures.Of(await AccountAsync(), await SurroundingsAsync(), office.Desk.Book.Current("uk-b2b")!.Rules, Today);

    /// <summary>What the message of a kind and number demanded.</summary>
    public async Task<Money[]> DemandedAsync(string kind, int number) =>
        [.. (await office.Stores.Accounts.MessagesAsync(new(), CancellationToken.None)).Single(m => Code.Of(m.Message.Kind) == kind && m.Message.Number == number && m.Text is not null).Demanded];

    Task<Surroundings> SurroundingsAsync() => Task.FromResult(new Surroundings { Ledger = office.Ledger, FedAt = office.Clock.Now });

    public static OpenRequest Extension(string until, params string[] invoices) =>
        new(Actor.Customer, "portal", new() { Kind = TermsKind.Extension, Invoices = [.. invoices], Until = Day(until) }, "We need a little longer.");

    public static OpenRequest Plan(string[] invoices, params (string Day, decimal Amount)[] parts) =>
        new(Actor.Customer, "portal", new() { Kind = TermsKind.Plan, Invoices = [.. invoices], Parts = [.. parts.Select(p => new Instalment(Day(p.Day), Pounds(p.Amount)))] }, "We can pay in parts.");
}

internal static class Looks
{
    public static Chase Chase(this Account account, DateOnly today) => Engine.Chase.Look(account, today);

    public static ChasedInvoice Of(this Chase chase, string number) => chase.Invoices.Single(i => i.Invoice.Number == number);
}
