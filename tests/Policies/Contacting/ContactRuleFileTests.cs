using Collections.Domain.Contacting;
using Collections.Policies.Contacting;
using Collections.Tests;

namespace Collections.Policies.Tests.Contacting;

public sealed class ContactRuleFileTests
{
    static readonly ContactFacts Facts = ContactRuleFile.Own;
    static readonly DateOnly Now = new(2026, 11, 22);

    static string OnDisk() => File.ReadAllText(Path.Combine(Repository.Root, "policies", "contact-rules.json"));

    [Fact]
    public void The_rules_that_ship_have_no_fault() => Assert.Empty(ContactRuleFile.Read(OnDisk()).Faults);

    [Fact]
    public void Every_fault_is_listed()
    {
        string json = OnDisk()
            .Replace("\"days\": \"mon-sat\", \"from\": \"09:00\", \"to\": \"21:00\"", "\"days\": \"monday\", \"from\": \"21:00\", \"to\": \"09:00\"", StringComparison.Ordinal)
            .Replace("\"cooldownDays\"", "\"cooldown\"", StringComparison.Ordinal)
            .Replace("\"START\"", "\"STOP\"", StringComparison.Ordinal)
            .Replace("\"breathingSpaceDays\": 60", "\"breathingSpaceDays\": \"sixty\"", StringComparison.Ordinal);

        ContactReading reading = ContactRuleFile.Read(json);

        Assert.Null(reading.Facts);
        Assert.Equal(["keywords.optOut", "periods.breathingSpaceDays", "rules[0].cooldown", "rules[7].hours[0].days", "rules[7].hours[0].to"],
            reading.Faults.Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("STOP", ReplyClass.OptOut, true), InlineData("stop.", ReplyClass.OptOut, true), InlineData("  Stop!! ", ReplyClass.OptOut, true)]
    [InlineData("opt out", ReplyClass.OptOut, false), InlineData("OPT-OUT", ReplyClass.OptOut, false), InlineData("OptOut", ReplyClass.OptOut, true)]
    [InlineData("Arrêt", ReplyClass.OptOut, false), InlineData("arret", ReplyClass.OptOut, false), InlineData("ＳＴＯＰ", ReplyClass.OptOut, false)]
    [InlineData("\"STOP\"", ReplyClass.OptOut, true), InlineData("S.T.O.P", ReplyClass.OptOut, false)]
    [InlineData("UNSTOP", ReplyClass.OptIn, false), InlineData("Start", ReplyClass.OptIn, false), InlineData("help?", ReplyClass.Help, false)]
    [InlineData("don't stop the delivery", ReplyClass.Review, false), InlineData("no mas", ReplyClass.Review, false), InlineData("arrêtez", ReplyClass.Review, false)]
    [InlineData("", ReplyClass.Review, false), InlineData("...", ReplyClass.Review, false), InlineData("👍", ReplyClass.Review, false), InlineData("stopover", ReplyClass.Review, false)]
    [InlineData("PAY 250 28 NOV", ReplyClass.Review, false), InlineData("end of month is fine", ReplyClass.Review, false)]
    public void A_reply_is_an_opt_out_whatever_its_case_and_punctuation_and_otherwise_for_a_person(string body, ReplyClass expected, bool byProvider)
    {
        Assert.Equal(expected, Facts.Keywords.Classify(body));
        Assert.Equal(byProvider, Facts.Keywords.IsHandledByProvider(body));
    }

    [Fact]
    public void Half_a_character_in_a_reply_is_for_a_person_and_no_failure() => Assert.Equal(ReplyClass.Review, Facts.Keywords.Classify("\uD83D no"));

    [Theory]
    [InlineData(PartyRole.ThirdParty, DebtKind.Consumer, true), InlineData(PartyRole.ThirdParty, DebtKind.Business, false)]
    [InlineData(PartyRole.Creditor, DebtKind.Consumer, false), InlineData(PartyRole.CreditorUnderAnotherName, DebtKind.Consumer, true)]
    public void Reg_F_binds_collectors_of_consumer_debts_and_creditors_under_another_name(PartyRole role, DebtKind debt, bool binds) =>
        Assert.Equal(binds, Facts.Rules.Binding(new(role, debt), "US", Now).Any(r => r.Name == "us-reg-f"));

    [Theory]
    [InlineData("US-MA", "us-ma-calls"), InlineData("US-NY-NYC", "us-nyc-contacts")]
    public void Massachusetts_and_New_York_City_bind_the_creditor_itself_on_consumer_debts(string place, string rule)
    {
        Assert.Contains(Facts.Rules.Binding(new(PartyRole.Creditor, DebtKind.Consumer), place, Now), r => r.Name == rule);
        Assert.DoesNotContain(Facts.Rules.Binding(new(PartyRole.Creditor, DebtKind.Business), place, Now), r => r.Name == rule);
    }

    [Fact]
    public void New_York_Citys_rule_did_not_bind_in_August_2026() =>
        Assert.Empty(Facts.Rules.Binding(new(PartyRole.Creditor, DebtKind.Consumer), "US-NY-NYC", new DateOnly(2026, 8, 31)));

    [Theory]
    [InlineData(PartyRole.ThirdParty, "US", false), InlineData(PartyRole.ThirdParty, "CA", false), InlineData(PartyRole.ThirdParty, "GB", true), InlineData(PartyRole.Creditor, "US", true)]
    public void A_third_party_may_not_text_in_the_United_States_or_Canada(PartyRole role, string country, bool allowed) =>
        Assert.Equal(allowed, Facts.Rules.SmsBanOn(role, country) is null);
}
