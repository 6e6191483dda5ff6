namespace Collections.Policies.Tests;

public class PolicyNoticeTests
{
    [Fact]
    public void The_rules_of_every_pack_read_as_a_customer_was_shown_them()
    {
        Dictionary<string, string> notices = [];
        foreach (string name in PackFiles.ShippedNames)
            foreach (string language in Some.Pack(name).Letters.Languages)
                notices[$"{name}.{language}.md"] = PolicyNotice.Write(Some.Pack(name), "Harbour Timber Supplies Ltd", language);
        Golden.HoldFolder("Notices", notices);
    }

    [Fact]
    public void The_notice_says_each_reminders_day_as_the_policy_has_it()
    {
        LoadedPack pack = PackReader.Read(FaultyPack.With(r => r.Level(1)["daysPastDue"] = 4)).Pack!;
        string notice = PolicyNotice.Write(pack, "Harbour Timber Supplies Ltd");
        Assert.Contains("- 4 days after the due date: a friendly reminder by email, to accounts payable.", notice);
        Assert.Contains("- 24 days after the due date: a firm reminder by text message", notice);
        Assert.Contains("Between 09:00 and 17:30", notice);
    }
}
