using System.Diagnostics;

namespace Collections.RealProcess;

/// <summary>A disk of a few megabytes fills up while clients write: what was acknowledged is kept, the rest is refused, and once there is room the server takes writes again.</summary>
internal static class DiskFull
{
    public static async Task<Finding> RunAsync(int times)
    {
        List<string> broken = [];
        int acknowledged = 0, refused = 0;
        for (int run = 0; run < times; run++)
        {
            await using World world = await World.MakeAsync("full");
            if (!await MountAsync(world.Data)) return new("a small file system cannot be mounted here", ["run as root, or leave this part out"]);
            try
            {
                Clients clients = new(world, accounts: 40, seed: 19 + run);
                await using (ServerProcess server = await world.ServeAsync())
                {
                    await clients.FirstFeedAsync(server);
                    string filler = Path.Combine(world.Data, "filler");
                    await FillAsync(filler);
                    int before = clients.Refused;
                    using CancellationTokenSource enough = new(TimeSpan.FromSeconds(3));
                    await clients.LoadAsync(server, 6, enough.Token);
                    if (clients.Refused == before) broken.Add("the full disk was not noticed: nothing was refused");
                    refused += clients.Refused - before;
                    File.Delete(filler);
                    int kept = clients.Journal.Count;
                    using CancellationTokenSource again = new(TimeSpan.FromSeconds(3));
                    if (!server.HasEnded) await clients.LoadAsync(server, 4, again.Token);
                    if (!server.HasEnded && clients.Journal.Count == kept) broken.Add("there is room again, and the server takes nothing");
                    await server.StopAsync();
                }
                broken.AddRange((await Kills.SettleAsync(world, clients)).Broken);
                acknowledged += clients.Journal.Count;
            }
            finally
            {
                await ShellAsync("umount", "-l", world.Data);
            }
        }
        return new($"{times} full disks, {acknowledged} acknowledged, {refused} refused", broken);
    }

    // The ledger's first database is put onto the small file system.
    static async Task<bool> MountAsync(string data)
    {
        string aside = data + "-aside";
        Directory.Move(data, aside);
        Directory.CreateDirectory(data);
        if (await ShellAsync("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", data) != 0) return false;
        return await ShellAsync("cp", "-a", aside + "/.", data) == 0;
    }

    static async Task FillAsync(string filler)
    {
        byte[] block = new byte[4096];
        await using FileStream file = File.Create(filler);
        try
        {
            while (true)
            {
                await file.WriteAsync(block);
                await file.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    static async Task<int> ShellAsync(params string[] line)
    {
        using Process process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
