using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What a commit changes in a message's row, which outlives the message's stay in the account.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="Message">The message from now on; null: as the row has it.</param>
/// <param name="IsReserved">True when it was reserved by this commit: sums, text and outcome begin anew.</param>
/// <param name="Demanded">The sums of the text; default: as the row has them.</param>
/// <param name="Outcome">See <see cref="StoredMessage.Outcome"/>; null: as the row has it.</param>
public sealed record MessageChange(string MessageId, Message? Message, bool IsReserved, ImmutableArray<Money> Demanded, string? Outcome)
{
    /// <summary>The row after the commit; null when there is none to change.</summary>
    public StoredMessage? ApplyTo(StoredMessage? row, AccountCommit commit)
    {
        if (IsReserved) row = new(Message!, commit.To.Id, commit.To.LedgerId, null, [], null);
        return row is null ? null : row with
        {
            Message = Message ?? row.Message,
            Demanded = Demanded.IsDefault ? row.Demanded : Demanded,
            Outcome = Outcome ?? row.Outcome,
            Text = commit.Text?.MessageId == MessageId ? commit.Text : row.Text,
        };
    }
}

/// <summary>Follows messages through the events of a commit.</summary>
public static class MessageTrail
{
    /// <summary>The outcome of a message that came back after it was accepted.</summary>
    public const string Bounced = "bounced";

    /// <summary>The changes of a commit, one a message, in the order of its events.</summary>
    public static IReadOnlyList<MessageChange> Of(AccountCommit commit)
    {
        ImmutableArray<Message> before = commit.From.Account.Messages, after = commit.To.Messages;
        if (before == after && !commit.Events.Any(IsOfMessage)) return [];
        List<MessageChange> changes = [];
        Account at = commit.From.Account;
        bool ends = commit.Events.Any(e => e is MessageAccepted or MessageRefused or MessageUncertain or MessageDropped or MessageWithdrawn);
        foreach (AccountEvent e in commit.Events)
        {
            if (After(e, at) is { } change) Merge(changes, change);
            if (ends) at = e.Apply(at); // only what ends leaves the account; everything else stands in its state after the commit
        }
        foreach (Message message in after)
            if (!before.Contains(message, ReferenceEqualityComparer.Instance)) Merge(changes, new(message.Id, message, false, default, null));
        return changes;
    }

    static bool IsOfMessage(AccountEvent e) => e is MessageReserved or MessageBegun or MessageAccepted or MessageRefused or MessageUncertain or MessageDropped or MessageWithdrawn or MessageBounced;

    static MessageChange? After(AccountEvent e, Account at) => e switch
    {
        MessageReserved r => new(r.Message.Id, r.Message, true, default, null),
        MessageBegun b => new(b.MessageId, null, false, b.Demanded, null),
        MessageAccepted a => Ended(at, a.MessageId, m => m with { State = MessageState.Accepted, ProviderId = a.ProviderId ?? m.ProviderId }, null),
        MessageRefused r => Ended(at, r.MessageId, m => m with { State = MessageState.Rejected }, r.Code),
        MessageUncertain u => Ended(at, u.MessageId, m => m with { State = MessageState.Uncertain }, null),
        MessageDropped d => Ended(at, d.MessageId, m => m with { State = MessageState.Dropped }, d.Reason),
        MessageWithdrawn w => Ended(at, w.MessageId, m => m with { State = MessageState.Withdrawn }, w.Reason),
        MessageBounced b => new(b.MessageId, null, false, default, Bounced),
        _ => null,
    };

    static MessageChange? Ended(Account at, string id, Func<Message, Message> end, string? outcome) =>
        at.MessageOf(id) is { } last ? new(id, end(last) with { NextStepAt = null }, false, default, outcome) : null;

    static void Merge(List<MessageChange> changes, MessageChange change)
    {
        int known = changes.FindIndex(c => c.MessageId == change.MessageId);
        if (known < 0) changes.Add(change);
        else if (change.IsReserved) changes[known] = change;
        else
            changes[known] = changes[known] with
            {
                Message = change.Message ?? changes[known].Message,
                Demanded = change.Demanded.IsDefault ? changes[known].Demanded : change.Demanded,
                Outcome = change.Outcome ?? changes[known].Outcome,
            };
    }
}
