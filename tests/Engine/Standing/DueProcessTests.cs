using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.Standings;

/// <summary>Reliability INV-19 and INV-21: every condition alone keeps the rule from proposing.</summary>
public sealed class DueProcessTests
{
    static readonly ImmutableSortedDictionary<string, Action<Journey>> Alone = new Dictionary<string, Action<Journey>>
    {
        ["a promise is open"] = j => j.Put(new MakePromise(Pounds(1000m), Day("2026-04-20"), [], "staff")),
        ["a dispute is open"] = j => j.Put(new OpenDispute("INV-1", "quality", "warped boards")),
        ["a small part is disputed"] = j => j.Put(new OpenDispute("INV-1", "price", "one line", Pounds(1m))),
        ["a plan is on track"] = j => j.Put(new Agree(new Agreement.Instalments(["INV-1"], [new(Day("2026-05-01"), Pounds(1000m))]), "agreed", true)),
        ["it is extended"] = j => j.Put(new Agree(new Agreement.Extension("INV-1", Day("2026-05-01")), "agreed", true)),
        ["a part payment leaves less than the threshold"] = j => j.Pay(750.01m),
        ["unallocated cash leaves less than the threshold"] = j => j.Pay(750.01m, invoice: null),
        ["the ledger is stale"] = j => j.StopFeedingSince(4),
        ["the last feed is implausible"] = j => j.Implausible = "half of the ledger closed at once",
        ["safe mode is on"] = j => j.SafeMode = true,
        ["an event is parked"] = j => j.IsParked = true,
        ["an import is not whole"] = j => j.Put(new MarkFeed("f1", false)),
        ["insolvency is known"] = j => j.Put(new FlagAccount("petition", Insolvency: true)),
        ["a vulnerable person is behind it"] = j => j.Put(new FlagAccount("illness", Vulnerability: true)),
        ["a complaint cools off"] = j => j.Put(new FlagAccount("complaint", ComplaintUntil: Day("2026-05-01"))),
        ["a reply is unread"] = j => j.Put(new RecordReply(Channel.Email, "we will call", false)),
        ["reminders are blocked"] = j => j.Put(new BlockReminders(null, "in talks", Day("2026-05-01"))),
        ["the invoice is blocked"] = j => j.Put(new BlockReminders("INV-1", "in talks", Day("2026-05-01"))),
        ["the account is excluded"] = j => j.Put(new FlagAccount("ours", ExcludedBecause: "a sister company")),
        ["an appeal is open"] = j => j.Put(new AppealStanding("we have paid")),
        ["the final notice bounced"] = j => j.Bounce("final"),
        ["the notice bounced"] = j => j.Bounce("blacklist-notice"),
    }.ToImmutableSortedDictionary();

    public static TheoryData<string> Conditions => [.. Alone.Keys];

    [Theory, MemberData(nameof(Conditions))]
    public void The_rule_does_not_propose_when(string condition)
    {
        Journey journey = WithAnInvoice().To("2026-04-07");
        Assert.Equal(Standing.Warned, journey.Standing.Standing);
        Alone[condition](journey);

        journey.To("2026-04-08");

        Assert.NotEqual(Standing.Proposed, journey.Standing.Standing);
        Assert.DoesNotContain(journey.Steps, s => s.Step == "proposed");
    }

    [Fact]
    public void With_none_of_them_the_rule_proposes_and_the_evidence_names_every_condition()
    {
        Journey journey = Proposed();
        string evidence = string.Join("\n", journey.Standing.Proposal!.Evidence);

        foreach (string part in new[]
        {
            "policy: uk-b2b v1", $"account version: {journey.Version}", "ledger fed at 2026-04-08", "1000.00 GBP of the notice", "250.00 GBP", "65 days past due; the policy asks for 60",
            "no open promise, dispute or plan", "level 5 (final) for invoice INV-1 accepted", "level 6 (blacklist-notice) for invoice INV-1 accepted", "cure period of 14 days ended on 2026-04-07",
        }) Assert.Contains(part, evidence);
    }

    [Fact]
    public void The_rule_does_not_propose_a_day_early_nor_below_the_policys_days_nor_in_a_currency_it_does_not_name()
    {
        Assert.Equal(Standing.Warned, WithAnInvoice().To("2026-04-07").Standing.Standing);
        Assert.Equal(Standing.Warned, Proposed(change: r => r with { Standing = r.Standing with { MinimumDaysPastDue = 66 } }).Standing.Standing);
        Assert.Equal(Standing.Proposed, Proposed(change: r => r with { Standing = r.Standing with { MinimumDaysPastDue = 66 } }).To("2026-04-09").Standing.Standing);
        Assert.Equal(Standing.Warned, Proposed(change: r => r with { Standing = r.Standing with { MinimumOverdue = ImmutableSortedDictionary<string, decimal>.Empty.Add("EUR", 1m) } }).Standing.Standing);
        Assert.Equal(Standing.Proposed, Proposed(250m).Standing.Standing);
        Assert.Equal(Standing.Warned, Proposed(249.99m).Standing.Standing);
    }

    [Theory, InlineData("final"), InlineData("blacklist-notice")]
    public void The_rule_does_not_propose_when_a_required_notice_was_waived(string letter)
    {
        Journey journey = WithAnInvoice();
        journey.To(letter == "final" ? "2026-03-08" : "2026-03-23");
        Assert.IsType<Answer.Done>(journey.Put(new WaiveLevel("they asked for it")));

        journey.To("2026-06-30");

        Assert.DoesNotContain(journey.Steps, s => s.Step == "proposed");
    }

    [Fact]
    public void A_ladder_that_ends_without_an_accepted_notice_is_given_to_a_person_even_where_the_policy_proposes()
    {
        Journey journey = WithAnInvoice(change: r => r with { EndOfLadder = EndOfLadder.ProposeBlacklisting });
        journey.To("2026-03-23");
        journey.Put(new WaiveLevel("they asked for it"));

        journey.To("2026-04-30");

        Assert.Contains(journey.Account.Tasks, t => t.Kind == "ladder-ended");
    }
}

internal static class Mishaps
{
    public static void Bounce(this Journey journey, string letter)
    {
        (_, Message message, _) = journey.Sent.Last(s => s.Message.Letter == letter);
        journey.Put(new RecordDelivery(message.Id, message.ContactId, message.Channel, "bounce", "550", Refusal.AddressDead));
    }
}
