using Collections.Domain;

namespace Collections.Engine;

/// <summary>A person lets one order through against the gate: that order alone, up to an amount, until a day. It lifts no hold and changes no standing.</summary>
/// <param name="Order">The order's own number.</param>
/// <param name="Most">The largest amount it holds for, included; above zero.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">An approver.</param>
/// <param name="OnPrepayment">True: let through against payment in advance.</param>
/// <param name="Until">Last day, included; null: the policy's longest time to a review of a hold.</param>
public sealed record ReleaseOrder(string Order, Money Most, string Reason, Actor By, bool OnPrepayment = false, DateOnly? Until = null) : Input
{
    /// <inheritdoc />
    public override string Cause => "order-released";

    internal override Answer Decide(Turn turn)
    {
        DateOnly latest = turn.Today.AddDays(turn.Rules.OrderGate.HoldReviewDays), until = Until ?? latest;
        List<Problem> problems = [];
        if (!By.IsApprover) problems.Add(new("by", "releasing against the gate needs the approver's right", "ask an approver"));
        if (Reason.Trim().Length == 0) problems.Add(new("reason", "a release needs a reason", "say why"));
        if (Order.Trim().Length == 0) problems.Add(new("order", "a release is for one order", "name the order's number"));
        if (!Most.IsPositive) problems.Add(new("amount", $"{Most} is no amount of an order", "give the order's amount"));
        if (until < turn.Today || until > latest) problems.Add(new("until", $"{until:yyyy-MM-dd} is no allowed last day", $"choose a day from {turn.Today:yyyy-MM-dd} to {latest:yyyy-MM-dd}"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        OrderRelease release = new(turn.NextId("R"), Order.Trim(), Most, OnPrepayment, turn.Today, until, Reason, By.Name.Trim());
        if (turn.Account.Releases.Any(r => r with { Id = release.Id } == release)) return new Answer.AlreadyRecorded("the order is released so already");
        turn.Add(new OrderReleased(release));
        return new Answer.Done($"order {release.Order} may go up to {Most} until {until:yyyy-MM-dd}", release.Id);
    }
}
