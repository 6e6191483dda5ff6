using Collections.Domain;
using Collections.Policies;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-9 and 23: levels in order, each once, spaced as its own edition says, under the edition that began the ladder.</summary>
internal sealed class Ladders(Sight sight) : Invariant(sight, "INV-9/23 ladders")
{
    sealed class Climb
    {
        public string? Pack { get; set; }
        public SortedDictionary<int, (DateOnly? Date, string? MessageId)> Done { get; } = [];
        public DateOnly? LastLevelDate { get; set; }
        public string? LastLevelId { get; set; }
    }

    readonly Dictionary<(AccountId, string), Climb> climbs = [];
    readonly Dictionary<AccountId, (string MessageId, DateOnly Date)> last = [];

    public override void On(Happening happening)
    {
        if (happening is not Committed committed) return;
        AccountId id = committed.Id;
        foreach (AccountEvent happened in committed.Commit.Events)
            switch (happened)
            {
                case LadderEntered e: Enter(id, e); break;
                case LadderMoved e: Of(id, e.Invoice).Pack = e.Pack; break;
                case LevelPassed e: Done(id, e.Invoice, e.Level, (e.Date, null)); break;
                case MessageBegun e: Begin(id, e); break;
                case MessageAccepted e: Finished(id, e.MessageId); break;
                case MessageUncertain e: Finished(id, e.MessageId); break;
                case MessageBounced e: Undo(id, e.MessageId); break;
                case MessageSettled { WasSent: false } e: Undo(id, e.MessageId); break;
                default: break;
            }
    }

    void Enter(AccountId id, LadderEntered e)
    {
        Climb climb = Of(id, e.Invoice);
        Holds(climb.Pack is null, id, $"the ladder of {e.Invoice} began twice");
        climb.Pack = e.Pack;
        for (int level = 1; level < e.SkippedBelow; level++) climb.Done[level] = (null, null);
    }

    void Begin(AccountId id, MessageBegun begun)
    {
        Message message = Sight.Reserved[begun.MessageId];
        if (!message.CountsAsContact) return;
        if (message.Kind == MessageKind.Level) Level(id, begun, message);
        last[id] = (begun.MessageId, begun.Date);
    }

    void Level(AccountId id, MessageBegun begun, Message message)
    {
        Climb climb = Of(id, message.About);
        PolicyPack rules = Sight.Editions[message.Pack].Rules;
        Holds(climb.Pack == message.Pack, id, $"level {message.Number} of {message.About} went under {message.Pack}, its ladder began under {climb.Pack}");
        Holds(!climb.Done.ContainsKey(message.Number), id, $"level {message.Number} of {message.About} went again");
        for (int below = 1; below < message.Number; below++) Holds(climb.Done.ContainsKey(below), id, $"level {message.Number} of {message.About} went before level {below} was done");
        bool isAnotherAttempt = climb.LastLevelId == message.Id;
        Holds(isAnotherAttempt || climb.LastLevelDate != begun.Date, id, $"two levels of {message.About} on {begun.Date}");
        if (!isAnotherAttempt && last.TryGetValue(id, out (string MessageId, DateOnly Date) before) && before.MessageId != message.Id)
            Holds(begun.Date >= before.Date.AddDays(rules.MinimumGapDays), id, $"{begun.Date} is within the minimum gap after {before.Date}");
        if (!isAnotherAttempt && !message.ByHand && message.Number > 1 && climb.Done[message.Number - 1].Date is { } done)
            Holds(begun.Date >= done.AddDays(rules.Level(message.Number)!.DaysPastDue - rules.Level(message.Number - 1)!.DaysPastDue), id, $"level {message.Number} of {message.About} on {begun.Date} is too soon after {done}");
        (climb.LastLevelId, climb.LastLevelDate) = (message.Id, begun.Date);
    }

    void Finished(AccountId id, string messageId)
    {
        Message message = Sight.Reserved[messageId];
        if (message.Kind == MessageKind.Level) Done(id, message.About, message.Number, (Of(id, message.About).LastLevelDate, messageId));
    }

    void Done(AccountId id, string invoice, int level, (DateOnly?, string?) how)
    {
        Holds(Of(id, invoice).Done.TryAdd(level, how), id, $"level {level} of {invoice} is done twice");
    }

    void Undo(AccountId id, string messageId)
    {
        Message message = Sight.Reserved[messageId];
        if (message.Kind != MessageKind.Level) return;
        Climb climb = Of(id, message.About);
        bool overtaken = Sight.Accounts[id].Messages.Any(m => m.Kind == MessageKind.Level && m.About == message.About && m.Number > message.Number && m.State is MessageState.Sending or MessageState.Unknown);
        if (!overtaken && climb.Done.Count > 0 && climb.Done.Keys.Last() == message.Number && climb.Done[message.Number].MessageId == messageId) climb.Done.Remove(message.Number);
    }

    Climb Of(AccountId id, string invoice) => climbs.TryGetValue((id, invoice), out Climb? known) ? known : climbs[(id, invoice)] = new();
}
