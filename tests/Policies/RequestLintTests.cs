using System.Text.Json.Nodes;

namespace Collections.Policies.Tests;

public sealed class RequestLintTests
{
    [Fact]
    public void Whoever_is_higher_in_the_chain_may_do_no_less() =>
        Finds(r => r["chain"]![2]!["mostDiscountShare"] = 0.01, "$.requests.chain[2].mostDiscountShare", "less than the level below");

    [Fact]
    public void The_rights_rise_along_the_chain() =>
        Finds(r => r["chain"]![0]!["role"] = "admin", "$.requests.chain[1].role", "\"approver\" comes after \"admin\"");

    [Fact]
    public void A_rule_does_no_more_than_the_last_person_may() =>
        Finds(r => r["atOnce"]!["furthestDays"] = 400, "$.requests.atOnce.furthestDays", "more than the last person");

    [Fact]
    public void A_pause_reaches_beyond_the_second_answer() =>
        Finds(r => { r["answerDays"] = 12; r["offerDays"] = 3; }, "$.requests.mostPauseDays", "21 days end before two answers");

    [Fact]
    public void An_offer_ends_within_the_pause() =>
        Finds(r => r["offerDays"] = 30, "$.requests.offerDays", "longer than the pause of 21");

    [Fact]
    public void A_moratorium_names_its_law() =>
        Finds(r => r["moratoria"]![0]!["source"] = " ", "$.requests.moratoria[0].source", "is empty");

    [Fact]
    public void An_amount_of_no_currency_is_found() =>
        Finds(r => r["atOnce"]!["mostAmount"]!["QQQ"] = "1.00", "$.requests.atOnce.mostAmount.QQQ", "no ISO 4217 currency");

    [Fact]
    public void A_share_above_one_is_found() =>
        Finds(r => r["chain"]![1]!["mostReductionShare"] = 1.5, "$.requests.chain[1].mostReductionShare", "out of range");

    static void Finds(Action<JsonObject> change, string where, string what)
    {
        PolicyFault[] faults = [.. FaultyPack.Check(FaultyPack.With(r => change(r["requests"]!.AsObject())))];
        Assert.Contains(faults, f => f.Where.EndsWith(where, StringComparison.Ordinal) && f.What.Contains(what, StringComparison.Ordinal));
    }
}
