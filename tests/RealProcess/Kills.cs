namespace Collections.RealProcess;

/// <summary>kill -9 of the server under load, again and again, a working day apart: 20 to 500 ms after it is ready, while it takes feeds and sends its reminders.</summary>
internal static class Kills
{
    const int Accounts = 120, AtOnce = 6;

    public static async Task<Finding> RunAsync(int times)
    {
        await using World world = await World.MakeAsync("kills");
        Clients clients = new(world, Accounts, seed: 7);
        Random random = new(7);
        List<TimeSpan> ready = [];
        for (int cycle = 0; cycle < times; cycle++)
        {
            await using ServerProcess server = await world.ServeAsync();
            if (server.HasEnded) return new($"the server of cycle {cycle} did not start", [server.Said]);
            ready.Add(server.Ready);
            if (cycle == 0) await clients.FirstFeedAsync(server);
            Task load = clients.LoadAsync(server, AtOnce, CancellationToken.None);
            await Task.Delay(random.Next(20, 500));
            await server.KillAsync();
            await load;
            world.NextDay();
        }
        (IReadOnlyList<string> broken, int taken) = await SettleAsync(world, clients);
        ready.Sort();
        return new($"{times} kills, {clients.Journal.Count} acknowledged, {clients.Unanswered} cut off, {taken} messages accepted; ready after {ready[ready.Count / 2].TotalSeconds:0.0} s (median), {ready[^1].TotalSeconds:0.0} s (slowest)", broken);
    }

    /// <summary>Lets a last server come to rest, and judges.</summary>
    public static async Task<(IReadOnlyList<string> Broken, int Taken)> SettleAsync(World world, Clients clients)
    {
        List<string> broken = [];
        await using (ServerProcess last = await world.ServeAsync())
        {
            if (last.HasEnded) return (["the last server did not start: " + last.Said], world.Fakes.SendGrid.Accepted.Count);
            await Task.Delay(TimeSpan.FromSeconds(4));
            broken.AddRange(await Verdict.FindAsync(world, last, clients));
            await last.StopAsync();
        }
        broken.AddRange(DatabaseCheck.Faults(world.Database));
        string audit = await ServerProcess.CommandAsync(world.Run, "audit", "verify");
        if (!audit.Contains("every chain holds", StringComparison.Ordinal)) broken.Add("audit verify: " + audit);
        return (broken, world.Fakes.SendGrid.Accepted.Count);
    }
}
