using System.Text.Json.Nodes;

namespace Collections.Policies.Tests;

public class PolicyLintTests
{
    public static TheoryData<string> Packs => [.. PackFiles.ShippedNames];

    [Theory, MemberData(nameof(Packs))]
    public void The_packs_we_ship_pass_their_own_check(string name) =>
        Assert.Empty(FaultyPack.Check(PackFiles.Shipped(name)));

    [Fact]
    public void A_level_whose_day_does_not_come_after_the_one_before_is_unreachable() =>
        Finds(r => r.Level(3)["daysPastDue"] = 10, "$.levels[2].daysPastDue", "unreachable", "rise strictly");

    [Fact]
    public void A_gap_in_the_numbers_makes_a_level_unreachable() =>
        Finds(r => r.Level(4)["number"] = 7, "$.levels[3].number", "never reached", "1 to 6");

    [Fact]
    public void Levels_closer_than_the_minimum_gap_cannot_hold() =>
        Finds(r => r.Level(4)["daysPastDue"] = 23, "$.levels[3].daysPastDue", "minimum gap is 3", "24 or more");

    [Fact]
    public void Three_levels_in_a_week_cannot_hold_with_a_budget_of_two() =>
        Finds(r => { r.Level(5)["daysPastDue"] = 27; }, "$.levels[4].daysPastDue", "message 3 within 7 days", "28 or more");

    [Fact]
    public void A_ladder_that_does_not_say_its_end_has_none() =>
        Finds(r => r.Remove("endOfLadder"), "$.endOfLadder", "no end", "hand-over");

    [Fact]
    public void A_slow_repeat_without_a_cap_has_no_end() =>
        Finds(r => r["endOfLadder"] = "repeat", "$.repeat", "no end", "how many times");

    [Fact]
    public void A_pack_without_levels_chases_nothing() =>
        Finds(r => r["levels"] = new JsonArray(), "$.levels", "nothing is ever chased", "at least one");

    [Fact]
    public void A_language_without_letters_is_missing() =>
        Finds(r => r["languages"] = new JsonArray("en", "fr"), "$.languages", "no letters in \"fr\"", "letters/fr");

    [Fact]
    public void A_letter_that_nobody_wrote_is_missing_and_the_nearest_is_named() =>
        Finds(r => r.Level(2)["letter"] = "remindr", "letters/en/remindr.txt.hbs", "level 2 needs it", "did you mean \"reminder\"");

    [Fact]
    public void A_letter_without_a_text_version_is_missing_where_a_level_goes_by_text() =>
        Finds(r => r.Level(4)["letter"] = "blacklist-notice", "letters/en/blacklist-notice.sms.hbs", "level 4 needs it", "Write it");

    [Fact]
    public void A_word_the_product_does_not_know_is_named_with_those_it_knows()
    {
        PolicyFault fault = Assert.Single(FaultyPack.Check(FaultyPack.WithLetter("letters/en/firm.subject.hbs", "Pay\n{{totalDew}} {{#each demanded}}{{numbr}}{{/each}}")),
            f => f.Where == "letters/en/firm.subject.hbs line 2" && f.What.Contains("totalDew"));
        Assert.Contains("Did you mean \"totalDue\"", fault.Cure);
        Assert.Contains("brokenPromise", fault.Cure);
    }

    [Theory]
    [InlineData("{{{customerName}}}", "without escaping")]
    [InlineData("{{#each demanded}}{{lines.nosuch}}{{/each}}", "lines.nosuch")]
    [InlineData("{{#each demanded}}{{phone}}{{/each}}", "phone")]
    [InlineData("{{#if phone}}", "never closed")]
    [InlineData("{{/if}}", "not open")]
    [InlineData("{{> _nosuch}}", "_nosuch")]
    [InlineData("{{#lookup a b}}{{/lookup}}", "no block")]
    public void A_template_that_would_go_wrong_is_found_before_it_does(string source, string what) =>
        Assert.Contains(FaultyPack.Check(FaultyPack.WithLetter("letters/en/firm.html.hbs", source)), f => f.Where.StartsWith("letters/en/firm.html.hbs") && f.What.Contains(what));

    [Fact]
    public void A_name_reached_from_inside_a_list_is_known() =>
        Assert.Empty(FaultyPack.Check(FaultyPack.WithLetter("letters/en/firm.txt.hbs",
            "{{#each demanded}}{{#if total}}{{../phone}}{{/if}}{{#each lines}}{{#unless @last}}{{../../email}}{{/unless}}{{../currency}}{{number}}{{/each}}{{/each}}")));

    [Fact]
    public void A_claim_scheme_that_is_not_on_file_is_unknown() =>
        Finds(r => r["claims"]!["scheme"] = "uk-late-payments", "$.claims.scheme", "not on file", "uk-late-payment-act");

    [Fact]
    public void A_german_claim_is_not_made_under_the_law_of_the_united_kingdom() =>
        Finds(r => r["claims"]!["scheme"] = "de-b2b", "$.claims.scheme", "law of DE", "pack's own jurisdiction");

    [Fact]
    public void A_contract_rate_over_the_cap_is_found() =>
        Finds(r => { r["claims"]!["scheme"] = "contract"; r["claims"]!["contractRateAnnual"] = 36; }, "$.claims.contractRateAnnual", "over the cap of 25 %", "0 to 25");

    [Fact]
    public void A_contract_scheme_needs_its_rate() =>
        Finds(r => r["claims"]!["scheme"] = "contract", "$.claims.contractRateAnnual", "missing", "percent a year");

    [Theory]
    [InlineData("07:30", "17:30")]
    [InlineData("09:00", "20:30")]
    public void Hours_outside_the_jurisdictions_are_found(string from, string to) =>
        Finds(r => { r["contactHours"]!["from"] = from; r["contactHours"]!["to"] = to; }, "$.contactHours", "outside 08:00 to 20:00", "Stay inside");

    [Fact]
    public void Both_bounds_of_the_jurisdictions_hours_are_allowed_with_a_word_of_advice()
    {
        PolicyFault fault = Assert.Single(FaultyPack.Check(FaultyPack.With(r => { r["contactHours"]!["from"] = "08:00"; r["contactHours"]!["to"] = "20:00"; })));
        Assert.False(fault.Stops);
    }

    [Fact]
    public void A_year_without_holiday_data_is_named_and_does_not_stop_the_pack()
    {
        PackFiles pack = PackFiles.Shipped("us-b2b");
        PolicyFault fault = Assert.Single(FaultyPack.Check(pack, new DateOnly(2027, 3, 1)));
        Assert.Equal("holidays/US.json", fault.Where);
        Assert.Contains("2028", fault.What);
        Assert.False(fault.Stops);
    }

    [Fact]
    public void A_jurisdiction_that_is_not_on_file_is_named() =>
        Finds(r => r["jurisdiction"] = "XX", "$.jurisdiction", "not on file", "GB");

    [Fact]
    public void A_required_level_does_not_go_by_text_alone() =>
        Finds(r => r.Level(5)["channel"] = "sms", "$.levels[4].channel", "SMS alone", "email");

    [Fact]
    public void The_tone_never_falls() =>
        Finds(r => r.Level(3)["tone"] = "formal", "$.levels[3].tone", "falls from formal to firm", "rise or stay");

    [Fact]
    public void A_level_that_warns_must_be_required() =>
        Finds(r => r.Level(6).Remove("required"), "$.levels[5].required", "not required", "without the notice");

    [Fact]
    public void Blacklisting_is_not_proposed_without_a_level_that_warns() =>
        Finds(r => { r["endOfLadder"] = "propose-blacklisting"; r.Level(6).Remove("warns"); }, "$.endOfLadder", "no level warns", "\"warns\": true");

    [Fact]
    public void The_end_is_not_declared_inside_the_cure_period() =>
        Finds(r => { r["endOfLadder"] = "propose-blacklisting"; r["endAfterDays"] = 10; }, "$.endAfterDays", "inside the cure period", "14 or more");

    [Fact]
    public void A_cure_period_shorter_than_a_week_is_too_short_to_act_in() =>
        Finds(r => r["standing"]!["cureDays"] = 6, "$.standing.cureDays", "less than a week", "7 or more");

    [Fact]
    public void A_promise_cannot_send_the_ladder_beyond_its_end() =>
        Finds(r => r["promises"]!["levelAfterBroken"] = 9, "$.promises.levelAfterBroken", "no level 9", "1 to 6");

    [Fact]
    public void A_claim_cannot_be_stated_from_a_level_that_is_not_there() =>
        Finds(r => r["claims"]!["stateFromLevel"] = 9, "$.claims.stateFromLevel", "no level 9", "1 to 6");

    [Fact]
    public void A_role_that_no_contact_has_is_found() =>
        Finds(r => r.Level(1)["recipient"] = "acounts", "$.levels[0].recipient", "no role", "accounts-payable");

    [Fact]
    public void The_order_gate_does_not_ease_with_age() =>
        Finds(r => r["orderGate"]!["holdFromDaysPastDue"] = 20, "$.orderGate.holdFromDaysPastDue", "before prepayment", "tighten");

    [Theory]
    [InlineData("We will see you in court.")]
    [InlineData("This is your LAST CHANCE.")]
    [InlineData("We are sorry to ask.")]
    public void A_letter_that_threatens_or_grovels_is_found(string words) =>
        Assert.Contains(FaultyPack.Check(FaultyPack.WithLetter("letters/en/firm.txt.hbs", words)), f => f.Where == "letters/en/firm.txt.hbs" && f.What.StartsWith("says"));

    [Fact]
    public void A_text_over_two_segments_is_found() =>
        Assert.Contains(FaultyPack.Check(FaultyPack.WithLetter("letters/en/firm.sms.hbs", "{{creditorName}} " + new string('a', 280))), f => f.Where == "letters/en/firm.sms.hbs" && f.What.StartsWith("takes 3 segments"));

    [Fact]
    public void A_curly_quote_in_a_text_is_found_because_it_doubles_the_price() =>
        Assert.Contains(FaultyPack.Check(FaultyPack.WithLetter("letters/en/code.sms.hbs", "It\u2019s {{code}}")), f => f.Where == "letters/en/code.sms.hbs" && f.What.StartsWith("uses \u2019"));

    [Fact]
    public void Everything_is_found_at_once()
    {
        IReadOnlyList<PolicyFault> faults = FaultyPack.Check(FaultyPack.With(r =>
        {
            r.Level(3)["daysPastDue"] = 10;
            r.Level(5)["channel"] = "sms";
            r["standing"]!["cureDays"] = 3;
            r["contactHours"]!["from"] = "05:00";
        }));
        Assert.Equal(4, faults.Count(f => f.Where.StartsWith("pack.json")));
    }

    static void Finds(Action<JsonObject> change, string where, string what, string cure)
    {
        IReadOnlyList<PolicyFault> faults = FaultyPack.Check(FaultyPack.With(change));
        Assert.Contains(faults, f => f.Where.EndsWith(where, StringComparison.Ordinal) && f.What.Contains(what) && f.Cure.Contains(cure) && f.Stops);
    }
}
