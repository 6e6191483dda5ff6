using System.Globalization;

namespace Collections.RealProcess;

/// <summary>The disk refuses the n-th flush (EIO) or the n-th write (ENOSPC) and works again: nothing is acknowledged that is not kept, and the server goes on, or ends and is started again.</summary>
internal static class DiskFaults
{
    public static async Task<Finding> RunAsync(int times)
    {
        if (!File.Exists("/usr/bin/strace")) return new("strace is absent", ["install strace"]);
        await using World world = await World.MakeAsync("disk");
        Clients clients = new(world, accounts: 40, seed: 17);
        await using (ServerProcess first = await world.ServeAsync()) await clients.FirstFeedAsync(first);
        int wentOn = 0;
        List<string> dumb = [];
        for (int position = 1; position <= times; position++)
        {
            world.NextDay();
            (string Call, string Error) fault = position % 2 == 0 ? ("fdatasync,fsync", "EIO") : ("pwrite64", "ENOSPC");
            string when = (10 + position * 3).ToString(CultureInfo.InvariantCulture);
            await using ServerProcess server = await world.ServeAsync("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + fault.Call, "-e", $"inject={fault.Call}:error={fault.Error}:when={when}");
            if (server.HasEnded) continue;
            using CancellationTokenSource enough = new(TimeSpan.FromSeconds(3));
            await clients.LoadAsync(server, 4, enough.Token);
            using CancellationTokenSource after = new(TimeSpan.FromSeconds(2));
            int soonAfter = clients.Journal.Count;
            if (!server.HasEnded) await clients.LoadAsync(server, 4, after.Token);
            if (!server.HasEnded && clients.Journal.Count == soonAfter) dumb.Add($"after {fault.Error} at call {when} the server answers nobody");
            if (!server.HasEnded) wentOn++;
            await server.KillAsync();
        }
        world.NextDay();
        (IReadOnlyList<string> broken, int taken) = await Kills.SettleAsync(world, clients);
        return new($"{times} disk errors (EIO at a flush, ENOSPC at a write), {wentOn} servers went on; {clients.Journal.Count} acknowledged, {clients.Refused} refused, {taken} messages accepted", [.. dumb, .. broken]);
    }
}
