using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What <c>escalate --preview</c> answers: the very text that would go, or each guard that stops it. Changes nothing.</summary>
public sealed class EscalationPreview(AccountDesk desk)
{
    /// <summary>Decides the escalation and its gate on the account as it is now, and commits neither.</summary>
    /// <exception cref="UnknownAccountException">The account does not exist.</exception>
    public async Task<PreviewedEscalation> OfAsync(AccountId id, string reason, CancellationToken cancel)
    {
        StoredAccount stored = await desk.Stores.Accounts.LoadAsync(id, cancel) ?? throw new UnknownAccountException(id);
        DateTimeOffset now = desk.Now;
        Surroundings around = await desk.Reader.ReadAsync(stored.Account, now, cancel);
        Decision decision = Decision.On(stored.Account, around, new Escalate(reason), desk.Book, now);
        if (decision.Answer is Answer.Refused refused) return new(null, null, refused.Problems, decision.Explanation);
        Message message = decision.Events.OfType<MessageReserved>().Last().Message;
        around = around with { Reading = new(now, null, []) }; // a preview asks nobody outside: the source is read when the message comes to its gate
        GateDecision gate = GateDecision.On(decision.After, around, message, desk.Book, message.NotBefore > now ? message.NotBefore : now);
        return gate.Match<PreviewedEscalation>(
            pass => new(message, pass.Text, [], decision.Explanation),
            drop => new(message, null, [Escalate.Problem(drop.Stop)], decision.Explanation),
            defer => new(message, null, [Escalate.Problem(defer.Stop)], decision.Explanation));
    }
}

/// <summary>An escalation that was looked at and not done.</summary>
/// <param name="Message">The message that would be reserved; null when a guard stops it.</param>
/// <param name="Text">Its text; null when a guard stops it.</param>
/// <param name="Problems">Every guard in the way; empty when it would go.</param>
/// <param name="Explanation">Why.</param>
public sealed record PreviewedEscalation(Message? Message, MessageText? Text, ImmutableArray<Problem> Problems, Explanation? Explanation);
