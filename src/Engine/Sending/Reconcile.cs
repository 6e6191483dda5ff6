using Collections.Domain;

namespace Collections.Engine;

/// <summary>Settles messages whose fate is unclear, by the provider's own records, never by sending again on a guess (reliability 2.3).</summary>
internal sealed class Reconcile(AccountDesk desk, IReadOnlyList<ISendMessages> channels)
{
    public async Task RunAsync(StoredAccount stored, Message message, CancellationToken cancel)
    {
        ISendMessages? channel = channels.FirstOrDefault(c => c.Channel == message.Channel);
        ReconcileRule rule = channel?.Reconcile ?? ReconcileRule.ByEvents;
        SearchOutcome found = channel is not null && rule.CanSearch ? await SearchAsync(stored, message, channel, cancel) : new SearchOutcome.Unavailable("no search");
        if (found is SearchOutcome.Failed { Why: Refusal.OptedOut }) await desk.Stores.Contacts.OptOutAsync(message.Address, desk.Now, channel!.Name, cancel);
        await desk.PutAsync(stored.Account.Id, new RecordSearch(message.Id, message.Attempt, found, rule), new($"provider:{channel?.Name ?? "none"}"), cancel);
    }

    async Task<SearchOutcome> SearchAsync(StoredAccount stored, Message message, ISendMessages channel, CancellationToken cancel)
    {
        if (await desk.Stores.Accounts.MessageAsync(message.Id, cancel) is not { Text: { } text }) return new SearchOutcome.Unavailable("no text");
        Surroundings around = await desk.Reader.ReadAsync(stored.Account, desk.Now, cancel);
        OutgoingMessage outgoing = new(message.Id, stored.Account.LedgerId, stored.Account.Id, message.Attempt, message.Kind, new(message.Address, ""), around.Ledger.Sender, text);
        return await channel.FindAsync(outgoing, message.BegunAt!.Value, cancel);
    }
}

/// <summary>What a look into the provider's records gave for an unclear message.</summary>
/// <param name="MessageId">Which message.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Found">What the records say.</param>
/// <param name="Rule">How this channel is settled.</param>
public sealed record RecordSearch(string MessageId, int Attempt, SearchOutcome Found, ReconcileRule Rule) : Input
{
    /// <inheritdoc />
    public override string Cause => "reconcile";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.MessageOf(MessageId) is not { State: MessageState.Sending or MessageState.Unknown } message || message.Attempt != Attempt)
            return new Answer.AlreadyRecorded("the message has been settled");
        Found.Match(
            found => Taken(turn, message, found.ProviderId),
            failed => RecordOutcome.Refuse(turn, message, new(failed.Code, failed.Why)),
            absent => Absent(turn, message),
            unavailable => GiveUpOrWait(turn, message, message.Searches));
        return new Answer.Done("recorded", MessageId);
    }

    static bool Taken(Turn turn, Message message, string? providerId)
    {
        if (!(turn.Now < message.SendAt)) return Add(turn, new MessageAccepted(message.Id, providerId, "reconcile"));
        Scheduled.Take(turn, message, providerId);
        return true;
    }

    // One empty answer proves nothing: the provider's index lags. Enough of them, spread over enough time, allow one more send, ever.
    bool Absent(Turn turn, Message message)
    {
        int searches = message.Searches + 1;
        bool proved = Rule.CanSearch && searches >= Rule.SearchesNeeded && turn.Now - message.BegunAt >= Rule.Over;
        return proved && message.Resends == 0 ? Add(turn, new MessageAllowedAgain(MessageId, turn.Now)) : GiveUpOrWait(turn, message, searches);
    }

    bool GiveUpOrWait(Turn turn, Message message, int searches)
    {
        if (turn.Now - message.BegunAt < Rule.GiveUpAfter) return Add(turn, new MessageUnclear(MessageId, searches, turn.Now + Rule.Between));
        turn.Add(new MessageUncertain(MessageId));
        turn.OpenTask("uncertain-message", MessageId, $"It was never learnt whether the {Code.Of(message.Channel)} about {message.About} left: settle it as sent or not sent.");
        return true;
    }

    static bool Add(Turn turn, AccountEvent happened)
    {
        turn.Add(happened);
        return true;
    }
}
