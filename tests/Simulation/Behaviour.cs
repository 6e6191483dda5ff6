using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation;

/// <summary>What a customer does about one invoice, in days from its issue.</summary>
internal sealed class Behaviour(World world, Customer customer, Invoice invoice)
{
    public void Plan(int terms)
    {
        int late = terms + 1 + world.Random.Next(45);
        switch (customer.Manner)
        {
            case Manner.Prompt: Pay(terms - world.Random.Next(6), 1m); break;
            case Manner.Late: PayOnAccount(late); break;
            case Manner.InParts: Pay(terms + 5, 0.3m); Pay(terms + 20, 0.3m); Pay(terms + 45, 0.4m); break;
            case Manner.BreaksPromises: Promise(terms + 4 + world.Random.Next(20)); Pay(terms + 80, 1m); break;
            case Manner.KeepsPromises: Promise(terms + 6); Pay(terms + 14, 1m); break;
            case Manner.Disputes: Dispute(terms + 1 + world.Random.Next(15)); Pay(terms + 60, 1m); break;
            case Manner.OptsOut: OptOut(terms + 5 + world.Random.Next(20)); Pay(terms + 60, 1m); break;
            case Manner.Replies: Reply(terms + 4 + world.Random.Next(12)); Pay(terms + 30, 1m); break;
            case Manner.TakesBack: PayAndTakeBack(terms + 4); Pay(terms + 50, 1m); break;
            case Manner.Silent when world.Random.Next(3) > 0: Pay(terms + 110 + world.Random.Next(60), 1m); break;
            default: break;
        }
    }

    void Pay(int day, decimal share) => At(day, () => PutAsync(new RecordPayment(Payment($"pay-{invoice.Number}-{day}", share, applied: true))));

    void PayOnAccount(int day)
    {
        Payment payment = Payment($"pay-{invoice.Number}", 1m, applied: false);
        At(day, () => PutAsync(new RecordPayment(payment with { ValueDate = world.Today })));
        At(day + 5, () => PutAsync(new RecordPayment(payment with { ValueDate = world.Today.AddDays(-5), SourceVersion = 2, Allocations = [new(invoice.Number, invoice.Amount)] })));
    }

    void PayAndTakeBack(int day)
    {
        At(day, () => PutAsync(new RecordPayment(Payment($"back-{invoice.Number}", 1m, applied: true))));
        At(day + 6, () => PutAsync(new ReversePayment($"back-{invoice.Number}")));
    }

    void Promise(int day) => At(day, () => PutAsync(new MakePromise(invoice.Amount, world.DateIn(customer.Ledger).AddDays(8), [invoice.Number], "portal")));

    void Dispute(int day) =>
        At(day, () => PutAsync(new OpenDispute(invoice.Number, "quality", "not as ordered", world.Random.Next(3) == 0 ? invoice.Amount.Times(0.4m) : null)));

    void OptOut(int day) => At(day, async () =>
    {
        if (world.Random.Next(4) == 0) await world.Office.OptOutAsync(Address.Email(customer.Contact.Email!));
    });

    void Reply(int day) => At(day, () => PutAsync(new RecordReply(Channel.Email, "we are looking into it", world.Random.Next(3) == 0)));

    Payment Payment(string id, decimal share, bool applied)
    {
        Money amount = invoice.Amount.Times(share);
        return new() { Id = id, Amount = amount, ValueDate = world.Today, SourceVersion = 1, Allocations = applied ? [new(invoice.Number, amount)] : [] };
    }

    Task<Answer> PutAsync(Input input) => world.Customers.PutAsync(customer, input);

    void At(int day, Func<Task> act) => world.Agenda.On(world.Day + day, Agenda.Times[world.Random.Next(3)], act);
}
