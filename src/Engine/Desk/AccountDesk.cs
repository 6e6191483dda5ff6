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
/// <param name="changed">Told of every account that an input has changed, after its commit; null: nobody asks.</param>
public sealed class AccountDesk(Stores stores, PolicyBook book, TimeProvider clock, IWriteIds writeIds, Action<AccountId>? changed = null)
{
    const int Patience = 50;
    readonly LedgerPictures pictures = new(stores, clock);
    readonly SurroundingsReader reader = new(stores, book);

    /// <summary>The policies it decides by.</summary>
    public PolicyBook Book => book;

    /// <summary>The ports it stands on.</summary>
    public Stores Stores => stores;

    /// <summary>Puts an input to a customer's account, opening the account when it is new.</summary>
    /// <exception cref="UnknownLedgerException">The ledger does not exist.</exception>
    public Task<DeskAnswer> PutAsync(string ledgerId, string customer, Input input, Origin origin, CancellationToken cancel) =>
        AnswerAsync(new(AccountId.Of(ledgerId, customer), input, origin), () => StoredAccount.New(ledgerId, customer), cancel);

    /// <summary>Puts an input to an account that exists.</summary>
    /// <exception cref="UnknownAccountException">The account does not exist.</exception>
    public Task<DeskAnswer> PutAsync(AccountId id, Input input, Origin origin, CancellationToken cancel) =>
        AnswerAsync(new(id, input, origin), () => throw new UnknownAccountException(id), cancel);

    async Task<DeskAnswer> AnswerAsync(Ask ask, Func<StoredAccount> absent, CancellationToken cancel) =>
        (await PutAsync(ask, null, absent, cancel)).Answer;

    /// <summary>Puts an input to an account on what the caller has read of it already; on a conflict it is read anew.</summary>
    internal Task<(DeskAnswer Answer, Footing On)> PutAsync(Ask ask, Footing? known, CancellationToken cancel) =>
        PutAsync(ask, known, () => throw new UnknownAccountException(ask.Id), cancel);

    async Task<(DeskAnswer Answer, Footing On)> PutAsync(Ask ask, Footing? known, Func<StoredAccount> absent, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            Footing on = known ?? await StandAsync(await stores.Accounts.LoadAsync(ask.Id, cancel) ?? absent(), cancel);
            known = null;
            (StoredAccount stored, Input input) = (on.Stored, ask.Input);
            Decision decision = Decision.On(stored.Account, on.Around, input, book, clock.GetUtcNow());
            if (decision.Answer is Answer.Refused) return (new(decision, stored.Version), on); // an event that was refused may come again: its marker is not spent
            if (decision.Events.IsEmpty && ask.Origin.Marker is null && input is not DailyRun) return (new(decision, stored.Version), on);
            AccountCommit commit = Commit(stored, decision, on.Around, input is DailyRun) with
            {
                By = ask.Origin.By, Cause = input.Cause, Markers = ask.Origin.Marker is { } marker ? [marker] : [],
            };
            CommitOutcome outcome = await stores.Accounts.CommitAsync(commit, cancel);
            if (outcome == CommitOutcome.Committed)
            {
                changed?.Invoke(ask.Id);
                return (new(decision, stored.Version + 1), on.After(commit));
            }
            if (outcome == CommitOutcome.AlreadyApplied) return (new(new Decision([], stored.Account, new Answer.AlreadyRecorded("the event was applied before"), null), stored.Version), on);
        }
        throw new AccountContendedException(ask.Id);
    }

    /// <summary>An account with what is around it, read now.</summary>
    internal async Task<Footing> StandAsync(StoredAccount stored, CancellationToken cancel) =>
        new(stored, pictures.Add(await reader.ReadAsync(stored.Account, clock.GetUtcNow(), cancel)) with { AccountVersion = stored.Version });

    /// <summary>A commit with its wake-up. A run that is due and was not yet decided stays due.</summary>
    internal AccountCommit Commit(StoredAccount stored, Decision decision, Surroundings around, bool isRun) =>
        Commit(stored, decision.Events, decision.Turn ?? new(decision.After, around, book, clock.GetUtcNow()), isRun);

    /// <summary>The same for events that no input brought: a gate, a refused grant.</summary>
    internal AccountCommit Commit(StoredAccount stored, ImmutableArray<AccountEvent> events, Account after, Surroundings around) =>
        Commit(stored, events, new Turn(after, around, book, clock.GetUtcNow()), isRun: false);

    AccountCommit Commit(StoredAccount stored, ImmutableArray<AccountEvent> events, Turn turn, bool isRun)
    {
        (DateTimeOffset now, Account after) = (clock.GetUtcNow(), turn.Account);
        DateTimeOffset? runAt = !isRun && stored.RunAt <= now ? stored.RunAt : WakeUp.NextRun(turn);
        return new()
        {
            From = stored, To = after, WriteId = writeIds.Next(), At = now, By = "rule", Cause = "run", Events = events,
            RunAt = runAt, WakeAt = WakeUp.Of(after, runAt),
        };
    }

    /// <summary>What is known of whole ledgers: decided requests, and all that is open.</summary>
    public LedgerPictures Pictures => pictures;

    internal SurroundingsReader Reader => reader;

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal TimeProvider Clock => clock;
}

/// <summary>An input and whom it is for.</summary>
internal sealed record Ask(AccountId Id, Input Input, Origin Origin);

/// <summary>What a step stands on: an account as it was read or last committed by the same caller, and what is around it. The commit holds against the account's version,
/// and at the gate against opt-outs and budgets, so standing on what was read a moment ago is safe: at worst the commit is refused.</summary>
internal sealed record Footing(StoredAccount Stored, Surroundings Around)
{
    /// <summary>After a commit of one's own, without reading it back.</summary>
    public Footing After(AccountCommit commit)
    {
        StoredAccount next = CommitRows.Of(commit).Next;
        Surroundings around = Around with { AccountVersion = next.Version };
        return new(next, commit.Grant is { SpendsBudget: true } grant
            ? around with { Grants = [.. around.Grants.Where(g => g.MessageId != grant.MessageId), new(grant.Person, grant.PersonDate, grant.MessageId, commit.At)] }
            : around);
    }
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
