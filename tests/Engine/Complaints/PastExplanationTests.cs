using System.Collections.Immutable;
using Collections.Domain;
using Collections.Living;
using Xunit.Abstractions;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>"Why did this customer hear nothing that day?", asked long afterwards, is answered as it was on the day.</summary>
public sealed class PastExplanationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_thousand_past_days_are_explained_as_they_were_at_the_time()
    {
        Office office = await LivedAsync();
        ConsideredAccount[] considered = [.. office.Summary.Considered.Where(c => c.Verdict.MessageId is null || c.Verdict.InWords().Level is not null)];
        Assert.True(considered.Length >= 1000, $"{considered.Length}");
        Random random = new(20260302);
        int silences = 0, messages = 0;
        PastAccount past = new(office.Desk);
        foreach (ConsideredAccount one in Enumerable.Range(0, 1000).Select(_ => considered[random.Next(considered.Length)]))
        {
            Explanation then = one.Verdict.InWords(), now = (await past.WhyAsync(one.Id, then.At, CancellationToken.None))!;
            Assert.Equal(Facts(then), Facts(now));
            Assert.Equal(then.MessageId is null ? then.Reason : Reason.MessageInFlight, now.Reason); // the message reserved at that very instant is on its way in what is read back
            if (then.MessageId is null) silences++;
            else messages++;
        }
        output.WriteLine($"{considered.Length} verdicts; 1000 asked again: {silences} silences and {messages} messages explained as then");
        Assert.True(silences > 100 && messages > 50, $"{silences} {messages}");
    }

    static string Facts(Explanation e) =>
        $"{e.AccountId} {e.Date} {e.Policy} {e.Calendar} {e.Carrying} {e.Level} {string.Join("; ", e.Values.Select(v => $"{v.Key}={v.Value}"))} "
        + $"[{string.Join("; ", e.Stops.Where(s => s.Reason != Reason.MessageInFlight).Select(s => $"{s.Code} {s.Until} {s.Words}"))}]";

    static async Task<Office> LivedAsync()
    {
        Office office = await OfficeAsync([3, 10, 21, 40], r => r with { Budget = new() { PerDay = 1, PerSevenDays = 2 }, MinimumGapDays = 3, MinimumBalance = ImmutableSortedDictionary<string, decimal>.Empty.Add("GBP", 30) });
        Random random = new(7);
        for (int i = 1; i <= 40; i++) await office.CustomerAsync($"C{i}", Person("ap", i % 5 == 0 ? "shared@example.com" : $"c{i}@example.com") with { Zone = i % 7 == 0 ? "America/New_York" : null });
        for (int day = 0; day < 200; day++)
        {
            await office.LiveToAsync(Monday.AddDays(day).AddHours(5 + random.Next(8)));
            string customer = $"C{random.Next(1, 41)}", number = $"INV-{day}";
            await office.InvoiceAsync(office.Today.AddDays(random.Next(-4, 10)).ToString("yyyy-MM-dd"), random.Next(10, 200), number, customer);
            await HappenAsync(office, random, (await office.AccountAsync(customer)).Invoices.FirstOrDefault(i => i.IsOpen)?.Number ?? number, customer);
        }
        await office.LiveToAsync(Monday.AddDays(260));
        return office;
    }

    static async Task HappenAsync(Office office, Random random, string number, string customer)
    {
        switch (random.Next(7))
        {
            case 0: await office.PutAsync(customer, new OpenDispute(number, "quality", "")); break;
            case 1: await office.PutAsync(customer, new MakePromise(Given.Gbps(20), office.Today.AddDays(9), [], "portal")); break;
            case 2: await office.PutAsync(customer, new BlockReminders(number, "waiting", office.Today.AddDays(12))); break;
            case 3: await office.PayAsync(25, null, customer); break;
            case 4: await office.OptOutAsync($"c{random.Next(1, 41)}@example.com"); break;
            default: break;
        }
    }
}
