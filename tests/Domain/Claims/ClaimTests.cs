using System.Collections.Immutable;
using Collections.Domain.Claims;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class ClaimTests
{
    static readonly Claim Fee = new(ClaimKind.LateFee, "INV-1", Gbp(10), Day("2026-01-02"), Day("2026-01-31"), "contract clause 4");

    [Fact]
    public void A_claim_outlives_the_payment_of_its_principal_and_can_be_waived_with_a_reason_and_reopened()
    {
        Claim waived = Fee.Waive("goodwill");

        Assert.Equal((ClaimState.Waived, "goodwill"), (waived.State, waived.Reason));
        Assert.Equal(Fee, waived.Reopen());
        Assert.Equal(ClaimState.Paid, Fee.Pay().State);
        Assert.Equal(ClaimState.Reversed, Fee.Reverse("notice cancelled").State);
    }

    [Fact]
    public void A_claim_that_is_paid_cannot_be_waived() => Assert.Throws<InvalidOperationException>(() => Fee.Pay().Waive("too late"));

    [Fact]
    public void A_late_invoice_gives_an_interest_claim_and_a_fixed_sum_and_one_paid_in_time_neither()
    {
        FixedSumScheme sums = new("GB", Pounds, Day("2013-03-16"), [new(null, null, 70)]);
        ReferenceRates rates = Rates(Series("2026-12-31", ("2024-01-01", 5m))) with { FixedSums = ImmutableSortedDictionary<string, FixedSumScheme>.Empty.Add("GB", sums) };
        StatuteInForce statute = new(Scheme(Refix.Never) with { FixedSum = "GB" }, rates);
        LateDebt debt = Debt(36_500, "2026-03-31");

        LatePaymentClaims late = LatePayment.Of("INV-1", debt, Day("2026-04-02"), statute);

        Assert.Equal([(ClaimKind.Interest, Gbp(26)), (ClaimKind.FixedSum, Gbp(70))], late.Claims.Select(c => (c.Kind, c.Amount)));
        Assert.Equal(Gbp(36_596), late.TotalWith(debt.Principal));
        Assert.Empty(LatePayment.Of("INV-1", debt, Day("2026-03-31"), statute).Claims);
    }
}
