using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Where accounts last. Every change is one atomic commit against an expected version.</summary>
public interface IAccountStore
{
    /// <summary>The account as last committed; null when it has no commit.</summary>
    /// <exception cref="StoreDamagedException">The stored state is not what was written.</exception>
    Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel);

    /// <summary>Many accounts at once, in the order asked for; those without a commit are left out. Far cheaper than one by one.</summary>
    Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel);

    /// <summary>Writes events, state, wake-up, markers and, at the gate, the grant and the text: all or nothing. A repeat of the same commit (by its write id)
    /// answers as the first did. Without events, markers, grant and text only the wake-up moves: no history row and no new version.</summary>
    /// <exception cref="StoreUnavailableException">Whether it landed is not known: repeat it with the same write id.</exception>
    Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel);

    /// <summary>Many commits, each by itself as <see cref="CommitAsync"/> writes it, in this order; the outcomes in the same order. Far cheaper than one by one.
    /// Two commits of one account may follow each other: the second's From is the first's <see cref="CommitRows.Next"/>.</summary>
    Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel);

    /// <summary>Accounts whose wake-up is at or before an instant, the longest overdue first, at most so many. Costs by what is due.</summary>
    /// <param name="ledgerId">Null: of every ledger.</param>
    Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel);

    /// <summary>Every commit of an account, oldest first, each checked against the hash chain.</summary>
    /// <exception cref="StoreDamagedException">A row was changed or is missing.</exception>
    IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, CancellationToken cancel);

    /// <summary>True when the inbox event was already applied to the account.</summary>
    Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel);

    /// <summary>A page of a ledger's accounts by customer number, after a given one (null: from the start).</summary>
    Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel);

    /// <summary>Accounts of a ledger whose standing is not good, without a scan.</summary>
    Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel);

    /// <summary>The messages of a ledger or an account, newest first; those reserved at the same instant by id, falling.</summary>
    Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel);

    /// <summary>A message with the exact text of its last attempt; null when unknown.</summary>
    Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel);

    /// <summary>Open tasks of a ledger (null: of all), oldest first.</summary>
    Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel);

    /// <summary>Accounts that have a contact with this normalised address, in every ledger.</summary>
    Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel);
}

/// <summary>An account as it was loaded.</summary>
/// <param name="Account">Its state.</param>
/// <param name="Version">Commits so far; the next commit expects it.</param>
/// <param name="Hash">Hash of the last commit: the chain goes on from it.</param>
/// <param name="RunAt">The run at which it wants to be considered; null: none.</param>
/// <param name="WakeAt">When it must be looked at next, runs included; null: only an event moves it.</param>
public sealed record StoredAccount(Account Account, long Version, string Hash, DateTimeOffset? RunAt, DateTimeOffset? WakeAt)
{
    /// <summary>An account before its first commit.</summary>
    public static StoredAccount New(string ledgerId, string customer) => new(Account.New(ledgerId, customer), 0, "", null, null);
}

/// <summary>One change of an account.</summary>
public sealed record AccountCommit
{
    /// <summary>The state it was decided on.</summary>
    public required StoredAccount From { get; init; }
    /// <summary>The state after its events.</summary>
    public required Account To { get; init; }
    /// <summary>Its own id: settles by reading back whether an unclear attempt was written.</summary>
    public required string WriteId { get; init; }
    /// <summary>When, on the host's clock.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who: "rule", "schedule", "provider:twilio", a person's name.</summary>
    public required string By { get; init; }
    /// <summary>What brought it about, in a word: "run", "payment", "promise"...</summary>
    public required string Cause { get; init; }
    /// <summary>In order; may be empty when only the wake-up moves.</summary>
    public required ImmutableArray<AccountEvent> Events { get; init; }
    /// <summary>See <see cref="StoredAccount.RunAt"/>.</summary>
    public required DateTimeOffset? RunAt { get; init; }
    /// <summary>See <see cref="StoredAccount.WakeAt"/>.</summary>
    public required DateTimeOffset? WakeAt { get; init; }
    /// <summary>Ids of the inbox events whose effect this is.</summary>
    public ImmutableArray<string> Markers { get; init; } = [];
    /// <summary>At the gate: what must be free for the message to go; null elsewhere.</summary>
    public SendGrant? Grant { get; init; }
    /// <summary>At the gate: the exact text; null elsewhere.</summary>
    public MessageText? Text { get; init; }
}

/// <summary>How a commit ended.</summary>
public enum CommitOutcome
{
    /// <summary>Written.</summary>
    Committed,
    /// <summary>The account has moved on: load and decide again.</summary>
    Conflict,
    /// <summary>The address has opted out; nothing was written.</summary>
    OptedOut,
    /// <summary>The person's contact budget is spent; nothing was written.</summary>
    BudgetSpent,
    /// <summary>The ledger's daily cap of the channel is reached; nothing was written.</summary>
    DailyCapReached,
    /// <summary>An inbox event among the markers was applied to the account before; nothing was written. Ask <see cref="IAccountStore.IsAppliedAsync"/> which.</summary>
    AlreadyApplied,
}

/// <summary>What the gate asks of a message's neighbours in the same step: the address has not opted out, the person's budget and the ledger's daily cap have room.
/// Asking again for the same message spends nothing more; on another day it moves the grant.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="LedgerId">Whose daily cap.</param>
/// <param name="Channel">Which daily cap.</param>
/// <param name="Address">Normalised.</param>
/// <param name="Person">Whose budget.</param>
/// <param name="PersonDate">The day on the recipient's clock.</param>
/// <param name="LedgerDate">The day on the ledger's clock.</param>
/// <param name="PerDay">Most messages to the person that day; counted over all ledgers.</param>
/// <param name="PerSevenDays">Most in any seven days that hold that day (see <see cref="ContactBudget"/>).</param>
/// <param name="SpendsBudget">False for confirmations the person asked for and for corrections.</param>
/// <param name="ChannelCap">Most messages of the channel for the ledger on the ledger's day.</param>
public sealed record SendGrant(
    string MessageId, string LedgerId, Channel Channel, string Address, string Person, DateOnly PersonDate, DateOnly LedgerDate,
    int PerDay, int PerSevenDays, bool SpendsBudget, int ChannelCap);

/// <summary>The exact text of a message as it went out.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Subject">Empty for SMS.</param>
/// <param name="Text">Plain text, or the SMS.</param>
/// <param name="Html">Null for SMS.</param>
/// <param name="Segments">SMS segments; zero for email.</param>
public sealed record MessageText(string MessageId, int Attempt, string Subject, string Text, string? Html, int Segments);

/// <summary>An account that is due.</summary>
public readonly record struct DueAccount(AccountId Id, string LedgerId, DateTimeOffset WakeAt);

/// <summary>A commit as it stands in the store.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Cause">What brought it about.</param>
/// <param name="Events">In order.</param>
/// <param name="PreviousHash">Hash of the commit before; empty for the first.</param>
/// <param name="Hash">SHA-256 over the previous hash and the commit's bytes: a changed or missing commit breaks the chain.</param>
public sealed record StoredCommit(
    long Version, DateTimeOffset At, string By, string Cause, ImmutableArray<AccountEvent> Events, string PreviousHash, string Hash);

/// <summary>An account in a list.</summary>
/// <param name="Id">Our id.</param>
/// <param name="LedgerId">Its ledger.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Standing">As last committed.</param>
/// <param name="OldestDueDate">Contractual due date of the oldest open invoice; null without one.</param>
/// <param name="OpenItems">Invoices with a balance.</param>
/// <param name="Open">Open balances by currency, unapplied cash and credit notes not deducted.</param>
/// <param name="OpenTasks">What waits for a person.</param>
/// <param name="Cases">Requests, disputes, complaints and reviews that the account holds, open and lately closed.</param>
public sealed record AccountLine(
    AccountId Id, string LedgerId, string Customer, string Name, Standing Standing, DateOnly? OldestDueDate, int OpenItems,
    ImmutableArray<Money> Open, int OpenTasks, int Cases = 0);

/// <summary>Which accounts of a ledger to list.</summary>
/// <param name="AfterCustomer">Only customer numbers after this one (ordinal); null: from the start.</param>
/// <param name="Search">Part of the number or the start of the name, in any case; null: all.</param>
/// <param name="OverdueOn">Only accounts with an invoice due before this day; null: all.</param>
/// <param name="Most">At most so many.</param>
public sealed record AccountQuery(string? AfterCustomer = null, string? Search = null, DateOnly? OverdueOn = null, int Most = 100);

/// <summary>Which messages to list.</summary>
/// <param name="LedgerId">Null: every ledger.</param>
/// <param name="Account">Null: every account.</param>
/// <param name="State">Null: every state.</param>
/// <param name="Before">Only those reserved before this instant; null: from the newest.</param>
/// <param name="Most">At most so many.</param>
/// <param name="BeforeId">With <paramref name="Before"/>: also those reserved at that very instant whose id is smaller (ordinal). A run reserves thousands at
/// one instant, so the next page is asked for with both values of the last row.</param>
public sealed record MessageQuery(
    string? LedgerId = null, AccountId? Account = null, MessageState? State = null, DateTimeOffset? Before = null, int Most = 100, string? BeforeId = null);

/// <summary>A message with its text, as the store keeps it for proof.</summary>
/// <param name="Message">As last committed, its final state included.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="LedgerId">Whose.</param>
/// <param name="Text">The exact text of the last attempt; null before the gate.</param>
/// <param name="Demanded">The sums demanded, by currency; empty before the gate.</param>
/// <param name="Outcome">Code of a refusal, reason of a drop, or what happened after acceptance ("bounced"); null: nothing known.</param>
public sealed record StoredMessage(Message Message, AccountId AccountId, string LedgerId, MessageText? Text, ImmutableArray<Money> Demanded, string? Outcome);

/// <summary>A task with the account it belongs to.</summary>
public sealed record StoredTask(AccountId AccountId, string LedgerId, string Customer, string Name, WorkItem Task);
