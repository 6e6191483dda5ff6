using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation.People;

/// <summary>The customers of a seed, and the invoices they get.</summary>
internal sealed class Customers(World world)
{
    static readonly string?[] Zones = [null, null, null, null, "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo", "Europe/Dublin", "Africa/Casablanca"];
    readonly List<Customer> all = [];

    public IReadOnlyList<Customer> All => all;

    public void Open(int count)
    {
        string[] ledgers = [.. world.Books.Keys];
        for (int i = 0; i < count; i++)
        {
            bool sharesPerson = i > 0 && world.Random.Next(6) == 0; // some people stand behind two customers
            string mail = sharesPerson ? all[^1].Contact.Email! : $"c{i}@example.com";
            string? mobile = i % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"+4477009001{i:00}") : null;
            Customer customer = new(ledgers[i % ledgers.Length], $"C{i}", new() { Id = "ap", Email = mail, Mobile = mobile, Zone = Zones[world.Random.Next(Zones.Length)] })
            {
                Manner = (Manner)world.Random.Next(Enum.GetValues<Manner>().Length),
            };
            all.Add(customer);
            Contact owner = new() { Id = "boss", Role = "owner", Email = $"owner{i}@example.com" };
            world.Ask(customer, new DescribeCustomer(new(Name: $"Customer {i}"), world.Random.Next(5) == 0 ? [customer.Contact] : [customer.Contact, owner]), "import");
        }
    }

    /// <summary>One more day of business.</summary>
    public void Live()
    {
        foreach (Customer customer in all)
        {
            if (world.Random.Next(60) == 0) customer.Manner = (Manner)world.Random.Next(Enum.GetValues<Manner>().Length); // nobody stays as they are
            if (world.Random.Next(32) == 0) world.Loop.After(TimeSpan.FromSeconds(world.Random.Next(86_400)), () => Invoice(customer));
        }
    }

    void Invoice(Customer customer)
    {
        DateOnly today = world.DateIn(customer.Ledger);
        string number = string.Create(CultureInfo.InvariantCulture, $"{customer.Number}-{++customer.Invoices}");
        int terms = world.Random.Next(2) == 0 ? 14 : 30;
        Invoice invoice = new()
        {
            Number = number, IssueDate = today, DueDate = today.AddDays(terms), SourceVersion = 1,
            Amount = Money.Exact(world.Random.Next(20, 3000) + world.Random.Next(100) / 100m, world.Sight.Ledgers[customer.Ledger].Currency),
        };
        world.Books[customer.Ledger].Say(customer.Number, invoice);
        new Behaviour(world, customer, invoice).Plan(terms);
    }
}
