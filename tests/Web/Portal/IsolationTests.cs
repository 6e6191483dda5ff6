using System.Net;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>reliability S7: whatever a customer does, no byte of another's account comes back.</summary>
public sealed class IsolationTests(ITestOutputHelper print)
{
    const int Sequences = 500, Length = 50;
    const string OwnCanary = "CANARY-ONE-77120", ForeignCanary = "CANARY-TWO-88231";

    /// <summary>One act of a visitor: what, and on whose things.</summary>
    sealed record Act(int Kind, int Whose);

    [Fact]
    public async Task Two_customers_and_five_hundred_random_visits_meet_no_foreign_byte()
    {
        World world = await World.LivedAsync();
        await world.InvoiceAsync("uk", "C-1", OwnCanary, 900m, "GBP", 15);
        await world.InvoiceAsync("uk", "C-2", ForeignCanary, 700m, "GBP", 15);
        await world.PutAsync("uk", "C-2", new OpenDispute(ForeignCanary, "price", ForeignCanary + " words"));
        await using WebHost host = await WebHost.StartAsync(world);
        string[] messages = [.. (await world.Stores.Accounts.MessagesAsync(new("uk", World.Id("C-2")), default)).Select(m => m.Message.Id)];
        Account two = (await world.Stores.Accounts.LoadAsync(World.Id("C-2"), default))!.Account;
        string[] canaries = [ForeignCanary, "Bramble", "C-2-INV-1", "c-2-uk@example.com", two.Contacts[0].Mobile!, World.Id("C-2").Value, .. messages];
        string foreignBefore = (await world.Stores.Accounts.LoadAsync(World.Id("C-2"), default))!.Hash;

        var acts = Gen.Choose(0, 13).SelectMany(kind => Gen.Choose(0, 1).Select(whose => new Act(kind, whose))).ListOf(Length).Sample(Sequences, Length).ToList();
        int asked = 0, foreign = 0, own = 0;
        await Parallel.ForEachAsync(acts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (sequence, _) =>
        {
            using HttpClient browser = await host.VisitAsync("C-1");
            string form = await browser.PortalTokenAsync();
            foreach (Act act in sequence)
            {
                string answer = await DoAsync(browser, act, messages, form);
                Interlocked.Increment(ref asked);
                if (answer.Contains(OwnCanary)) Interlocked.Increment(ref own);
                // What a visitor typed themselves may come back to them as typed; it is asked for with a marker of its own.
                if (canaries.Any(c => answer.Replace("typed:" + ForeignCanary, "").Contains(c, StringComparison.OrdinalIgnoreCase))) Interlocked.Increment(ref foreign);
            }
        });
        Assert.Equal(foreignBefore, (await world.Stores.Accounts.LoadAsync(World.Id("C-2"), default))!.Hash);
        print.WriteLine($"{Sequences} sequences, {asked} requests, {canaries.Length} canaries, own canary seen {own} times, {foreign} foreign answers");
        Assert.True(own > Sequences);
        Assert.Equal(0, foreign);
    }

    static async Task<string> DoAsync(HttpClient browser, Act act, string[] foreignMessages, string form)
    {
        string invoice = act.Whose == 0 ? OwnCanary : ForeignCanary, typed = act.Whose == 0 ? "typed" : "typed:" + ForeignCanary;
        string message = foreignMessages[act.Kind % foreignMessages.Length];
        return act.Kind switch
        {
            0 => await TextAsync(browser.GetAsync("/portal")),
            1 => await TextAsync(browser.GetAsync("/portal/invoice?number=" + invoice)),
            2 => await TextAsync(browser.GetAsync("/portal/messages")),
            3 => await TextAsync(browser.GetAsync("/portal/messages/" + message)),
            4 => await TextAsync(browser.GetAsync($"/portal/messages/{message}/html")),
            5 => await TextAsync(browser.GetAsync("/portal/promise?invoice=" + invoice)),
            6 => await TextAsync(SendAsync(browser, "/portal/promise", form, ("amount", "50"), ("currency", "GBP"), ("date", "2026-12-05"), ("invoices", invoice))),
            7 => await TextAsync(SendAsync(browser, "/portal/promise/withdraw", form, ("promise", act.Whose == 0 ? "P9" : "P1"))),
            8 => await TextAsync(browser.GetAsync("/portal/dispute?invoice=" + invoice)),
            9 => await TextAsync(SendAsync(browser, "/portal/dispute", form, ("invoice", invoice), ("code", "price"), ("part", "part"), ("amount", "-5"), ("words", typed))),
            10 => await TextAsync(browser.GetAsync("/portal/contacts")),
            11 => await TextAsync(SendAsync(browser, "/portal/opt-out", form, ("to", act.Whose == 0 ? "email nobody" : "email c-2"))),
            12 => await TextAsync(browser.GetAsync("/portal/code?then=" + Uri.EscapeDataString("invoice " + (act.Whose == 0 ? invoice : "x")))),
            _ => await TextAsync(browser.GetAsync($"/console/ledgers/uk/accounts/{World.Id("C-2")}")),
        };
    }

    static Task<HttpResponseMessage> SendAsync(HttpClient browser, string path, string form, params (string Name, string Value)[] fields) =>
        browser.PostAsync(path, new FormUrlEncodedContent([new(FormGuard.Field, form), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));

    // The visitor's own request stands in no answer: only the body and the address that follows are read.
    static async Task<string> TextAsync(Task<HttpResponseMessage> asked)
    {
        HttpResponseMessage answer = await asked;
        Assert.True((int)answer.StatusCode < 500, answer.RequestMessage!.RequestUri!.ToString());
        return await answer.Content.ReadAsStringAsync() + answer.Headers.Location;
    }
}
