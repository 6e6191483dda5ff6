namespace Collections.RealProcess;

/// <summary>SIGTERM under load, and a machine that freezes for a while: the server ends within ten seconds and leaves no message whose fate it does not know; what was frozen between gate and
/// call is not sent late.</summary>
internal static class Drain
{
    static readonly TimeSpan Goal = TimeSpan.FromSeconds(10);

    public static async Task<Finding> RunAsync(int times)
    {
        await using World world = await World.MakeAsync("drain");
        Clients clients = new(world, accounts: 120, seed: 29);
        List<string> broken = [];
        TimeSpan slowest = TimeSpan.Zero;
        for (int cycle = 0; cycle < times; cycle++)
        {
            await using ServerProcess server = await world.ServeAsync();
            if (cycle == 0) await clients.FirstFeedAsync(server);
            Task load = clients.LoadAsync(server, 6, CancellationToken.None);
            await Task.Delay(100 + 100 * (cycle % 5));
            if (cycle % 3 == 2)
            {
                server.Freeze(on: true);
                await Task.Delay(TimeSpan.FromSeconds(1));
                server.Freeze(on: false);
            }
            TimeSpan took = await server.StopAsync();
            await load;
            if (took > slowest) slowest = took;
            if (took > Goal) broken.Add($"cycle {cycle}: it took {took.TotalSeconds:0.0} s to end");
            if (server.ExitCode != 0) broken.Add($"cycle {cycle}: it ended with {server.ExitCode}");
            world.NextDay();
        }
        (IReadOnlyList<string> unkept, int taken) = await Kills.SettleAsync(world, clients);
        return new($"{times} orderly ends under load, slowest {slowest.TotalSeconds:0.0} s; {clients.Journal.Count} acknowledged, {taken} messages accepted", [.. broken, .. unkept]);
    }
}
