using System.Globalization;

namespace Collections.RealProcess;

/// <summary>A backup two days old is put back. The days since then are run again into the outbox folder, where a message counts as sent, before the providers are connected: nobody gets a
/// second copy of what went out in the lost days.</summary>
internal static class Restore
{
    public static async Task<Finding> RunAsync(int times)
    {
        List<string> broken = [];
        int taken = 0, again = 0;
        for (int run = 0; run < times; run++)
        {
            await using World world = await World.MakeAsync("restore");
            Clients clients = new(world, accounts: 60, seed: 37 + run);
            await using (ServerProcess first = await world.ServeAsync()) await clients.FirstFeedAsync(first);
            List<DateTimeOffset> lost = [];
            string backup = Path.Combine(world.Folder, "backup");
            for (int day = 0; day < 12; day++)
            {
                world.NextDay();
                if (day == 8) Copy(world.Data, backup);
                if (day >= 8) lost.Add(world.Now);
                await using ServerProcess server = await world.ServeAsync();
                await FeedAsync(world);
                await Task.Delay(TimeSpan.FromSeconds(1.5));
                await server.StopAsync();
            }
            Directory.Delete(world.Data, recursive: true);
            Copy(backup, world.Data);
            foreach (DateTimeOffset day in lost)
            {
                ServerRun outbox = world.Run with { Settings = new Dictionary<string, string>() };
                await ServerProcess.CommandAsync(outbox, "ledger", "fed", "--at", At(day));
                await ServerProcess.CommandAsync(outbox, "run", "--at", At(day));
            }
            int before = world.Fakes.SendGrid.Accepted.Count;
            await FeedAsync(world);
            (IReadOnlyList<string> unkept, int all) = await Kills.SettleAsync(world, new Clients(world, 60, 0));
            broken.AddRange(unkept.Where(u => u.Contains("taken", StringComparison.Ordinal) && u.Contains("times", StringComparison.Ordinal)));
            (taken, again) = (taken + all, again + all - before);
        }
        return new($"{times} restores of a backup four days old, {taken} messages accepted, {again} of them after the restore", broken);
    }

    static Task<string> FeedAsync(World world) => ServerProcess.CommandAsync(world.Run, "ledger", "fed", "--at", At(world.Now));

    static string At(DateTimeOffset day) => day.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
