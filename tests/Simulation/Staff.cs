using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation;

/// <summary>The controllers and approvers: every week they read replies, settle disputes and messages, mend dead addresses and decide on proposals.</summary>
internal sealed class Staff(World world)
{
    static readonly Actor Ann = new("ann", IsApprover: true), Ben = new("ben", IsApprover: true);
    public int Blacklisted { get; private set; }

    public async Task WorkAsync(IReadOnlyList<Customer> customers)
    {
        foreach (Customer customer in customers)
        {
            StoredAccount stored = (await world.Office.Stores.Accounts.LoadAsync(customer.Id, CancellationToken.None))!;
            foreach (WorkItem task in stored.Account.Tasks) await WorkAsync(customer, stored.Account, task);
            if (stored.Account.Standing.Standing == Standing.Proposed) await DecideAsync(customer, stored.Account);
            else if (stored.Account.Standing.Standing == Standing.Blacklisted && world.Random.Next(12) == 0) await PutAsync(customer, new ReviewStanding(Ann, ReviewOutcome.Rehabilitate, "they came back to us"));
        }
    }

    async Task WorkAsync(Customer customer, Account account, WorkItem task)
    {
        if (task.Kind == "reply") await PutAsync(customer, new CloseTask(task.Id, "read"));
        else if (task.Kind == "dispute" && world.Random.Next(2) == 0) await PutAsync(customer, new CloseDispute(task.About, "rejected", "it was as ordered"));
        else if (task.Kind == "uncertain-message") await PutAsync(customer, new SettleMessage(task.About, world.Random.Next(2) == 0, "ann"));
        else if (task.Kind == "no-contact" && world.Random.Next(2) == 0) await MendAsync(customer, account);
        else if (world.Random.Next(4) == 0) await PutAsync(customer, new CloseTask(task.Id, "seen to"));
    }

    async Task MendAsync(Customer customer, Account account)
    {
        Contact old = account.ContactOf("ap")!;
        if (old.EmailDeadSince is not null) await PutAsync(customer, new DescribeCustomer(new(), [old with { Email = $"new{world.Day}-{customer.Number.ToLowerInvariant()}@example.com" }]));
    }

    async Task DecideAsync(Customer customer, Account account)
    {
        if (world.Random.Next(3) == 0) return;
        await PutAsync(customer, new RenewEvidence(Ann));
        foreach (Actor by in (Actor[])[Ann, Ben])
        {
            StoredAccount now = (await world.Office.Stores.Accounts.LoadAsync(customer.Id, CancellationToken.None))!;
            if (now.Account.Standing.Standing == Standing.Proposed) await PutAsync(customer, new ApproveBlacklisting(by, now.Account.Standing.Proposal!.AccountVersion, "unpaid after the notice"));
        }
        if ((await world.Office.Stores.Accounts.LoadAsync(customer.Id, CancellationToken.None))!.Account.Standing.Standing == Standing.Blacklisted) Blacklisted++;
    }

    Task<Answer> PutAsync(Customer customer, Input input) => world.Customers.PutAsync(customer, input);
}
