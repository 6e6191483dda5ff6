using System.Globalization;
using System.Text.Json;
using Collections.FakeProviders;

namespace Collections.RealProcess;

/// <summary>A data folder with one ledger, the fake providers that outlive its servers, and a clock that both stand on.</summary>
internal sealed class World : IAsyncDisposable
{
    readonly HandClock clock;
    readonly CancellationTokenSource ending = new();
    readonly Task delivering;
    readonly List<int> takenBefore = [];

    World(string folder, int port, FakeServer fakes, HandClock clock)
    {
        (Folder, Port, Fakes, this.clock) = (folder, port, fakes, clock);
        delivering = DeliverAsync(ending.Token);
    }

    public string Folder { get; }
    public int Port { get; }
    public FakeServer Fakes { get; }
    public string Data => Path.Combine(Folder, "data");
    public string Database => Path.Combine(Data, "collections.db");
    public string Key { get; private set; } = "";

    /// <summary>The day that the next server wakes on.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 9, 7, 8, 30, 0, TimeSpan.Zero);

    /// <summary>How many servers have been started; the number of the one that runs is one less.</summary>
    public int Servers => takenBefore.Count - 1;

    /// <summary>How many mails the provider had taken when each server was started.</summary>
    public IReadOnlyList<int> TakenBefore => takenBefore;

    /// <summary>Settings beside those of the fakes.</summary>
    public Dictionary<string, string> Extra { get; } = [];

    /// <summary>The clock that providers and clients stand on, near that of the server.</summary>
    public TimeProvider Time => clock;

    /// <summary>A server of this world, on this day.</summary>
    public ServerRun Run => new(Data, Port, ServerProcess.CanSetClock ? Now : null, Fakes.Settings().Where(s => s.Key.StartsWith("SendGrid", StringComparison.Ordinal)).Concat(Extra).ToDictionary());

    public static async Task<World> MakeAsync(string name)
    {
        string folder = Directory.CreateTempSubdirectory("collections-" + name).FullName;
        int port = ServerProcess.FreePort();
        HandClock clock = new();
        FakeServer fakes = await FakeServer.StartAsync(new(0, Path.Combine(folder, "fakes"), $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", clock), CancellationToken.None);
        World world = new(folder, port, fakes, clock);
        world.clock.SetTo(world.Now);
        await ServerProcess.CommandAsync(world.Run, "ledger", "add", "uk", "--name", "Harbour Supplies Ltd", "--country", "GB", "--currency", "GBP", "--zone", "Europe/London",
            "--holidays", "GB-ENG", "--pack", "uk-b2b", "--email", "accounts@harbour.example.com", "--phone", "+44 1632 960000", "--bank", "Account 01234567, sort code 00-00-00");
        world.Key = JsonDocument.Parse(await ServerProcess.CommandAsync(world.Run, "key", "add", "load", "--role", "admin", "--json")).RootElement.GetProperty("key").GetString()!;
        return world;
    }

    /// <summary>Moves to the next working day's morning, just after the ledger's run is due.</summary>
    public void NextDay()
    {
        do Now = Now.AddDays(1); while (Now.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        clock.SetTo(Now);
    }

    /// <summary>A server that is ready.</summary>
    public Task<ServerProcess> ServeAsync(params string[] wrapper)
    {
        clock.SetTo(Now);
        takenBefore.Add(Fakes.SendGrid.Accepted.Count);
        return ServerProcess.StartAsync(Run, wrapper);
    }

    async Task DeliverAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Fakes.DeliverAsync(cancel);
                await Task.Delay(100, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The world ends.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await delivering;
        await Fakes.DisposeAsync();
        ending.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Goes as real time goes, from where it was set.</summary>
    sealed class HandClock : TimeProvider
    {
        TimeSpan ahead;

        public void SetTo(DateTimeOffset now) => ahead = now - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
