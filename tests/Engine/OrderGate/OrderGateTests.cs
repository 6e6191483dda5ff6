using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine.Tests.Standings;
using Collections.Policies;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.OrderGates;

public sealed class OrderGateTests
{
    [Fact]
    public void The_order_counts_at_the_order_and_not_only_once_it_is_invoiced()
    {
        Journey journey = WithLimit(1500m);

        Assert.Equal(GateVerdict.Allow, journey.Ask(500m).Verdict);
        GateAnswer over = journey.Ask(500.01m);
        Assert.Equal((GateVerdict.Prepay, GateReason.CreditLimit), (over.Verdict, over.Reasons[0]));
        Assert.Equal(Pounds(0.01m), over.Release.Single().Amount);
        Assert.Equal("INV-1", over.Release.Single().Invoices.Single().Invoice);
    }

    [Fact]
    public void An_order_paid_in_advance_passes_the_credit_limit_and_a_gate_that_asks_for_prepayment()
    {
        Assert.Equal(GateVerdict.Allow, WithLimit(100m).Ask(500m, prepaid: true).Verdict);
        Assert.Equal(GateVerdict.Allow, WithAnInvoice().To("2026-03-10").Ask(500m, prepaid: true).Verdict);
        Assert.Equal(GateVerdict.Refuse, Blacklisted().Ask(500m, prepaid: true).Verdict);
    }

    [Fact]
    public void Small_overdue_amounts_are_ignored_and_age_counts_from_its_threshold()
    {
        Assert.Equal(GateVerdict.Allow, WithAnInvoice(100m).To("2026-04-01").Ask().Verdict);
        Assert.Equal(GateVerdict.Prepay, WithAnInvoice(100.01m).To("2026-04-01").Ask().Verdict);
        Assert.Equal(GateVerdict.Allow, WithAnInvoice().To("2026-03-03").Ask().Verdict);
        Assert.Equal(GateVerdict.Prepay, WithAnInvoice().To("2026-03-04").Ask().Verdict);
    }

    [Fact]
    public void Orders_are_held_by_rule_only_with_every_notice_accepted_and_no_promise_or_dispute()
    {
        Journey held = WithAnInvoice().To("2026-04-03");
        Assert.Equal((GateVerdict.Hold, GateReason.OverdueLong), (held.Ask().Verdict, held.Ask().Reasons[0]));

        Journey unclear = WithAnInvoice();
        unclear.Provider = m => m.Letter == "final" ? new SendOutcome.Unclear("timeout") : new SendOutcome.Accepted(null);
        Assert.Equal((GateVerdict.Prepay, GateReason.HoldNotProven), (unclear.To("2026-04-03").Ask().Verdict, unclear.Ask().Reasons[0]));

        held.Put(new RecordInvoice(new() { Number = "INV-2", IssueDate = Day("2026-03-01"), DueDate = Day("2026-03-20"), Amount = Pounds(50m) }));
        held.Put(new OpenDispute("INV-2", "quality", "broken"));
        Assert.Equal(GateReason.HoldNotProven, held.Ask().Reasons[0]);
    }

    [Fact]
    public void No_hold_begins_on_an_old_ledger_and_one_that_stands_goes_on()
    {
        Journey journey = WithAnInvoice().To("2026-04-03");
        journey.StopFeedingSince(6);
        Assert.Equal((GateVerdict.Prepay, GateReason.HoldFrozen), (journey.Ask().Verdict, journey.Ask().Reasons[0]));

        journey.FeedAgain();
        journey.Put(new RecordGateAnswer(new(Pounds(100m))));
        journey.StopFeedingSince(6);
        Assert.Equal(GateVerdict.Hold, journey.Ask().Verdict);
    }

    [Fact]
    public void A_promise_a_plan_or_a_dispute_over_it_does_not_by_itself_hold_orders()
    {
        Journey promised = WithAnInvoice().To("2026-04-03");
        promised.Put(new MakePromise(Pounds(1000m), Day("2026-04-10"), [], "staff"));
        Assert.Equal(GateVerdict.Allow, promised.Ask().Verdict);

        Journey disputed = WithAnInvoice().To("2026-04-03");
        disputed.Put(new OpenDispute("INV-1", "quality", "warped"));
        Assert.Equal(GateVerdict.Allow, disputed.Ask().Verdict);
    }

    [Fact]
    public void A_dunning_block_stops_reminders_and_never_helps_or_harms_an_order()
    {
        Journey journey = WithAnInvoice().To("2026-03-10");
        journey.Put(new BlockReminders("INV-1", "on holiday", Day("2026-05-01")));
        Assert.Equal(GateVerdict.Prepay, journey.Ask().Verdict);
    }

    [Fact]
    public void A_persons_hold_stops_at_once_and_a_person_with_the_right_lets_one_order_through()
    {
        Journey journey = WithAnInvoice();
        journey.Put(new HoldOrders("a cheque came back", null, "ann"));
        Assert.Equal(GateVerdict.Hold, journey.Ask(100m, "SO-1").Verdict);
        Assert.Empty(journey.Ask(100m).Release);

        Assert.IsType<Answer.Refused>(journey.Put(new ReleaseOrder("SO-1", Pounds(100m), "site stands still", Pat)));
        Assert.IsType<Answer.Done>(journey.Put(new ReleaseOrder("SO-1", Pounds(100m), "site stands still", Ann, Until: Day("2026-01-05"))));

        Assert.Equal((GateVerdict.Allow, GateReason.ReleasedByPerson), (journey.Ask(100m, "SO-1").Verdict, journey.Ask(100m, "SO-1").Reasons[0]));
        Assert.Equal(GateVerdict.Hold, journey.Ask(100.01m, "SO-1").Verdict);
        Assert.Equal(GateVerdict.Hold, journey.Ask(100m, "SO-2").Verdict);
        Assert.Equal(GateVerdict.Hold, journey.To("2026-01-06").Ask(100m, "SO-1").Verdict);
    }

    [Fact]
    public void Insolvency_refuses_until_a_person_lets_an_order_through_against_prepayment()
    {
        Journey journey = new();
        journey.Put(new FlagAccount("petition", Insolvency: true));
        Assert.Equal(GateVerdict.Refuse, journey.Ask(100m, "SO-1").Verdict);

        journey.Put(new ReleaseOrder("SO-1", Pounds(100m), "the administrator orders", Ann, OnPrepayment: true));

        Assert.Equal(GateVerdict.Prepay, journey.Ask(100m, "SO-1").Verdict);
        Assert.Equal(GateVerdict.Allow, journey.Ask(100m, "SO-1", prepaid: true).Verdict);
    }

    [Fact]
    public void What_the_desk_says_is_respectful_and_names_no_standing_amount_or_invoice()
    {
        foreach (Journey journey in new[] { Blacklisted(), WithAnInvoice().To("2026-04-03"), WithAnInvoice().To("2026-03-10"), new Journey() })
        {
            string words = journey.Ask().Words;
            Assert.StartsWith("Thank you", words);
            foreach (string secret in new[] { "blacklist", "overdue", "debt", "hold", "INV-1", "1000", "watch", "credit" })
                Assert.DoesNotContain(secret, words, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void In_shadow_mode_the_gate_only_records_what_it_would_have_said()
    {
        Journey journey = WithAnInvoice(change: r => r with { OrderGate = r.OrderGate with { Shadow = true } }).To("2026-03-10");
        GateAnswer answer = journey.Ask();
        Assert.Equal((GateVerdict.Allow, GateVerdict.Prepay, true), (answer.Verdict, answer.WouldBe, answer.IsShadow));
        journey.Put(new RecordGateAnswer(new(Pounds(100m))));
        Assert.Equal((GateVerdict.Prepay, true), (journey.Account.Gate!.Verdict, journey.Account.Gate.IsShadow));
    }

    [Fact]
    public void Asking_often_writes_only_when_the_kind_of_answer_changes()
    {
        Journey journey = WithAnInvoice().To("2026-03-01");
        long before = journey.Version;
        for (int i = 0; i < 5; i++) journey.Put(new RecordGateAnswer(new(Pounds(100m))));
        Assert.Equal(before, journey.Version);

        journey.To("2026-03-10");
        before = journey.Version;
        for (int i = 0; i < 5; i++) journey.Put(new RecordGateAnswer(new(Pounds(100m))));
        Assert.Equal(before + 1, journey.Version);
    }

    [Fact]
    public void An_answer_holds_for_the_policys_minutes_and_never_past_midnight()
    {
        Journey journey = new Journey().To("2026-01-05");
        Assert.Equal(journey.Now.AddMinutes(60), journey.Ask().HoldsUntil);
        Journey late = new(change: r => r with { OrderGate = r.OrderGate with { ValidMinutes = 1440 } });
        Assert.Equal(SendTime.InstantOf(Day("2026-01-06"), TimeOnly.MinValue, Seller.TimeZone), late.To("2026-01-05").Ask().HoldsUntil);
    }

    [Fact]
    public void The_small_limit_is_a_share_of_the_usual_one()
    {
        Journey journey = Blacklisted();
        journey.Put(new DescribeCustomer(new(CreditLimit: Pounds(1000m)), []));
        journey.Pay(1000m);
        journey.To("2026-07-10");
        Assert.Equal(RehabilitationStep.SmallLimit, journey.Standing.Step);

        Assert.Equal(GateVerdict.Allow, journey.Ask(250m).Verdict);
        Assert.Equal((GateVerdict.Prepay, GateReason.SmallLimit), (journey.Ask(250.01m).Verdict, journey.Ask(250.01m).Reasons[0]));
    }

    [Fact]
    public void The_last_pound_of_what_a_blacklisting_rests_on_turns_refusal_into_prepayment()
    {
        Journey journey = Blacklisted();
        GateAnswer answer = journey.Ask();
        Assert.Equal((Pounds(1000m), GateVerdict.Prepay), (answer.Release.Single().Amount, answer.ReleasesTo));

        journey.Pay(999.99m);
        Assert.Equal(GateVerdict.Refuse, journey.Ask().Verdict);
        journey.Pay(0.01m);
        Assert.Equal(GateVerdict.Prepay, journey.Ask().Verdict);
    }

    static Journey WithLimit(decimal limit)
    {
        Journey journey = WithAnInvoice();
        journey.Put(new DescribeCustomer(new(CreditLimit: Pounds(limit)), []));
        return journey;
    }
}
