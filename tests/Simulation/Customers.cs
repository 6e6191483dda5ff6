using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation;

/// <summary>How a customer behaves.</summary>
internal enum Manner { Prompt, Late, InParts, BreaksPromises, KeepsPromises, Disputes, OptsOut, Replies, TakesBack, Silent }

/// <summary>A customer of the world.</summary>
internal sealed record Customer(string Ledger, string Number, Manner Manner, Contact Contact)
{
    public int Invoices { get; set; }
    public AccountId Id => AccountId.Of(Ledger, Number);
}

/// <summary>The customers and what they do; every act goes through the desk as a person's or a connector's would.</summary>
internal sealed class Customers(World world)
{
    static readonly string?[] Zones = [null, null, null, null, "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo", "Europe/Dublin", "Africa/Casablanca"];
    readonly List<Customer> all = [];
    public Staff Staff { get; } = new(world);
    public int Refusals { get; private set; }

    public async Task OpenAsync(int count)
    {
        string[] ledgers = ["uk", "de", "us", "lh"];
        for (int i = 0; i < count; i++)
        {
            string mail = i % 12 == 11 ? all[^1].Contact.Email! : $"c{i}@example.com"; // some people stand behind two customers
            Contact contact = new() { Id = "ap", Email = mail, Mobile = i % 3 == 0 ? $"+4477009{i:00000}" : null, Zone = Zones[world.Random.Next(Zones.Length)] };
            Customer customer = new(ledgers[i % 4], $"C{i}", (Manner)world.Random.Next(10), contact);
            all.Add(customer);
            world.Accounts.Add(customer.Id);
            Contact owner = new() { Id = "boss", Role = "owner", Email = $"owner{i}@example.com" };
            await PutAsync(customer, new DescribeCustomer(new(Name: $"Customer {i}"), i % 5 == 0 ? [contact] : [contact, owner]));
        }
    }

    /// <summary>Plans the day: new invoices, and on Mondays what staff work through.</summary>
    public async Task DailyAsync()
    {
        foreach (Customer customer in all)
            if (world.Random.Next(55) == 0) Invoice(customer);
        if (world.Day % 7 == 1) await Staff.WorkAsync(all);
    }

    public async Task<Answer> PutAsync(Customer customer, Input input)
    {
        Answer answer = await world.Office.PutAsync(customer.Number, input, null, customer.Ledger);
        if (answer is Answer.Refused) Refusals++;
        return answer;
    }

    void Invoice(Customer customer)
    {
        Currency currency = world.Ledgers[customer.Ledger].Currency;
        string number = string.Create(CultureInfo.InvariantCulture, $"{customer.Number}-{++customer.Invoices}");
        int terms = world.Random.Next(2) == 0 ? 14 : 30;
        Invoice invoice = new()
        {
            Number = number, IssueDate = world.Today, DueDate = world.Today.AddDays(terms), Amount = Money.Exact(world.Random.Next(10, 3000) + world.Random.Next(100) / 100m, currency), SourceVersion = 1,
        };
        At(0, 0, () => PutAsync(customer, new RecordInvoice(invoice)));
        if (world.Random.Next(10) == 0) At(world.Random.Next(40), world.Random.Next(3), () => PutAsync(customer, new RecordInvoice(invoice))); // delivered twice
        Odd(customer, invoice, terms);
        new Behaviour(world, customer, invoice).Plan(terms);
    }

    void Odd(Customer customer, Invoice invoice, int terms)
    {
        switch (world.Random.Next(60))
        {
            case 0: At(terms + 6, 1, () => PutAsync(customer, new VoidInvoice(invoice.Number, world.Today, 9))); break;
            case 1: At(terms + 2, 1, () => PutAsync(customer, new BlockReminders(invoice.Number, "waiting for a part", world.Today.AddDays(25)))); break;
            case 2: At(terms + 8, 2, () => PutAsync(customer, new BlockReminders(null, "the holidays", world.Today.AddDays(9)))); break;
            case 3: At(terms + 5, 1, () => PutAsync(customer, new FlagAccount("complaint", ComplaintUntil: world.Today.AddDays(14)))); break;
            case 4: At(terms + 4, 2, () => PutAsync(customer, new Escalate("they stall"))); break;
            case 5: At(terms + 3, 2, () => PutAsync(customer, new Agree(new Agreement.Extension(invoice.Number, world.Today.AddDays(12)), "they asked", false))); break;
            case 6: At(terms + 12, 1, () => PutAsync(customer, new RecordInvoice(invoice with { Amount = invoice.Amount.Times(0.8m), SourceVersion = 3 }))); break;
            case 7: At(terms + 9, 2, () => PutAsync(customer, new WaiveLevel("we spoke"))); break;
            case 8: At(terms + 20, 2, () => PutAsync(customer, new RecordCreditNote(new() { Number = "CN" + invoice.Number, Amount = invoice.Amount.Times(0.5m), ValueDate = world.Today, SourceVersion = 1 }))); break;
            default: break;
        }
    }

    void At(int days, int slot, Func<Task> act) => world.Agenda.On(world.Day + days, Agenda.Times[slot], act);
}
