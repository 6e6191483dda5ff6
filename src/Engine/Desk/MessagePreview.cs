using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What a message that has not met its gate would say if it went now: made from the account as it is by the same <see cref="Compose"/> that the gate uses.
/// The gate makes the text anew when it goes; this one is for whoever releases it.</summary>
public sealed class MessagePreview(AccountDesk desk)
{
    /// <summary>The preview; null when the message is past its gate or has ended: then its own text is kept.</summary>
    public async Task<PreviewedMessage?> OfAsync(StoredMessage stored, CancellationToken cancel)
    {
        if (stored.Message.State is not (MessageState.AwaitingRelease or MessageState.Ready)) return null;
        StoredAccount? account = await desk.Stores.Accounts.LoadAsync(stored.AccountId, cancel);
        if (account?.Account.MessageOf(stored.Message.Id) is not { State: MessageState.AwaitingRelease or MessageState.Ready } message) return null;
        return Of(account.Account, await desk.Reader.ReadAsync(account.Account, desk.Now, cancel), message, desk.Book, desk.Now);
    }

    static PreviewedMessage Of(Account account, Surroundings around, Message message, PolicyBook book, DateTimeOffset now)
    {
        Turn turn = new(account, around, book, now);
        Stop? stop = GateDecision.On(account, around, message with { State = MessageState.Ready }, book, now) is GateDecision.Drop drop ? drop.Stop : null;
        if (book.Edition(message.Pack) is not { } pack || account.ContactOf(message.ContactId) is not { } contact) return new(now, null, [], stop);
        LetterModel model = Compose.Model(turn, message, pack);
        return new(now, Compose.Text(pack, message, contact.Language, model), [.. model.Demanded.Select(d => d.Total)], stop);
    }
}

/// <summary>A message as it would go out at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Text">Its words; null when the pack has no such letter or the contact is gone.</param>
/// <param name="Demanded">The sums it would demand, by currency.</param>
/// <param name="Stop">What would stop it at the gate at this very instant; null: nothing. The hours of the recipient are among them: a message released at night waits for the morning.</param>
public sealed record PreviewedMessage(DateTimeOffset At, MessageText? Text, ImmutableArray<Money> Demanded, Stop? Stop);
