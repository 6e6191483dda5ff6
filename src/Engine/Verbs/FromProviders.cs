using Collections.Domain;

namespace Collections.Engine;

/// <summary>An address of the account opted out: what waits for it is dropped. The opt-out itself stands with the address, over all accounts.</summary>
/// <param name="Address">Normalised.</param>
public sealed record DropMessagesTo(string Address) : Input
{
    /// <inheritdoc />
    public override string Cause => "opt-out";

    internal override Answer Decide(Turn turn)
    {
        string[] waiting = [.. turn.Account.Messages.Where(m => m.Address == Address && m.State is (MessageState.Ready or MessageState.AwaitingRelease)).Select(m => m.Id)];
        foreach (string id in waiting) turn.Add(new MessageDropped(id, Code.Of(Reason.OptedOut)));
        string[] scheduled = [.. turn.Account.Messages.Where(m => m.Address == Address && m is { State: MessageState.Scheduled, RecallReason: null }).Select(m => m.Id)];
        foreach (string id in scheduled) turn.Add(new MessageRecalled(id, Code.Of(Reason.OptedOut), turn.Now));
        return waiting.Length + scheduled.Length == 0 ? new Answer.AlreadyRecorded("nothing waits for the address") : new Answer.Done($"{waiting.Length + scheduled.Length} messages are stopped");
    }
}

/// <summary>The provider's own list names an address of the account that it no longer serves.</summary>
/// <param name="Channel">By which the address is reached.</param>
/// <param name="Address">Normalised.</param>
/// <param name="Why">Only <see cref="Refusal.AddressDead"/> ends the use of the address; the rest becomes a task.</param>
/// <param name="ReasonCode">The provider's code.</param>
public sealed record AddressRefused(Channel Channel, string Address, Refusal Why, string ReasonCode) : Input
{
    /// <inheritdoc />
    public override string Cause => "address-refused";

    internal override Answer Decide(Turn turn)
    {
        Contact[] contacts = [.. turn.Account.Contacts.Where(c => c.AddressFor(Channel) == Address)];
        if (contacts.Length == 0) return new Answer.AlreadyRecorded("no contact uses the address");
        foreach (Contact contact in contacts) Dead.Contact(turn, new(contact.Id, Channel, ReasonCode, Why));
        return new Answer.Done($"{contacts.Length} contacts are marked");
    }
}

/// <summary>An event from outside that concerns the account could not be applied and was parked: a person must look.</summary>
public sealed record EventParked(string Source, string EventId) : Input
{
    /// <inheritdoc />
    public override string Cause => "event-parked";

    internal override Answer Decide(Turn turn)
    {
        turn.OpenTask("event-parked", EventId, $"An event of {Source} could not be applied after {ProcessInbox.MostAttempts} attempts: see the parked events.");
        return new Answer.Done("a task is open");
    }
}
