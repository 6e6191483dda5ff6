using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation.People;

/// <summary>The controllers and approvers: every week they read replies, settle disputes and messages, mend dead addresses and decide on proposals, through whichever host answers.</summary>
internal sealed class Staff(World world)
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly Actor Ann = new("ann", IsApprover: true), Ben = new("ben", IsApprover: true);

    public void Work()
    {
        foreach (Customer customer in world.Customers.All) world.AnyHost()?.Serve(desk => WorkAsync(desk, customer), () => { });
    }

    async Task WorkAsync(AccountDesk desk, Customer customer)
    {
        if (await desk.Stores.Accounts.LoadAsync(customer.Id, None) is not { } stored) return;
        foreach (WorkItem task in stored.Account.Tasks) await WorkAsync(desk, stored.Account, task);
        if (stored.Account.Standing.Standing == Standing.Proposed) await DecideAsync(desk, customer.Id);
        else if (stored.Account.Standing.Standing == Standing.Blacklisted && world.Random.Next(8) == 0) await PutAsync(desk, customer.Id, new ReviewStanding(Ann, ReviewOutcome.Rehabilitate, "they came back to us"));
    }

    async Task WorkAsync(AccountDesk desk, Account account, WorkItem task)
    {
        Input? input = task.Kind switch
        {
            "reply" or "event-parked" => new CloseTask(task.Id, "read"),
            "dispute" when world.Random.Next(2) == 0 => new CloseDispute(task.About, "rejected", "it was as ordered"),
            "case" when world.Random.Next(3) > 0 => new DecideCase(Ann, task.About, world.Random.Next(2) == 0, "as far as we can"),
            "uncertain-message" => new SettleMessage(task.About, world.WasTaken(task.About), "ann"),
            "no-contact" when world.Random.Next(2) == 0 => Mend(account),
            _ => world.Random.Next(4) == 0 ? new CloseTask(task.Id, "seen to") : null,
        };
        if (input is not null) await PutAsync(desk, account.Id, input);
    }

    DescribeCustomer? Mend(Account account)
    {
        Contact old = account.ContactOf("ap")!;
        if (old.EmailDeadSince is null) return null;
        string fresh = string.Create(CultureInfo.InvariantCulture, $"new{world.Now.UtcDateTime.DayOfYear}-{account.Customer.ToLowerInvariant()}@example.com");
        return new(new(), [old with { Email = fresh, EmailDeadSince = null }]);
    }

    async Task DecideAsync(AccountDesk desk, AccountId id)
    {
        if (world.Random.Next(3) == 0) return;
        await PutAsync(desk, id, new RenewEvidence(Ann));
        foreach (Actor by in (Actor[])[Ann, Ben])
            if (await desk.Stores.Accounts.LoadAsync(id, None) is { Account.Standing: { Standing: Standing.Proposed, Proposal: { } proposal } })
                await PutAsync(desk, id, new ApproveBlacklisting(by, proposal.AccountVersion, "unpaid after the notice"));
    }

    static Task<DeskAnswer> PutAsync(AccountDesk desk, AccountId id, Input input) => desk.PutAsync(id, input, new("ann"), None);
}
