using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What the engine stands on: every port once.</summary>
/// <param name="Accounts">Accounts.</param>
/// <param name="Ledgers">Ledgers.</param>
/// <param name="Contacts">Opt-outs and budgets.</param>
/// <param name="Inbox">Raw events.</param>
public sealed record Stores(IAccountStore Accounts, ILedgerStore Ledgers, IContactStore Contacts, IInbox Inbox);

/// <summary>Puts inputs to accounts: load, decide, commit against the version that was loaded; on a conflict, load again.</summary>
public sealed class AccountDesk(Stores stores, PolicyBook book, TimeProvider clock, IWriteIds writeIds)
{
    const int Patience = 50;
    readonly SurroundingsReader reader = new(stores, book);

    /// <summary>The policies it decides by.</summary>
    public PolicyBook Book => book;

    /// <summary>The ports it stands on.</summary>
    public Stores Stores => stores;

    /// <summary>Puts an input to a customer's account, opening the account when it is new.</summary>
    /// <exception cref="UnknownLedgerException">The ledger does not exist.</exception>
    public Task<DeskAnswer> PutAsync(string ledgerId, string customer, Input input, Origin origin, CancellationToken cancel) =>
        PutAsync(AccountId.Of(ledgerId, customer), () => StoredAccount.New(ledgerId, customer), input, origin, cancel);

    /// <summary>Puts an input to an account that exists.</summary>
    /// <exception cref="UnknownAccountException">The account does not exist.</exception>
    public Task<DeskAnswer> PutAsync(AccountId id, Input input, Origin origin, CancellationToken cancel) =>
        PutAsync(id, () => throw new UnknownAccountException(id), input, origin, cancel);

    async Task<DeskAnswer> PutAsync(AccountId id, Func<StoredAccount> absent, Input input, Origin origin, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            StoredAccount stored = await stores.Accounts.LoadAsync(id, cancel) ?? absent();
            DateTimeOffset now = clock.GetUtcNow();
            Surroundings around = await reader.ReadAsync(stored.Account, now, cancel) with { AccountVersion = stored.Version };
            Decision decision = Decision.On(stored.Account, around, input, book, now);
            if (decision.Answer is Answer.Refused) return new(decision, stored.Version); // an event that was refused may come again: its marker is not spent
            if (decision.Events.IsEmpty && origin.Marker is null && input is not DailyRun) return new(decision, stored.Version);
            AccountCommit commit = Commit(stored, decision.Events, decision.After, around, input is DailyRun) with { By = origin.By, Cause = input.Cause, Markers = origin.Marker is { } marker ? [marker] : [] };
            CommitOutcome outcome = await stores.Accounts.CommitAsync(commit, cancel);
            if (outcome == CommitOutcome.Committed) return new(decision, stored.Version + 1);
            if (outcome == CommitOutcome.AlreadyApplied) return new(new Decision([], stored.Account, new Answer.AlreadyRecorded("the event was applied before"), null), stored.Version);
        }
        throw new AccountContendedException(id);
    }

    /// <summary>A commit with its wake-up. A run that is due and was not yet decided stays due.</summary>
    internal AccountCommit Commit(StoredAccount stored, ImmutableArray<AccountEvent> events, Account after, Surroundings around, bool isRun)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset? runAt = !isRun && stored.RunAt <= now ? stored.RunAt : WakeUp.NextRun(after, around, book, now);
        return new()
        {
            From = stored, To = after, WriteId = writeIds.Next(), At = now, By = "rule", Cause = "run", Events = events,
            RunAt = runAt, WakeAt = WakeUp.Of(after, runAt),
        };
    }

    internal SurroundingsReader Reader => reader;

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal TimeProvider Clock => clock;
}

/// <summary>Ids of writes: random in production, seeded in the simulation. The engine makes none itself.</summary>
public interface IWriteIds
{
    /// <summary>A new id, unique over all hosts.</summary>
    string Next();
}

/// <summary>Where an input comes from.</summary>
/// <param name="By">"schedule", "import", a person's name, "provider:twilio".</param>
/// <param name="Marker">The inbox event behind it; null: none.</param>
public sealed record Origin(string By, string? Marker = null);

/// <summary>What the desk answers.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Version">The account's version after it.</param>
public sealed record DeskAnswer(Decision Decision, long Version)
{
    /// <summary>To whoever asked.</summary>
    public Answer Answer => Decision.Answer;
}

/// <summary>The account does not exist.</summary>
public sealed class UnknownAccountException(AccountId id) : Exception($"There is no account {id}.")
{
    /// <summary>Which.</summary>
    public AccountId Id { get; } = id;
}

/// <summary>The ledger does not exist.</summary>
public sealed class UnknownLedgerException(string id) : Exception($"There is no ledger '{id}'.")
{
    /// <summary>Which.</summary>
    public string Id { get; } = id;
}

/// <summary>Too many writers met on one account; the caller tries again later.</summary>
public sealed class AccountContendedException(AccountId id) : Exception($"Account {id} is changed by too many at once; try again.");
