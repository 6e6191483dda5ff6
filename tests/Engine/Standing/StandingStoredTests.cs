using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collections.Domain;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.Standings;

public sealed class StandingStoredTests
{
    [Fact]
    public void Standing_gate_releases_and_moratoria_come_back_from_the_store_as_they_went()
    {
        Journey journey = Blacklisted();
        journey.Put(new AppealStanding("The delivery was short."));
        journey.Put(new FlagAccount("petition", Insolvency: true));
        journey.Put(new RecordGateAnswer(new(Pounds(10m))));
        journey.Put(new ReleaseOrder("SO-1", Pounds(10m), "the site stands still", Ann));

        byte[] head = AccountSnapshot.Head(journey.Account);
        Account back = AccountSnapshot.Read(head, [AccountSnapshot.Chunk(journey.Account, 0)]);

        Assert.Equal(Encoding.UTF8.GetString(head), Encoding.UTF8.GetString(AccountSnapshot.Head(back)));
        Assert.Equal((Standing.Blacklisted, GateVerdict.Refuse, "SO-1"), (back.Standing.Standing, back.Gate!.Verdict, back.Releases.Single().Order));
        Assert.Equal(journey.Today, back.Moratoria.Single().From);
        Account folded = Account.New("book", "C1").Apply(JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes([.. journey.Events], AccountJson.Default.ImmutableArrayAccountEvent), AccountJson.Default.ImmutableArrayAccountEvent));
        Assert.Equal(Encoding.UTF8.GetString(head), Encoding.UTF8.GetString(AccountSnapshot.Head(folded)));
    }

    [Fact]
    public void An_account_stored_before_these_fields_existed_is_read_decided_and_written_again()
    {
        JsonObject old = JsonNode.Parse(AccountSnapshot.Head(WithAnInvoice().Account))!.AsObject();
        foreach (string name in new[] { "releases", "moratoria", "gate" }) old.Remove(name);
        old["standing"] = JsonNode.Parse("""{"standing":"good","reason":""}"""); // without noticed and steps

        Account account = AccountSnapshot.Read(Encoding.UTF8.GetBytes(old.ToJsonString()), []);
        Journey journey = new();
        foreach (Input input in new Input[] { new DailyRun(), new ReleaseOrder("SO-1", Pounds(1m), "urgent", Ann), new FlagAccount("petition", Insolvency: true), new RecordGateAnswer(new(Pounds(1m))) })
            account = Decision.On(account, journey.Around, input, journey.Book, journey.Now).After;

        Assert.Contains("SO-1", Encoding.UTF8.GetString(AccountSnapshot.Head(account)));
    }
}
