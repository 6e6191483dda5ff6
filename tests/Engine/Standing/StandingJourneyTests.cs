using Collections.Domain;
using Collections.Policies;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.Standings;

public sealed class StandingJourneyTests
{
    [Fact]
    public void A_customer_goes_from_notice_to_blacklist_and_back_to_good_with_every_date_kept()
    {
        Journey journey = WithAnInvoice();
        journey.To("2026-04-08");
        Assert.Equal(
            [("2026-03-04", "watched"), ("2026-03-24", "warned"), ("2026-04-08", "proposed")],
            journey.Steps.Select(s => ($"{s.Day:yyyy-MM-dd}", s.Step)));
        Assert.Equal(("rule", 2), (journey.Standing.Proposal!.By, journey.Standing.Proposal.ApproversNeeded));

        Assert.IsType<Answer.Done>(journey.Approve(Ann));
        Assert.Equal(Standing.Proposed, journey.Standing.Standing);
        Assert.IsType<Answer.Done>(journey.Approve(Ben));
        Assert.Equal(Standing.Blacklisted, journey.Standing.Standing);
        Assert.Equal((Day("2026-10-05"), Day("2026-05-08")), (journey.Standing.ReviewDate, journey.Standing.AppealUntilDate));
        Assert.Equal(GateVerdict.Refuse, journey.Ask().Verdict);

        journey.To("2026-04-09");
        Assert.Contains("5 October 2026", Letter(journey, "blacklisted"));
        Assert.Contains("not paid within its period", Letter(journey, "blacklisted"));

        journey.Put(new AppealStanding("We never had the goods."));
        Assert.IsType<Answer.Refused>(journey.Put(new DecideAppeal(Ann, false, "they were delivered and signed for")));
        Assert.IsType<Answer.Done>(journey.Put(new DecideAppeal(Cleo, false, "they were delivered and signed for")));
        journey.To("2026-04-20");
        Assert.Contains("signed for", Letter(journey, "request-decision"));

        journey.Pay(1000m);
        Assert.Equal((Standing.Rehabilitating, RehabilitationStep.Prepay), (journey.Standing.Standing, journey.Standing.Step!.Value));
        Assert.Equal(GateVerdict.Prepay, journey.Ask().Verdict);
        journey.To("2026-07-18");
        Assert.Equal(RehabilitationStep.Prepay, journey.Standing.Step);
        journey.To("2026-07-19");
        Assert.Equal(RehabilitationStep.SmallLimit, journey.Standing.Step);
        journey.To("2026-10-16");
        Assert.Equal(Standing.Rehabilitating, journey.Standing.Standing);
        journey.To("2026-10-20");
        Assert.Equal(Standing.Good, journey.Standing.Standing);
        Assert.Equal(("2026-10-17", "restored"), journey.Steps.Where(s => s.Step == "restored").Select(s => ($"{s.Day:yyyy-MM-dd}", s.Step)).Single());
        Assert.Contains("usual terms again", Letter(journey, "rehabilitated"));
        Assert.Equal(GateVerdict.Allow, journey.Ask().Verdict);
    }

    [Fact]
    public void Paying_in_full_ends_a_warning_at_that_very_input_and_the_customer_is_told()
    {
        Journey journey = WithAnInvoice().To("2026-03-30");
        Assert.Equal(Standing.Warned, journey.Standing.Standing);

        journey.Pay(1000m);

        Assert.Equal(Standing.Good, journey.Standing.Standing);
        journey.To("2026-03-31");
        Assert.Contains("notice has ended", Letter(journey, "warning-ended"));
    }

    [Fact]
    public void A_proposal_lapses_with_a_promise_and_comes_back_when_it_is_broken()
    {
        Journey journey = Proposed();
        journey.Put(new MakePromise(Pounds(1000m), Day("2026-04-15"), [], "staff"));
        Assert.Equal(Standing.Warned, journey.Standing.Standing);
        Assert.DoesNotContain(journey.Account.Tasks, t => t.Kind == "blacklist-proposed");

        journey.To("2026-04-17");
        Assert.Equal(Standing.Warned, journey.Standing.Standing);
        journey.To("2026-04-18");
        Assert.Equal(Standing.Proposed, journey.Standing.Standing);
    }

    [Fact]
    public void A_refused_proposal_is_not_made_again_by_rule()
    {
        Journey journey = Proposed();
        Assert.IsType<Answer.Done>(journey.Put(new RefuseBlacklisting(Ann, journey.Version, "they have called and explained")));

        journey.To("2026-06-30");

        Assert.Equal(Standing.Watch, journey.Standing.Standing);
    }

    [Fact]
    public void An_upheld_appeal_ends_a_blacklisting_and_late_or_second_appeals_are_refused()
    {
        Journey upheld = Blacklisted();
        upheld.Put(new AppealStanding("The delivery was short."));
        upheld.Put(new DecideAppeal(Cleo, true, "the delivery note shows it"));
        Assert.Equal(Standing.Watch, upheld.Standing.Standing);

        Journey late = Blacklisted().To("2026-05-09");
        Assert.IsType<Answer.Refused>(late.Put(new AppealStanding("Too late.")));
        Journey onTheLastDay = Blacklisted().To("2026-05-08");
        Assert.IsType<Answer.Done>(onTheLastDay.Put(new AppealStanding("In time.")));
        onTheLastDay.Put(new DecideAppeal(Cleo, false, "nothing new"));
        Assert.IsType<Answer.Refused>(onTheLastDay.Put(new AppealStanding("Once more.")));
    }

    [Fact]
    public void A_review_date_that_passes_opens_a_task_and_keeping_sets_a_new_one()
    {
        Journey journey = Blacklisted().To("2026-10-04");
        Assert.DoesNotContain(journey.Account.Tasks, t => t.Kind == "standing-review");
        journey.To("2026-10-05");
        Assert.Contains(journey.Account.Tasks, t => t.Kind == "standing-review");

        Assert.IsType<Answer.Refused>(journey.Put(new ReviewStanding(Pat, ReviewOutcome.Keep, "unpaid")));
        Assert.IsType<Answer.Done>(journey.Put(new ReviewStanding(Ann, ReviewOutcome.Keep, "still unpaid")));

        Assert.DoesNotContain(journey.Account.Tasks, t => t.Kind == "standing-review");
        Assert.Equal(Day("2027-04-03"), journey.Standing.ReviewDate);
        journey.Put(new ReviewStanding(Ann, ReviewOutcome.Lift, "we agreed otherwise"));
        Assert.Equal(Standing.Watch, journey.Standing.Standing);
        Assert.Contains("overdue remains to be paid", Letter(journey.To("2026-10-06"), "rehabilitated"));
    }

    [Fact]
    public void A_loss_written_off_is_no_payment_and_does_not_lift_a_blacklisting()
    {
        Journey journey = Blacklisted();
        journey.Put(new Agree(new Agreement.Waiver("INV-1", Pounds(1000m), AsLoss: true), "lost", ByApprover: true));

        journey.To("2026-09-30");

        Assert.Equal(Standing.Blacklisted, journey.Standing.Standing);
    }

    [Fact]
    public void Conduct_needs_no_debt_and_has_the_same_notice_second_person_review_and_appeal()
    {
        Journey journey = new();
        Assert.IsType<Answer.Refused>(journey.Put(new ProposeBlacklisting(Pat, "Our driver was threatened on 5 January.", [])));
        Assert.IsType<Answer.Done>(journey.Put(new ProposeBlacklisting(Pat, "Our driver was threatened on 5 January.", ["statement of the driver"])));
        Assert.IsType<Answer.Refused>(journey.Approve(Ann)); // the notice has not gone yet

        journey.To("2026-01-16");
        Assert.Contains("Our driver was threatened", Letter(journey, "conduct-notice"));
        Assert.IsType<Answer.Refused>(journey.Approve(Ann)); // the customer may still answer
        journey.To("2026-01-17");
        Assert.IsType<Answer.Refused>(journey.Approve(new("PAT ", true)));
        Assert.IsType<Answer.Done>(journey.Approve(Ann));

        Assert.Equal(Standing.Blacklisted, journey.Standing.Standing);
        Assert.NotNull(journey.Standing.ReviewDate);
        Assert.IsType<Answer.Done>(journey.Put(new AppealStanding("It was not us.")));
    }

    [Fact]
    public void A_notice_whose_fate_is_uncertain_never_counts()
    {
        Journey journey = WithAnInvoice();
        journey.Provider = m => m.Letter == "blacklist-notice" ? new SendOutcome.Unclear("timeout") : new SendOutcome.Accepted(null);

        journey.To("2026-06-30");

        Assert.Equal(Standing.Watch, journey.Standing.Standing);
    }

    [Fact]
    public void A_notice_that_bounces_days_later_undoes_the_warning()
    {
        Journey journey = WithAnInvoice().To("2026-03-27");
        (_, Message notice, _) = journey.Sent.Last(s => s.Message.Letter == "blacklist-notice");

        journey.Put(new RecordDelivery(notice.Id, notice.ContactId, notice.Channel, "bounce", "550", Refusal.AddressDead));

        Assert.Equal(Standing.Watch, journey.Standing.Standing);
        journey.To("2026-04-08");
        Assert.Equal(Standing.Warned, journey.Standing.Standing); // it went to the next contact, and a new cure period runs
    }

    [Fact]
    public void A_proposal_frozen_by_an_old_ledger_is_made_once_it_is_fed_again()
    {
        Journey journey = WithAnInvoice().To("2026-04-06");
        journey.StopFeeding();
        journey.To("2026-04-16");
        Assert.Equal(Standing.Warned, journey.Standing.Standing);
        Assert.Contains(Explain.Why(journey.Account, journey.Around, journey.Book, journey.Now).Values, v => v.Key == "standing" && v.Value.Contains("frozen"));

        journey.FeedAgain();
        journey.To("2026-04-17");

        Assert.Equal(Standing.Proposed, journey.Standing.Standing);
    }

    [Fact]
    public void A_letter_that_could_not_leave_in_safe_mode_leaves_the_day_after()
    {
        Journey journey = Blacklisted();
        journey.SafeMode = true;
        journey.To("2026-04-09");
        Assert.DoesNotContain(journey.Sent, s => s.Message.Letter == "blacklisted");

        journey.SafeMode = false;
        journey.To("2026-04-13");

        Assert.Single(journey.Sent, s => s.Message.Letter == "blacklisted");
    }

    [Fact]
    public void A_hold_whose_review_has_come_opens_a_task()
    {
        Journey journey = new();
        journey.Put(new HoldOrders("a cheque came back", null, "ann"));

        journey.To("2026-01-16");

        Assert.Contains(journey.Account.Tasks, t => t.Kind == "hold-review");
    }

    static string Letter(Journey journey, string name) => journey.Sent.Last(s => s.Message.Letter == name).Text.Text;
}
