using System.Text.Json;
using Collections.FakeProviders.SendGrid;

namespace Collections.RealProcess;

/// <summary>The journals of the clients and of the providers, held against what the product knows.</summary>
internal static class Verdict
{
    /// <summary>Every broken promise, in words; empty: all were kept.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(World world, ServerProcess server, Clients clients)
    {
        List<string> broken = [];
        using HttpClient http = new() { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", world.Key) } };
        foreach (IGrouping<string, Acknowledged> one in clients.Journal.GroupBy(a => a.Customer))
        {
            JsonElement account = await ReadAsync(http, "/api/v1/ledgers/uk/accounts/" + one.Key);
            foreach (Acknowledged told in one)
                if (Count(account, told) is var count and not 1) broken.Add($"{told.Kind} {told.Id} of {told.Customer} was acknowledged and is there {count} times");
        }
        foreach (IGrouping<string, AcceptedMail> twice in world.Fakes.SendGrid.Accepted.GroupBy(m => m.Arguments["collections_message"]).Where(g => g.Count() > 1))
            broken.Add($"message {twice.Key} was taken {twice.Count()} times");
        IReadOnlyList<AcceptedMail> taken = world.Fakes.SendGrid.Accepted;
        foreach (Acknowledged told in clients.Journal.Where(a => a.Kind == Kind.OptOut && a.Server + 1 < world.TakenBefore.Count))
            broken.AddRange(taken.Skip(world.TakenBefore[told.Server + 1]).Where(m => m.To == told.Id).Select(m => $"{told.Id} opted out and a later server wrote to it: {m.Arguments["collections_message"]}"));
        broken.AddRange(await MessagesAsync(http, taken));
        return broken;
    }

    // One step of one ladder goes out once, and what the provider took is known here as taken, or as not known: never as not sent.
    static async Task<IEnumerable<string>> MessagesAsync(HttpClient http, IReadOnlyList<AcceptedMail> taken)
    {
        Dictionary<string, JsonElement> known = [];
        for (JsonElement page = await ReadAsync(http, "/api/v1/ledgers/uk/messages"); page.GetArrayLength() > 0;)
        {
            foreach (JsonElement one in page.EnumerateArray()) known[one.GetProperty("message").GetProperty("id").GetString()!] = one;
            JsonElement last = page[page.GetArrayLength() - 1].GetProperty("message");
            page = await ReadAsync(http, $"/api/v1/ledgers/uk/messages?before={Uri.EscapeDataString(last.GetProperty("reservedAt").GetString()!)}&beforeId={last.GetProperty("id").GetString()}");
        }
        IEnumerable<string> strangers = taken.Where(m => !known.ContainsKey(m.Arguments["collections_message"])).Select(m => $"the provider took {m.Arguments["collections_message"]}, which is not known here");
        IEnumerable<string> denied = taken.Where(m => known.TryGetValue(m.Arguments["collections_message"], out JsonElement one) && StateOf(one) is "ready" or "dropped").Select(m => $"the provider took {m.Arguments["collections_message"]}, which stands as not sent");
        IEnumerable<string> twice = known.Values.Where(m => StateOf(m) is "accepted" or "uncertain" or "sending").GroupBy(StepOf).Where(g => g.Count() > 1).Select(g => $"step {g.Key} went out {g.Count()} times");
        return [.. strangers, .. denied, .. twice];
    }

    static string StateOf(JsonElement message) => message.GetProperty("message").GetProperty("state").GetString()!;

    static (string, string, string, int) StepOf(JsonElement stored)
    {
        JsonElement message = stored.GetProperty("message");
        return (stored.GetProperty("accountId").GetString()!, message.GetProperty("kind").GetString()!, message.GetProperty("about").GetString()!, message.TryGetProperty("number", out JsonElement n) ? n.GetInt32() : 0);
    }

    /// <summary>How many payments an account has.</summary>
    public static int Payments(string account) => JsonDocument.Parse(account).RootElement.GetProperty("payments").GetArrayLength();

    static int Count(JsonElement account, Acknowledged told) => told.Kind switch
    {
        Kind.Invoice => account.GetProperty("invoices").EnumerateArray().Count(i => i.GetProperty("invoice").GetProperty("number").GetString() == told.Id),
        Kind.Payment => account.GetProperty("payments").EnumerateArray().Count(p => p.GetProperty("id").GetString() == told.Id),
        Kind.Promise => account.GetProperty("account").GetProperty("promises").EnumerateArray().Count(p => p.GetProperty("amount").GetString() == told.Id),
        _ => 1,
    };

    static async Task<JsonElement> ReadAsync(HttpClient http, string path) => JsonDocument.Parse(await http.GetStringAsync(path)).RootElement;
}
