using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;

namespace Collections.Web.Console;

/// <summary>Messages that wait for release: read with what they would say now, and released or held back as a batch.</summary>
internal sealed class MessageReview(AccountDesk desk, MessagePreview previews)
{
    public const int MostAtOnce = 1_000;

    /// <summary>Those of a ledger that wait, the oldest first, each as it would go out now.</summary>
    public async Task<IReadOnlyList<HeldMessage>> WaitingAsync(string ledger, int most, CancellationToken cancel)
    {
        IReadOnlyList<StoredMessage> held = await desk.Stores.Accounts.MessagesAsync(new(ledger, null, MessageState.AwaitingRelease, Most: most), cancel);
        IReadOnlyList<StoredAccount> accounts = held.Count == 0 ? [] : await desk.Stores.Accounts.LoadManyAsync([.. held.Select(h => h.AccountId).Distinct()], cancel);
        Dictionary<AccountId, Account> byId = accounts.ToDictionary(a => a.Account.Id, a => a.Account);
        List<HeldMessage> waiting = [];
        foreach (StoredMessage message in held.Reverse())
            if (byId.TryGetValue(message.AccountId, out Account? account)) waiting.Add(new(message, account.Customer, account.Name, await previews.OfAsync(message, cancel)));
        return waiting;
    }

    /// <summary>Releases or holds back; null when the ledger does not exist. What is named and does not wait in this ledger is told so, and the others go on.</summary>
    public async Task<IReadOnlyList<ReviewedMessage>?> OfAsync(string ledger, ImmutableArray<string>? named, (bool Release, string Reason) verdict, Caller by, CancellationToken cancel)
    {
        if (await desk.Stores.Ledgers.FindAsync(ledger, cancel) is null) return null;
        IReadOnlyList<StoredMessage> waiting = await desk.Stores.Accounts.MessagesAsync(new(ledger, null, MessageState.AwaitingRelease, Most: MostAtOnce), cancel);
        List<ReviewedMessage> done = [];
        foreach (string id in named ?? [.. waiting.Select(w => w.Message.Id)])
        {
            if (waiting.FirstOrDefault(w => w.Message.Id == id) is not { } message)
            {
                done.Add(new(id, "not-waiting", "no message of that id waits for release here"));
                continue;
            }
            DeskAnswer answer = await desk.PutAsync(message.AccountId, new ReleaseMessage(id, verdict.Release, verdict.Reason), by.Origin, cancel);
            done.Add(answer.Answer.Match<ReviewedMessage>(a => new(id, verdict.Release ? "released" : "held-back", a.Words), a => new(id, "not-waiting", a.Words), a => new(id, "refused", a.Problems[0].What)));
        }
        return done;
    }
}

/// <summary>A message that waits for release.</summary>
/// <param name="Stored">As it was reserved.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Preview">As it would go out now; null: it has moved on meanwhile.</param>
public sealed record HeldMessage(StoredMessage Stored, string Customer, string Name, PreviewedMessage? Preview);

/// <summary>What became of a message under review.</summary>
/// <param name="Message">Its id.</param>
/// <param name="Outcome">"released", "held-back", "not-waiting" or "refused".</param>
/// <param name="Words">In a sentence.</param>
internal sealed record ReviewedMessage(string Message, string Outcome, string Words);
