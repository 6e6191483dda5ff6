using Collections.Engine;
namespace Collections.Web.Tests;
[Collection("lived")]
public sealed class Eyes(LivedHost lived)
{
    [SkippableFact]
    public async Task Save()
    {
        string? to = Environment.GetEnvironmentVariable("EYES");
        Skip.If(to is null);
        WebHost host = lived.Host;
        HttpClient b = await host.SignedInAsync(Role.Admin, "Ada Lovett");
        string css = await b.GetStringAsync("/console/collections.css");
        string m = (await host.World.Stores.Accounts.MessagesAsync(new("uk", State: Domain.MessageState.Accepted), default)).First(x => x.Text?.Html is not null).Message.Id;
        string letter = await b.GetStringAsync($"/console/ledgers/uk/outbox/{m}/html");
        File.WriteAllText(Path.Combine(to!, "letter.html"), letter);
        foreach ((string n, string p) in new[] { ("accounts", "/console/ledgers/uk/accounts"), ("account", "/console/ledgers/uk/accounts/" + World.Id("C-1").Value), ("promised", "/console/ledgers/uk/accounts/" + World.Id("C-2").Value), ("disputed", "/console/ledgers/uk/accounts/" + World.Id("C-3").Value), ("outbox", "/console/ledgers/uk/outbox"), ("message", "/console/ledgers/uk/outbox/" + m), ("waiting", "/console/ledgers/uk/waiting"), ("flagged", "/console/ledgers/uk/flagged"), ("runs", "/console/ledgers/uk/runs"), ("people", "/console/people"), ("keys", "/console/keys"), ("audit", "/console/audit"), ("signin", "/console/sign-in?token=abc"), ("missing", "/console/nothing") })
        {
            string html = await (await b.GetAsync(p)).Content.ReadAsStringAsync();
            File.WriteAllText(Path.Combine(to!, n + ".html"), html.Replace("<link rel=\"stylesheet\" href=\"/console/collections.css\">", $"<style>{css}</style>").Replace($"/console/ledgers/uk/outbox/{m}/html", "letter.html"));
        }
    }
}
