using Collections.Domain;

namespace Collections.Engine;

/// <summary>A person stops reminders on an invoice or the account, with a reason and an end. Never sales.</summary>
/// <param name="Invoice">Null: the whole account.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Last blocked day, included.</param>
public sealed record BlockReminders(string? Invoice, string Reason, DateOnly Until) : Input
{
    /// <inheritdoc />
    public override string Cause => "block";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        if (Reason.Trim().Length == 0) problems.Add(new("reason", "a block needs a reason", "say why"));
        if (Until < turn.Today) problems.Add(new("until", $"{Until:yyyy-MM-dd} has passed", "choose a day from today on"));
        if (Invoice is { } number && turn.Account.Invoice(number) is null) problems.Add(new("invoice", $"invoice {number} is not known here", "name an invoice of this account, or none for the whole account"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (turn.Account.Blocks.FirstOrDefault(b => b.Invoice == Invoice && b.UntilDate == Until && b.IsActive(turn.Today)) is { } same) return new Answer.AlreadyRecorded($"block {same.Id} says so already");
        DunningBlock block = new() { Id = turn.NextId("B"), Invoice = Invoice, Reason = Reason, FromDate = turn.Today, UntilDate = Until };
        turn.Add(new BlockSet(block));
        return new Answer.Done($"block {block.Id}: no reminders for {Invoice ?? "the account"} until {Until:yyyy-MM-dd}", block.Id);
    }
}

/// <summary>A person lifts a block before its end.</summary>
public sealed record LiftBlock(string BlockId) : Input
{
    /// <inheritdoc />
    public override string Cause => "block-lifted";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Blocks.All(b => b.Id != BlockId)) return new Answer.AlreadyRecorded($"there is no block {BlockId}");
        turn.Add(new BlockLifted(BlockId, turn.Today));
        return new Answer.Done($"block {BlockId} is lifted", BlockId);
    }
}

/// <summary>Every block of an invoice, or with null of the whole account, is lifted: for files, which do not know our blocks.</summary>
public sealed record LiftBlocksOf(string? Invoice) : Input
{
    /// <inheritdoc />
    public override string Cause => "block-lifted";

    internal override Answer Decide(Turn turn)
    {
        DunningBlock[] blocks = [.. turn.Account.Blocks.Where(b => b.Invoice == Invoice && b.IsActive(turn.Today))];
        foreach (DunningBlock block in blocks) turn.Add(new BlockLifted(block.Id, turn.Today));
        return blocks.Length == 0 ? new Answer.AlreadyRecorded("nothing is blocked") : new Answer.Done($"{blocks.Length} blocks are lifted");
    }
}

/// <summary>A person stops new orders at once, with a reason and a review within the policy's days. Never reminders.</summary>
public sealed record HoldOrders(string Reason, DateOnly? ReviewDate, string By) : Input
{
    /// <inheritdoc />
    public override string Cause => "hold";

    internal override Answer Decide(Turn turn)
    {
        DateOnly latest = turn.Today.AddDays(turn.Rules.OrderGate.HoldReviewDays), review = ReviewDate ?? latest;
        if (Reason.Trim().Length == 0) return new Answer.Refused("reason", "a hold needs a reason", "say why");
        if (review < turn.Today || review > latest) return new Answer.Refused("review", $"{review:yyyy-MM-dd} is no allowed review date", $"choose a day from {turn.Today:yyyy-MM-dd} to {latest:yyyy-MM-dd}");
        if (turn.Account.Hold is { } held && held.Reason == Reason && held.ReviewDate == review) return new Answer.AlreadyRecorded("orders are on hold for that reason already");
        turn.Add(new HoldPlaced(new(Reason, turn.Today, review, By)));
        return new Answer.Done($"orders are on hold; to be reviewed by {review:yyyy-MM-dd}");
    }
}

/// <summary>New orders are possible again.</summary>
public sealed record ReleaseOrders(string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "hold-released";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Hold is null) return new Answer.AlreadyRecorded("orders are not on hold");
        if (Reason.Trim().Length == 0) return new Answer.Refused("reason", "a release needs a reason", "say why");
        turn.Add(new HoldReleased(Reason));
        return new Answer.Done("orders are released");
    }
}

/// <summary>A person sets or lifts what stops automation for the account; null leaves a flag as it is.</summary>
public sealed record FlagAccount(string Reason, bool? Insolvency = null, bool? Vulnerability = null, DateOnly? ComplaintUntil = null, string? ExcludedBecause = null) : Input
{
    /// <inheritdoc />
    public override string Cause => "flag";

    internal override Answer Decide(Turn turn)
    {
        AccountFlags now = turn.Account.Flags, flags = now with
        {
            Insolvency = Insolvency ?? now.Insolvency, Vulnerability = Vulnerability ?? now.Vulnerability, ComplaintUntil = ComplaintUntil ?? now.ComplaintUntil,
        };
        bool excludes = ExcludedBecause is not null && ExcludedBecause != (turn.Account.ExcludedBecause ?? "");
        if (flags == now && !excludes) return new Answer.AlreadyRecorded("nothing has changed");
        if (flags != now) turn.Add(new FlagsSet(flags, Reason, turn.Today));
        ToAPerson(turn, "vulnerability", now.Vulnerability, flags.Vulnerability);
        ToAPerson(turn, "insolvency", now.Insolvency, flags.Insolvency);
        if (excludes) turn.Add(new AccountDescribed(ExcludedBecause: ExcludedBecause));
        return new Answer.Done("flags set");
    }

    // What stops automation goes to a person, who is told so.
    static void ToAPerson(Turn turn, string flag, bool before, bool after)
    {
        if (after && !before) turn.OpenTask(flag, "", $"The account is flagged for {flag}: nothing goes out by itself; decide how to go on.");
        if (before && !after) turn.CloseTasks(flag, "", "the flag was lifted");
    }
}

/// <summary>The customer replied: the chase pauses until a person has read it. Machine answers change nothing.</summary>
public sealed record RecordReply(Channel Channel, string Words, bool IsAutomatic) : Input
{
    /// <inheritdoc />
    public override string Cause => "reply";

    internal override Answer Decide(Turn turn)
    {
        if (IsAutomatic) return new Answer.Done("an automatic answer: noted, nothing changes");
        turn.Add(new FlagsSet(turn.Account.Flags with { UnreadReply = true }, $"a reply by {Code.Of(Channel)}"));
        turn.OpenTask("reply", turn.Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture), $"The customer replied by {Code.Of(Channel)}: {Words}");
        return new Answer.Done("the chase pauses until the reply has been read");
    }
}

/// <summary>A person is done with a task; the last unread reply lets the chase go on.</summary>
public sealed record CloseTask(string TaskId, string How) : Input
{
    /// <inheritdoc />
    public override string Cause => "task";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Tasks.FirstOrDefault(t => t.Id == TaskId) is not { } task) return new Answer.AlreadyRecorded($"there is no open task {TaskId}");
        turn.Add(new TaskDone(TaskId, How));
        if (task.Kind == "reply" && turn.Account.Tasks.All(t => t.Kind != "reply")) turn.Add(new FlagsSet(turn.Account.Flags with { UnreadReply = false }, "the reply has been read"));
        return new Answer.Done($"task {TaskId} is done", TaskId);
    }
}
