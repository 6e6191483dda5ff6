namespace Collections.RealProcess;

/// <summary>The write-ahead log of a killed server, cut at any byte, or with sectors zeroed or scrambled: the database opens whole, every chain holds, and what it knows is a prefix of
/// what was committed.</summary>
internal static class TornLog
{
    const int Sector = 512;

    public static async Task<Finding> RunAsync(int times)
    {
        await using World world = await World.MakeAsync("torn");
        Clients clients = new(world, accounts: 40, seed: 13);
        await using (ServerProcess server = await world.ServeAsync())
        {
            await clients.FirstFeedAsync(server);
            using CancellationTokenSource enough = new(TimeSpan.FromSeconds(4));
            await clients.LoadAsync(server, 6, enough.Token);
            await server.KillAsync();
        }
        byte[] log = await File.ReadAllBytesAsync(world.Database + "-wal");
        List<string> broken = [];
        Random random = new(13);
        int cut = 0, scrambled = 0, fewest = int.MaxValue, most = 0;
        string copy = Path.Combine(world.Folder, "copy.db");
        for (int variant = 0; variant < times; variant++)
        {
            File.Copy(world.Database, copy, overwrite: true);
            await File.WriteAllBytesAsync(copy + "-wal", Torn(log, random, ref cut, ref scrambled));
            File.Delete(copy + "-shm");
            (IReadOnlyList<string> faults, int commits) = await Chains.ReadAsync(copy);
            broken.AddRange(faults.Select(f => $"variant {variant}: {f}"));
            (fewest, most) = (Math.Min(fewest, commits), Math.Max(most, commits));
        }
        return new($"{times} torn logs of {log.Length} bytes, {cut} cut and {scrambled} with lost sectors; {fewest} to {most} commits survive", broken);
    }

    static byte[] Torn(byte[] log, Random random, ref int cut, ref int scrambled)
    {
        if (random.Next(2) == 0)
        {
            cut++;
            return log[..random.Next(log.Length)];
        }
        scrambled++;
        byte[] torn = [.. log];
        int from = random.Next(torn.Length / Sector);
        for (int sector = from; sector < Math.Min(from + 40, torn.Length / Sector); sector++)
        {
            Span<byte> bytes = torn.AsSpan(sector * Sector, Sector);
            if (random.Next(3) == 0) bytes.Clear();
            else if (random.Next(3) == 0) random.NextBytes(bytes);
        }
        return torn;
    }
}
