using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Whatever happens to an account, what is stored is the fold of its events, byte for byte.</summary>
public abstract class FoldContract : StoreContractTests
{
    const int Commits = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_stored_state_is_the_fold_of_the_history(int seed)
    {
        RandomEvents random = new(seed);
        StoredAccount account = await GivenAsync($"C-{seed}");
        for (int i = 0; i < Commits; i++)
        {
            AccountEvent[] events = random.Next(account.Account);
            account = await SaveAsync(Some.Commit(account, events) with { WakeAt = random.Instant() });
        }
        StoredAccount loaded = await LoadAsync(account);
        Same.Stored(account, loaded);
        List<StoredCommit> history = await HistoryAsync(account);
        Same.State(Account.New(Some.Ledger, $"C-{seed}").Apply(history.SelectMany(c => c.Events)), loaded.Account);
        AccountLine line = Assert.Single(await Accounts.ListAsync(Some.Ledger, new(), Never));
        Assert.True(AccountLines.Same(AccountLines.Of(loaded.Account), line), $"{AccountLines.Of(loaded.Account)} is listed as {line}");
        foreach (Message message in loaded.Account.Messages) Assert.Equal(message, (await Accounts.MessageAsync(message.Id, Never))!.Message);
        Assert.Equal(loaded.Account.Tasks.Select(t => t.Id).Order(), (await Accounts.TasksAsync(Some.Ledger, 1000, Never)).Select(t => t.Task.Id).Order());
    }
}

/// <summary>Events that can happen to an account as it stands, one seed always the same.</summary>
public sealed class RandomEvents(int seed)
{
    readonly Random random = new(seed);
    int numbers;

    public DateTimeOffset? Instant() => random.Next(4) == 0 ? null : Some.Now.AddMinutes(random.Next(-1000, 1000));

    /// <summary>One to four events, each possible after the one before.</summary>
    public AccountEvent[] Next(Account account)
    {
        List<AccountEvent> events = [];
        for (int left = random.Next(1, 5); left > 0; left--)
        {
            AccountEvent? e = random.Next(5) switch { 0 => Item(), 1 => Money(account), 2 => Agreement(account), 3 => Sending(account), _ => Person(account) };
            if (e is null) continue;
            events.Add(e);
            account = e.Apply(account);
        }
        return events.Count > 0 ? [.. events] : [Item()];
    }

    T? OneOf<T>(IReadOnlyList<T> all) where T : class => all.Count == 0 ? null : all[random.Next(all.Count)];

    string New(string prefix) => prefix + ++numbers;

    AccountEvent Item() => random.Next(3) switch
    {
        0 => new CreditNoteRecorded(new CreditNote { Number = New("CN-"), Amount = Some.Gbp(random.Next(1, 50)), ValueDate = Some.Today }),
        1 => Some.Payment(New("P-"), random.Next(1, 200)),
        _ => Some.Invoice(New("INV-"), random.Next(1, 500), random.Next(-60, 60), random.Next(5) == 0 ? "JPY" : "GBP"),
    };

    AccountEvent? Money(Account account)
    {
        Invoice? invoice = OneOf([.. account.Invoices.Where(i => i.IsOpen && i.Amount.Currency == Some.Pounds)]);
        if (invoice is null) return null;
        return random.Next(6) switch
        {
            0 => new BalanceReduced(invoice.Number, PostingKind.Waiver, Domain.Money.Min(invoice.Balance, Some.Gbp(3)), Some.Today, New("W-")),
            1 => new InvoiceVoided(invoice.Number, Some.Today, 2),
            2 => new InvoiceChanged(invoice with { Amount = invoice.Amount + Some.Gbp(1), SourceVersion = invoice.SourceVersion + 1 }, Some.Today),
            3 when OneOf([.. account.Payments.Where(p => p.Unapplied.IsPositive)]) is { } payment =>
                new PaymentAllocated(payment.Id, [new(invoice.Number, Domain.Money.Min(payment.Unapplied, invoice.Balance))], Some.Today),
            4 when OneOf([.. account.Payments.Where(p => !p.IsReversed)]) is { } payment => new PaymentReversed(payment.Id, Some.Today),
            5 when OneOf([.. account.Invoices.Where(i => i.ClosedDate is not null)]) is { } closed => new ItemsRetired([closed.Number], [], []),
            _ => Some.Payment(New("P-"), invoice.Balance.ToDecimal(), invoice.Number),
        };
    }

    AccountEvent? Agreement(Account account)
    {
        Invoice? invoice = OneOf(account.Invoices);
        if (invoice is null) return null;
        return random.Next(5) switch
        {
            0 => new PromiseMade(new Promise
            {
                Id = New("P"), Amount = Some.Gbp(5), Date = Some.Today, GivenDate = Some.Today, LastDate = Some.Today.AddDays(2), Invoices = [invoice.Number], Via = "portal",
            }),
            1 when OneOf(account.Promises) is { } promise => new PromiseJudged(promise.Id, (PromiseStanding)random.Next(4), Some.Gbp(random.Next(5)), Some.Today),
            2 => new DisputeOpened(new Dispute { Id = New("D"), Invoice = invoice.Number, ReasonCode = "price", Words = "Zu \"teuer\" \u2028 💸", OpenedDate = Some.Today }),
            3 => new InvoiceExtended(invoice.Number, Some.Today.AddDays(random.Next(30)), Some.Today, "asked"),
            _ => new PlanAgreed(new Plan { Id = New("A"), AgreedDate = Some.Today, Invoices = [invoice.Number], Instalments = [new(Some.Today, Some.Gbp(1))], GraceDays = 0 }),
        };
    }

    AccountEvent? Sending(Account account)
    {
        if (OneOf(account.Messages) is not { } message || random.Next(3) == 0)
            return OneOf([.. account.Invoices.Where(i => i.Ladder is null)]) is { } invoice && random.Next(2) == 0
                ? new LadderEntered(invoice.Number, "pack", random.Next(1, 3))
                : new MessageReserved(Some.Message(New("m-")) with { About = OneOf(account.Invoices)?.Number ?? "none", State = (MessageState)random.Next(2) });
        return random.Next(7) switch
        {
            0 => Some.Begun(message.Id, message.Attempt + 1),
            1 => new MessageAccepted(message.Id, New("SM"), "call"),
            2 => new MessageRefused(message.Id, "21211", "call"),
            3 => new MessageUnclear(message.Id, message.Searches + 1, Instant()),
            4 => new MessageDropped(message.Id, "paid"),
            5 => new MessageDelayed(message.Id, Some.Now, "429"),
            _ => new MessageUncertain(message.Id),
        };
    }

    AccountEvent? Person(Account account) => random.Next(8) switch
    {
        0 => Some.Task(New("T")),
        1 when OneOf(account.Tasks) is { } task => new TaskDone(task.Id, "done"),
        2 => Some.Contact("c" + random.Next(3), $"c{random.Next(3)}@example.com"),
        3 => new BlockSet(new DunningBlock { Id = New("B"), Reason = "call first", FromDate = Some.Today, UntilDate = Some.Today.AddDays(3) }),
        4 => new StandingChanged(new StandingRecord { Standing = (Standing)random.Next(6), SinceDate = Some.Today }, "step"),
        5 => new HoldPlaced(new("late", Some.Today, Some.Today.AddDays(14), "pat")),
        6 => new FlagsSet(new(Insolvency: random.Next(2) == 0, UnreadReply: random.Next(2) == 0), "set"),
        _ => new AccountDescribed(Name: New("Name ")),
    };
}
