namespace Collections.RealProcess;

/// <summary>Two servers on one database file for half a minute of load: every acknowledgement is kept by both, and no reminder goes twice.</summary>
internal static class TwoServers
{
    static readonly TimeSpan Load = TimeSpan.FromSeconds(5);

    public static async Task<Finding> RunAsync(int times)
    {
        await using World world = await World.MakeAsync("two");
        Clients clients = new(world, accounts: 120, seed: 23);
        for (int day = 0; day < times * 6; day++)
        {
            await using ServerProcess one = await world.ServeAsync();
            if (day == 0) await clients.FirstFeedAsync(one);
            await using ServerProcess other = await ServerProcess.StartAsync(world.Run with { Port = ServerProcess.FreePort() });
            using CancellationTokenSource enough = new(Load);
            await Task.WhenAll(clients.LoadAsync(one, 3, enough.Token), clients.LoadAsync(other, 3, enough.Token));
            await one.KillAsync();
            await other.StopAsync();
            world.NextDay();
        }
        (IReadOnlyList<string> broken, int taken) = await Kills.SettleAsync(world, clients);
        return new($"{times * 6 * Load.TotalSeconds:0} s of two servers, one killed each day: {clients.Journal.Count} acknowledged, {clients.Refused} refused, {taken} messages accepted", broken);
    }
}
