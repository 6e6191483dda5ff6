using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Puts what a message provider tells to the accounts it concerns: what became of a message, and what an address said.</summary>
internal sealed class ApplyMessageFact(AccountDesk desk)
{
    public Task<Applied> RunAsync(Fact fact, Origin origin, CancellationToken cancel) => fact switch
    {
        Fact.DeliverySeen f => DeliveryAsync(f, origin, cancel),
        Fact.AddressFailed f => EachAsync(f.Address, new AddressRefused(f.Channel, f.Address, f.Why, f.Code), origin, cancel),
        Fact.OptedOut f => OptedOutAsync(f, origin, cancel),
        Fact.OptedIn f => OptedInAsync(f, origin, cancel),
        Fact.HelpAsked f => EachAsync(f.Address, new AnswerHelp(f.Address), origin, cancel),
        Fact.ReplyReceived f => ReplyAsync(f, origin, cancel),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    async Task<Applied> DeliveryAsync(Fact.DeliverySeen seen, Origin origin, CancellationToken cancel)
    {
        if (seen.MessageId is not { } id || await desk.Stores.Accounts.MessageAsync(id, cancel) is not { } stored) return Applied.Nobody("it names no message of ours");
        if (seen.What == "cancelled") return Applied.Nobody("a message that was called back: the recall knows");
        string address = seen.Address ?? stored.Message.Address;
        if (seen.Why == Refusal.OptedOut) await desk.Stores.Contacts.OptOutAsync(address, seen.At, origin.By, cancel);
        RecordDelivery delivery = new(id, stored.Message.ContactId, stored.Message.Channel, seen.What, seen.Code, seen.Why);
        await desk.PutAsync(stored.AccountId, delivery, origin, cancel);
        return new([stored.AccountId]);
    }

    // The address first: from then on no gate lets a message to it pass. Then what already waits for it is dropped, for all to see.
    async Task<Applied> OptedOutAsync(Fact.OptedOut said, Origin origin, CancellationToken cancel)
    {
        await desk.Stores.Contacts.OptOutAsync(said.Address, said.At, said.Via, cancel);
        Applied dropped = await EachAsync(said.Address, new DropMessagesTo(said.Address), origin, cancel);
        return dropped with { Ignored = null };
    }

    async Task<Applied> OptedInAsync(Fact.OptedIn said, Origin origin, CancellationToken cancel)
    {
        await desk.Stores.Contacts.OptInAsync(said.Address, said.At, said.Via, cancel);
        return new(await AtAsync(said.Address, cancel));
    }

    async Task<Applied> ReplyAsync(Fact.ReplyReceived reply, Origin origin, CancellationToken cancel)
    {
        if (reply.InReplyTo is { } about && await desk.Stores.Accounts.MessageAsync(about, cancel) is { } answered)
        {
            await desk.PutAsync(answered.AccountId, new RecordReply(reply.Channel, reply.Text, reply.IsAutomatic), origin, cancel);
            return new([answered.AccountId]);
        }
        // A text promises only where the number belongs to one account: for two, a person asks which is meant.
        bool promises = reply.Channel == Channel.Sms && (await AtAsync(reply.From, cancel)).Length == 1;
        return await EachAsync(reply.From, promises ? new ReadText(reply.From, reply.Text) : new RecordReply(reply.Channel, reply.Text, reply.IsAutomatic), origin, cancel);
    }

    async Task<Applied> EachAsync(string address, Input input, Origin origin, CancellationToken cancel)
    {
        ImmutableArray<AccountId> accounts = await AtAsync(address, cancel);
        foreach (AccountId id in accounts) await desk.PutAsync(id, input, origin, cancel);
        return accounts.IsEmpty ? Applied.Nobody("no account has this address") : new(accounts);
    }

    async Task<ImmutableArray<AccountId>> AtAsync(string address, CancellationToken cancel) => [.. await desk.Stores.Accounts.AccountsAtAsync(address, cancel)];
}
