using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Who does something by hand.</summary>
/// <param name="Name">The person's own login; compared without regard to case and surrounding blanks.</param>
/// <param name="IsApprover">True with the approver's right.</param>
public sealed record Actor(string Name, bool IsApprover)
{
    /// <summary>The customer: asks, accepts and takes back, and decides nothing.</summary>
    public static Actor Customer { get; } = new("customer", false) { IsCustomer = true };

    /// <summary>True for the customer's own act, through the portal or by a message.</summary>
    public bool IsCustomer { get; init; }

    /// <summary>The role; null: a controller's or an approver's, as <see cref="IsApprover"/> says.</summary>
    public Role? Role { get; init; }

    /// <summary>The right to decide; null: none.</summary>
    public DecisionRole? Right => IsCustomer ? null : Role switch
    {
        Engine.Role.Admin => DecisionRole.Admin,
        Engine.Role.Approver => DecisionRole.Approver,
        Engine.Role.Controller => DecisionRole.Controller,
        Engine.Role.Viewer or Engine.Role.Orders or Engine.Role.Connector => null,
        null => IsApprover ? DecisionRole.Approver : DecisionRole.Controller,
    };

    /// <summary>True for the same person.</summary>
    public bool Is(string other) => string.Equals(Name.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A person proposes blacklisting for conduct (deceit, theft, abuse of staff): never by rule, and no overdue is needed. The customer gets a notice and
/// has the cure period to answer before anybody may approve.</summary>
/// <param name="By">Who proposes; never one of those who approve.</param>
/// <param name="Account">The written account of what happened, in words that reach the customer.</param>
/// <param name="Evidence">What shows it: documents, witnesses, recordings; at least one.</param>
public sealed record ProposeBlacklisting(Actor By, string Account, ImmutableArray<string> Evidence) : Input
{
    /// <inheritdoc />
    public override string Cause => "blacklist-proposal";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [.. BlacklistProposals.Frozen(turn)];
        if (Account.Trim().Length == 0) problems.Add(new("account", "a proposal for conduct needs a written account", "say what happened, when and to whom, in words that may reach the customer"));
        if (Evidence.IsDefaultOrEmpty || Evidence.Any(e => e.Trim().Length == 0)) problems.Add(new("evidence", "a proposal for conduct needs evidence", "name at least one document, witness or recording"));
        if (By.Is(BlacklistProposals.ByRule) || By.Name.Trim().Length == 0) problems.Add(new("by", "conduct is proposed by a person, never by rule", "sign in under your own name"));
        if (turn.Account.Standing.Standing is Standing.Proposed or Standing.Blacklisted) problems.Add(new("standing", $"the account is {Code.Of(turn.Account.Standing.Standing)} already", "decide what is under way first"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        BlacklistProposal proposal = new()
        {
            Ground = StandingGround.Conduct, By = By.Name.Trim(), Date = turn.Today, Reason = Account,
            Evidence = [$"policy: {turn.Rules.Label}", $"account version: {turn.Around.AccountVersion + 1}", .. Evidence],
            AccountVersion = turn.Around.AccountVersion + 1, ApproversNeeded = BlacklistProposals.ApproversFor(turn, By.Name),
        };
        StandingRecord now = turn.Account.Standing;
        StandingStep.Take(turn, new()
        {
            Standing = Standing.Proposed, Reason = "proposed for conduct", Proposal = proposal, Pack = turn.Pack?.ContentId, Step = now.Step, StepDate = now.StepDate,
        }, "proposed");
        StandingLetters.Tell(turn, new(StandingLetters.ConductNotice, "", Account));
        turn.OpenTask(StandingRun.ProposalTask, "", "Blacklisting for conduct is proposed: approvers decide once the customer's time to answer is over.");
        return new Answer.Done($"proposed; {proposal.ApproversNeeded} other people must approve after the customer's {StandingStep.RulesOf(turn).CureDays} days to answer");
    }
}

/// <summary>What proposals by rule and by persons have in common.</summary>
internal static class BlacklistProposals
{
    public const string ByRule = "rule";

    /// <summary>Two persons always: the rule is none, so what it proposes needs two approvers; what a person proposes needs one other, or two above the
    /// policy's limit of exposure or of a year's sales.</summary>
    public static int ApproversFor(Turn turn, string by) => by == ByRule || IsLarge(turn) ? 2 : 1;

    /// <summary>Problems that freeze every decision against the customer (INV-21).</summary>
    public static IEnumerable<Problem> Frozen(Turn turn) =>
        StandingEvidence.Degraded(turn).Select(w => new Problem("frozen", w, "nothing is decided against a customer on figures that may be wrong: mend that first"));

    static bool IsLarge(Turn turn)
    {
        AccountFigures figures = AccountFigures.Of(turn.Account, turn.Today);
        foreach ((string code, decimal limit) in turn.Rules.Standing.TwoApproversAbove)
        {
            Money most = Money.Exact(limit, Currency.Of(code));
            Money sales = turn.Account.Invoices.Where(i => i.Amount.Currency == most.Currency && !i.IsVoid && i.IssueDate > turn.Today.AddYears(-1))
                .Aggregate(Money.Zero(most.Currency), (sum, i) => sum + i.Amount);
            if (sales > most || figures.In(most.Currency).Exposure > most) return true;
        }
        return false;
    }
}
