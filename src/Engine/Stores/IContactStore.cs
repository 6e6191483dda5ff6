using Collections.Domain;

namespace Collections.Engine;

/// <summary>Where opt-outs and contact budgets last: they belong to addresses and persons, over all accounts and ledgers. Grants are written by
/// <see cref="IAccountStore.CommitAsync"/>, in one step with the gate.</summary>
public interface IContactStore
{
    /// <summary>Records an opt-out of a normalised address; a repeat changes nothing. Words of an address count by their own time (<see cref="OptWord.Spans"/>).</summary>
    Task OptOutAsync(string address, DateTimeOffset at, string via, CancellationToken cancel);
    /// <summary>Lifts an opt-out given before it: only an opt-in from the same address does.</summary>
    Task OptInAsync(string address, DateTimeOffset at, string via, CancellationToken cancel);
    /// <summary>Every opt-out span of these addresses, by address, then oldest first.</summary>
    Task<IReadOnlyList<OptOutSpan>> OptOutsAsync(IReadOnlyCollection<string> addresses, CancellationToken cancel);
    /// <summary>Grants that spent the budget of these persons on or after a day, by person, then day, then message.</summary>
    Task<IReadOnlyList<GrantRecord>> GrantsAsync(IReadOnlyCollection<string> persons, DateOnly from, CancellationToken cancel);
    /// <summary>Messages of a channel granted to a ledger on a ledger's day.</summary>
    Task<int> GrantedAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel);
}

/// <summary>A time in which an address had opted out.</summary>
/// <param name="Address">Normalised.</param>
/// <param name="From">Included.</param>
/// <param name="To">Excluded; null: still.</param>
/// <param name="Via">"sms", "email", "staff", "import"...</param>
public sealed record OptOutSpan(string Address, DateTimeOffset From, DateTimeOffset? To, string Via);

/// <summary>A message that spent a person's budget.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Date">On the recipient's clock.</param>
/// <param name="MessageId">Which message.</param>
/// <param name="At">When it was granted.</param>
public sealed record GrantRecord(string Person, DateOnly Date, string MessageId, DateTimeOffset At);
