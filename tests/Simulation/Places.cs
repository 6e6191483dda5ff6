using Collections.Domain;
using Collections.Simulation.Outside;

namespace Collections.Simulation;

/// <summary>The ledgers of a seed: two of six, so that every kind of clock change is lived through.</summary>
internal static class Places
{
    static readonly (string Id, string Currency, string Zone, string Area, string Pack)[] All =
    [
        ("uk", "GBP", "Europe/London", "GB-ENG", "uk-b2b"), ("de", "EUR", "Europe/Berlin", "DE", "eu-b2b"), ("us", "USD", "America/New_York", "US", "us-b2b"),
        ("lh", "GBP", "Australia/Lord_Howe", "AU-NSW", "uk-b2b"), ("ie", "EUR", "Europe/Dublin", "IE", "eu-b2b"), ("nz", "GBP", "Pacific/Auckland", "NZ", "uk-b2b"),
    ];

    public static void Choose(World world)
    {
        int first = world.Random.Next(All.Length), second = (first + 1 + world.Random.Next(All.Length - 1)) % All.Length;
        foreach ((string id, string currency, string zone, string area, string pack) in (ReadOnlySpan<(string, string, string, string, string)>)[All[first], All[second]])
        {
            bool isConnected = world.Random.Next(2) == 0;
            Ledger ledger = new()
            {
                Feed = isConnected ? FeedKind.Connected : FeedKind.Fed,
                Id = id, LegalName = $"Tools {id} Ltd", Country = area[..2], Currency = Currency.Of(currency), Zone = zone, HolidayArea = area, Pack = pack,
                EmailsPerDay = world.Random.Next(3) == 0 ? 2 : 2000, SmsPerDay = world.Random.Next(3) == 0 ? 1 : 200,
                Sender = new() { Name = "Accounts", Email = $"accounts@{id}.example.com", Phone = "+447700900000", SmsFrom = TextServer.OurNumber, Address = "1 Quay Street", BankDetails = "on the invoice" },
            };
            world.Sight.Ledgers[id] = ledger;
            world.Memory.Ledgers.SaveAsync(ledger, world.Now, "ada", CancellationToken.None).GetAwaiter().GetResult();
            world.Memory.Ledgers.RecordFeedAsync(new(id, "first", world.Now, "first.csv", 1, null), CancellationToken.None).GetAwaiter().GetResult();
            world.Sight.FedAt[id] = world.Now;
            world.Books[id] = new(world, id, isConnected);
        }
    }
}
