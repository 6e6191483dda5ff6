using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Outside;

namespace Collections.Simulation.People;

/// <summary>What a customer does about one invoice, in days from its issue. Payments reach us through the books; the rest through the portal, by text, or by a controller's hand.</summary>
internal sealed class Behaviour(World world, Customer customer, Invoice invoice)
{
    readonly AccountingSource books = world.Books[customer.Ledger];
    Payment? last;

    public void Plan(int terms)
    {
        Random random = world.Random;
        int late = terms + 1 + random.Next(45);
        switch (customer.Manner)
        {
            case Manner.Prompt: Pay(terms - random.Next(6), 1m); break;
            case Manner.Late: PayOnAccount(late); break;
            case Manner.InParts: Pay(terms + 5, 0.3m); Pay(terms + 20, 0.3m); Pay(terms + 45, 0.4m); break;
            case Manner.BreaksPromises: Promise(terms + 4 + random.Next(20)); Pay(terms + 80, 1m); break;
            case Manner.KeepsPromises: Promise(terms + 6); Pay(terms + 14, 1m); break;
            case Manner.Disputes: Dispute(terms + 1 + random.Next(15)); Pay(terms + 60, 1m); break;
            case Manner.OptsOut: OptOut(terms + 5 + random.Next(20)); Pay(terms + 60, 1m); break;
            case Manner.Replies: Put(terms + 4 + random.Next(12), () => new RecordReply(Channel.Email, "we are looking into it", random.Next(3) == 0)); Pay(terms + 30, 1m); break;
            case Manner.TakesBack: Pay(terms + 4, 1m); TakeBack(terms + 10); Pay(terms + 50, 1m); break;
            case Manner.Asks: Request(terms + 2 + random.Next(25)); Pay(terms + 45, 1m); break;
            case Manner.Texts: Texts(terms + 4 + random.Next(20)); Pay(terms + 25, 1m); break;
            case Manner.Silent when random.Next(3) > 0: Pay(terms + 110 + random.Next(60), 1m); break;
            default: break;
        }
        Odd(terms);
    }

    void Pay(int day, decimal share) => At(day, () =>
    {
        Money open = Open(), amount = invoice.Amount.Times(share);
        if (!books.Invoices[invoice.Number].IsVoid && open.IsPositive) Say(amount > open ? open : amount, named: true);
    });

    void PayOnAccount(int day)
    {
        At(day, () => { if (Open() is { IsPositive: true } open) Say(open, named: false); });
        At(day + 5, () =>
        {
            if (last is not { Allocations.Length: 0 } payment || books.Invoices[invoice.Number].IsVoid) return;
            last = payment with { SourceVersion = 2, Allocations = [new(invoice.Number, payment.Amount)] };
            books.Say(customer.Number, last);
        });
    }

    void Say(Money amount, bool named)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"pay-{invoice.Number}-{books.Payments.Count}");
        last = new() { Id = id, Amount = amount, ValueDate = Today, SourceVersion = 1, Allocations = named ? [new(invoice.Number, amount)] : [] };
        books.Say(customer.Number, last);
    }

    void TakeBack(int day) => At(day, () =>
    {
        if (last is not { } payment) return;
        last = null;
        books.Say(customer.Number, payment with { IsReversed = true, SourceVersion = 2, Allocations = [] });
    });

    // What the books hold open on the invoice: their own sum, not ours.
    Money Open() => books.Payments.Values.Where(p => !p.IsReversed).SelectMany(p => p.Allocations).Where(a => a.Invoice == invoice.Number)
        .Aggregate(books.Invoices[invoice.Number].Amount, (open, a) => open - a.Amount);

    bool IsWhole() => !books.Invoices[invoice.Number].IsVoid && Open() == invoice.Amount;

    void Promise(int day) => At(day, () => world.Ask(customer, new MakePromise(invoice.Amount, Today.AddDays(8), [invoice.Number], "portal"), "portal"));

    void Request(int day) => Put(day, () => new OpenRequest(Actor.Customer, "portal", new CaseTerms { Kind = TermsKind.Extension, Invoices = [invoice.Number], Until = Today.AddDays(8 + world.Random.Next(40)) }, "our own customer pays late"));

    void Dispute(int day) => Put(day, () => new OpenDispute(invoice.Number, "quality", "not as ordered", world.Random.Next(3) == 0 ? invoice.Amount.Times(0.4m) : null));

    void OptOut(int day) => At(day, () =>
    {
        if (world.Random.Next(3) > 0) return;
        if (customer.Contact.Mobile is { } mobile && world.Random.Next(2) == 0)
        {
            world.Texts.Receive(mobile, "Stop");
            if (world.Random.Next(2) == 0) world.Plan(customer.Id, TimeSpan.FromDays(20 + world.Random.Next(40)), () => world.Texts.Receive(mobile, "START"), isStop: false);
        }
        else world.Mail.Unsubscribe(customer.Contact.Email!);
    });

    void Texts(int day) => At(day, () =>
    {
        if (customer.Contact.Mobile is not { } mobile) return;
        string date = Today.AddDays(6).ToString("d MMM", CultureInfo.InvariantCulture), pounds = (invoice.Amount.Minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        world.Texts.Receive(mobile, world.Random.Next(4) == 0 ? "who is this?" : $"PAY {pounds} {date}");
        world.Plan(customer.Id, TimeSpan.FromHours(1 + world.Random.Next(30)), () => world.Texts.Receive(mobile, world.Random.Next(5) == 0 ? "no" : "YES"), isStop: true);
        if (world.Random.Next(4) == 0) world.Texts.Receive(mobile, "HELP");
    });

    void Odd(int terms)
    {
        switch (world.Random.Next(40))
        {
            case 0: At(terms + 6, () => { if (IsWhole()) books.Void(customer.Number, invoice.Number, Today); }); break;
            case 1: Put(terms + 2, () => new BlockReminders(invoice.Number, "waiting for a part", Today.AddDays(25))); break;
            case 2: Put(terms + 8, () => new BlockReminders(null, "the holidays", Today.AddDays(9))); break;
            case 3: Put(terms + 5, () => new FlagAccount("complaint", ComplaintUntil: Today.AddDays(14))); break;
            case 4: Put(terms + 4, () => new Escalate("they stall")); break;
            case 5: Put(terms + 3, () => new Agree(new Agreement.Extension(invoice.Number, Today.AddDays(12)), "they asked", false)); break;
            case 6: At(terms + 2, () => { if (IsWhole()) books.Say(customer.Number, invoice with { Amount = invoice.Amount.Times(0.8m), SourceVersion = 3 }); }); break;
            case 7: Put(terms + 9, () => new WaiveLevel("we spoke")); break;
            case 8: Put(terms + 7, Instalments); break;
            case 9: At(terms + 20, () => books.Say(customer.Number, new CreditNote { Number = "CN" + invoice.Number, Amount = invoice.Amount.Times(0.5m), ValueDate = Today, SourceVersion = 1 })); break;
            default: break;
        }
    }

    Agree Instalments()
    {
        Money half = invoice.Amount.Times(0.5m);
        return new(new Agreement.Instalments([invoice.Number], [new(Today.AddDays(10), half), new(Today.AddDays(24), invoice.Amount - half)]), "two parts were agreed", true);
    }

    DateOnly Today => world.DateIn(customer.Ledger);

    void Put(int day, Func<Input> input) => At(day, () => world.Ask(customer, input(), "ann"));

    void At(int day, Action act) => world.Plan(customer.Id, TimeSpan.FromDays(day) + TimeSpan.FromSeconds(world.Random.Next(86_400)), act, isStop: true);
}
