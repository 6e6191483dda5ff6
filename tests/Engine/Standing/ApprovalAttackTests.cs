using Collections.Domain;
using Xunit.Abstractions;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.Standings;

/// <summary>Twenty ways to get round the second person, on each of three kinds of proposal: sixty cases.</summary>
public sealed class ApprovalAttackTests(ITestOutputHelper output)
{
    static readonly (string Name, Func<Journey> Open)[] Proposals =
    [
        ("by rule for payment", () => Proposed()),
        ("by a person for conduct", () => Conduct(null)),
        ("by a person for conduct, above the limit", () => Conduct(30_000m)),
    ];

    // Each answers what the last, forbidden act was told.
    static readonly (string Name, Func<Journey, Answer> Do)[] Attacks =
    [
        ("the same approver twice", j => { j.Approve(Ann); return j.Approve(Ann); }),
        ("the same approver twice in other letters", j => { j.Approve(Ann); return j.Approve(new(" ANN", true)); }),
        ("the proposer", j => j.Approve(Proposer(j))),
        ("the proposer in other letters", j => j.Approve(new($"  {Proposer(j).Name.ToUpperInvariant()} ", true))),
        ("the proposer after another", j => { Hold(j); j.Approve(Ann); return j.Approve(Proposer(j)); }),
        ("somebody without the right", j => j.Approve(new("dora", false))),
        ("without a reason", j => j.Put(new ApproveBlacklisting(Ann, j.Version, " "))),
        ("on the version before", j => j.Approve(Ann, j.Version - 1)),
        ("on a version to come", j => j.Approve(Ann, j.Version + 1)),
        ("on no version", j => j.Approve(Ann, 0)),
        ("two at once", j => { long seen = j.Version; j.Approve(Ann, seen); return j.Approve(Ben, seen); }),
        ("approval and refusal at once", j => { long seen = j.Version; j.Approve(Ann, seen); return j.Put(new RefuseBlacklisting(Ben, seen, "no")); }),
        ("refusal and approval at once", j => { long seen = j.Version; j.Put(new RefuseBlacklisting(Ben, seen, "no")); return j.Approve(Ann, seen); }),
        ("after the account has changed", j => { Change(j); return j.Approve(Ann); }),
        ("on the evidence's version after the account has changed", j => { long seen = j.Version; Change(j); return j.Approve(Ann, seen); }),
        ("while an appeal is open", j => { j.Put(new AppealStanding("not us")); j.Put(new RenewEvidence(Pat)); return j.Approve(Ann); }),
        ("on an old ledger", j => { j.StopFeedingSince(5); return j.Approve(Ann); }),
        ("in safe mode", j => { j.SafeMode = true; return j.Approve(Ann); }),
        ("with an event parked", j => { j.IsParked = true; return j.Approve(Ann); }),
        ("the appeal decided by who approved or proposed", j => { j.Approve(Ann); j.Approve(Ben); j.Put(new AppealStanding("not us")); return j.Put(new DecideAppeal(Decided(j), false, "it stands")); }),
    ];

    [Fact]
    public void Nobody_gets_round_the_second_person_in_sixty_ways()
    {
        int cases = 0, refused = 0, blacklisted = 0;
        foreach ((string proposal, Func<Journey> open) in Proposals)
            foreach ((string attack, Func<Journey, Answer> act) in Attacks)
            {
                Journey journey = open();
                Assert.Equal(Standing.Proposed, journey.Standing.Standing);
                Answer last = act(journey);
                cases++;
                Assert.True(last is Answer.Refused, $"{proposal}, {attack}: {last}");
                refused++;
                if (journey.Standing.Standing != Standing.Blacklisted) continue;
                blacklisted++;
                HoldsTwoPersons(journey.Standing.Proposal!, $"{proposal}, {attack}");
            }
        output.WriteLine($"{cases} cases, {refused} forbidden acts refused; in {blacklisted} of them two different persons had rightly blacklisted before the act");
        Assert.Equal(60, cases);
    }

    [Fact]
    public void No_step_is_skipped()
    {
        Assert.IsType<Answer.Refused>(new Journey().Approve(Ann));
        Assert.IsType<Answer.Refused>(WithAnInvoice().To("2026-03-30").Approve(Ann));
        Assert.IsType<Answer.Refused>(new Journey().Put(new ReviewStanding(Ann, ReviewOutcome.Rehabilitate, "why not")));
        Assert.IsType<Answer.Refused>(Proposed().Put(new ReviewStanding(Ann, ReviewOutcome.Keep, "why not")));
        Assert.IsType<Answer.Refused>(new Journey().Put(new AppealStanding("against nothing")));
    }

    [Fact]
    public void Somebody_who_looks_again_after_a_change_starts_the_approvals_anew()
    {
        Journey journey = Proposed();
        journey.Approve(Ann);
        Change(journey);
        Answer.Refused refused = Assert.IsType<Answer.Refused>(journey.Approve(Ben));
        Assert.Contains(refused.Problems, p => p.What == "the account has changed, look again");

        journey.Put(new RenewEvidence(Ben));
        Assert.IsType<Answer.Done>(journey.Approve(Ben));
        Assert.Equal(Standing.Proposed, journey.Standing.Standing);
        journey.Approve(Ann);

        Assert.Equal(Standing.Blacklisted, journey.Standing.Standing);
    }

    static void HoldsTwoPersons(BlacklistProposal proposal, string what)
    {
        string[] persons = [.. proposal.ApprovedBy.Append(proposal.By).Where(p => p != "rule").Select(p => p.Trim().ToUpperInvariant()).Distinct()];
        Assert.True(persons.Length >= 2 && !proposal.ApprovedBy.Contains(proposal.By) && proposal.ApprovedBy.Length >= proposal.ApproversNeeded, what);
    }

    static Actor Proposer(Journey journey) => new(journey.Standing.Proposal!.By, true);

    static Actor Decided(Journey journey) => new(journey.Standing.Proposal!.ApprovedBy[0], true);

    static void Hold(Journey journey) => journey.Put(new HoldOrders("until it is decided", null, "ann"));

    static void Change(Journey journey) => journey.Put(new RecordInvoice(new() { Number = "INV-9", IssueDate = journey.Today, DueDate = journey.Today.AddDays(30), Amount = Pounds(5m) }));

    static Journey Conduct(decimal? invoice)
    {
        Journey journey = new();
        if (invoice is { } amount) journey.Put(new RecordInvoice(new() { Number = "INV-1", IssueDate = Day("2026-01-02"), DueDate = Day("2026-06-02"), Amount = Pounds(amount) }));
        journey.Put(new ProposeBlacklisting(Pat, "Our driver was threatened.", ["statement of the driver"]));
        return journey.To("2026-01-17");
    }
}
