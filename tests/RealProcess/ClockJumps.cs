namespace Collections.RealProcess;

/// <summary>The machine's clock jumps between two starts: an hour, a day, a year back, six hours, forty days ahead. No step goes out twice and no ladder bursts.</summary>
internal static class ClockJumps
{
    static readonly double[] Hours = [-1, 6, -24, 24 * 40, -24 * 365];

    public static async Task<Finding> RunAsync(int times)
    {
        if (!ServerProcess.CanSetClock) return new("faketime is absent", ["install faketime"]);
        await using World world = await World.MakeAsync("clock");
        Clients clients = new(world, accounts: 60, seed: 31);
        await using (ServerProcess first = await world.ServeAsync()) await clients.FirstFeedAsync(first);
        List<string> broken = [];
        for (int run = 0; run < times; run++)
        {
            world.NextDay();
            int before = world.Fakes.SendGrid.Accepted.Count;
            foreach (double hours in (double[])[0, Hours[run % Hours.Length], 0])
                await RunOnceAsync(world, hours);
            foreach (IGrouping<string, string> customer in world.Fakes.SendGrid.Accepted.Skip(before).Select(m => m.To).GroupBy(to => to).Where(g => g.Count() > 2))
                broken.Add($"run {run}: {customer.Key} had {customer.Count()} messages in a day whose clock jumped {Hours[run % Hours.Length]} h");
        }
        world.NextDay();
        (IReadOnlyList<string> unkept, int taken) = await Kills.SettleAsync(world, clients);
        return new($"{times} jumps of the clock, {taken} messages accepted", [.. broken, .. unkept]);
    }

    static async Task RunOnceAsync(World world, double hours)
    {
        await using ServerProcess server = await ServerProcess.StartAsync(world.Run with { At = world.Now.AddHours(hours) });
        await Task.Delay(TimeSpan.FromSeconds(2));
        await server.StopAsync();
    }
}
