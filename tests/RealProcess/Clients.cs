using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Collections.RealProcess;

/// <summary>What a client was told is recorded.</summary>
internal enum Kind { Invoice, Payment, Promise, OptOut }

/// <summary>An acknowledgement that a client wrote down.</summary>
/// <param name="Kind">What of.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Id">Of the object: number, id, amount or address.</param>
/// <param name="Server">Which server said it, the first is 0.</param>
internal sealed record Acknowledged(Kind Kind, string Customer, string Id, int Server);

/// <summary>Clients under load: each keeps its own journal of every acknowledgement, and sends a feed again under its key when it got no answer.</summary>
internal sealed class Clients(World world, int accounts, int seed)
{
    readonly ConcurrentQueue<Acknowledged> journal = [];
    int counter, unanswered, refused;

    public IReadOnlyCollection<Acknowledged> Journal => journal;
    public int Unanswered => unanswered;
    public int Refused => refused;

    /// <summary>Feeds the first invoices, overdue on the first day, so that every morning has its reminders.</summary>
    public async Task FirstFeedAsync(ServerProcess server)
    {
        using HttpClient http = Http(server);
        for (int first = 0; first < accounts; first += 50)
        {
            string[] customers = [.. Enumerable.Range(first, Math.Min(50, accounts - first)).Select(Customer)];
            HttpResponseMessage answer = await FeedAsync(http, $"first-{first:0000}", new
            {
                customers = customers.Select(c => new { customer = c, name = "Customer " + c, contacts = new[] { new { id = "ap", name = "Accounts", email = Email(c), language = "en" } } }),
                invoices = customers.Select(c => new { customer = c, number = c + "-1", issueDate = "2026-07-01", dueDate = "2026-08-01", amount = "1000.00 GBP" }),
            });
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"the first feed was refused: {await answer.Content.ReadAsStringAsync()}");
            foreach (string c in customers) journal.Enqueue(new(Kind.Invoice, c, c + "-1", 0));
        }
    }

    /// <summary>So many clients at once, until they are told to stop. A server that is gone is met again under the next one.</summary>
    public Task LoadAsync(ServerProcess server, int clients, CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(n => OneAsync(server, new Random(HashCode.Combine(seed, n, Interlocked.Increment(ref counter))), cancel)));

    async Task OneAsync(ServerProcess server, Random random, CancellationToken cancel)
    {
        using HttpClient http = Http(server);
        while (!cancel.IsCancellationRequested && !server.HasEnded)
        {
            string customer = Customer(random.Next(accounts)), id = Interlocked.Increment(ref counter).ToString("000000", CultureInfo.InvariantCulture);
            try
            {
                await ActAsync(http, customer, id, random.Next(100));
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or IOException)
            {
                Interlocked.Increment(ref unanswered);
            }
        }
    }

    async Task ActAsync(HttpClient http, string customer, string id, int dice)
    {
        if (dice < 55)
            Note(await FeedAsync(http, "feed-" + id, new { invoices = new[] { new { customer, number = "I" + id, issueDate = "2026-08-01", dueDate = "2026-12-01", amount = "50.00 GBP" } } }), new(Kind.Invoice, customer, "I" + id, world.Servers));
        else if (dice < 90)
            Note(await FeedAsync(http, "feed-" + id, new { payments = new[] { new { customer, id = "P" + id, amount = "0.01 GBP", valueDate = "2026-09-01", allocations = new[] { new { invoice = customer + "-1", amount = "0.01 GBP" } } } } }), new(Kind.Payment, customer, "P" + id, world.Servers));
        else if (dice < 97)
        {
            string amount = $"{900 + int.Parse(id, CultureInfo.InvariantCulture) % 90}.{int.Parse(id, CultureInfo.InvariantCulture) % 100:00} GBP";
            Note(await http.PostAsJsonAsync($"/api/v1/ledgers/uk/accounts/{customer}/promises", new { amount, date = world.Now.AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }), new(Kind.Promise, customer, amount, world.Servers));
        }
        else if (dice == 99)
            Note(await http.PostAsJsonAsync($"/api/v1/ledgers/uk/accounts/{customer}/opt-outs", new { address = Email(customer) }), new(Kind.OptOut, customer, Email(customer), world.Servers));
    }

    void Note(HttpResponseMessage answer, Acknowledged what)
    {
        if (answer.IsSuccessStatusCode) journal.Enqueue(what);
        else if (answer.StatusCode is HttpStatusCode.BadRequest) throw new InvalidOperationException("the clients send nonsense: " + answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        else Interlocked.Increment(ref refused);
        answer.Dispose();
    }

    static async Task<HttpResponseMessage> FeedAsync(HttpClient http, string key, object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/ledgers/uk/feeds") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key.PadRight(8, '-'));
        return await http.SendAsync(request);
    }

    HttpClient Http(ServerProcess server) => new() { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { Authorization = new("Bearer", world.Key) } };

    /// <summary>The number of a customer.</summary>
    public static string Customer(int number) => "C" + number.ToString("000", CultureInfo.InvariantCulture);

    static string Email(string customer) => customer.ToLowerInvariant() + "@example.com";
}
