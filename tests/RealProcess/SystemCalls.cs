using System.Globalization;

namespace Collections.RealProcess;

/// <summary>The server is killed as it enters its n-th system call of a kind: inside a commit (pwrite64, fdatasync), with the effect durable and the answer not yet sent (sendmsg),
/// before it calls a provider (connect), and while it waits for the provider's answer (recvmsg). Nothing is built into the product for it.</summary>
internal static class SystemCalls
{
    static readonly string[] Calls = ["fdatasync", "pwrite64", "sendmsg,sendto", "connect", "recvmsg,recvfrom"];

    public static async Task<Finding> RunAsync(int times)
    {
        if (!File.Exists("/usr/bin/strace")) return new("strace is absent", ["install strace"]);
        await using World world = await World.MakeAsync("calls");
        Clients clients = new(world, accounts: 60, seed: 11);
        await using (ServerProcess first = await world.ServeAsync()) await clients.FirstFeedAsync(first);
        Random random = new(11);
        Dictionary<string, int> died = Calls.ToDictionary(c => c, _ => 0);
        for (int cycle = 0; cycle < times; cycle++)
        {
            world.NextDay();
            string calls = Calls[cycle % Calls.Length];
            string when = random.Next(1, calls == "connect" ? 8 : 60).ToString(CultureInfo.InvariantCulture);
            await using ServerProcess server = await world.ServeAsync("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls, "-e", $"inject={calls}:signal=KILL:when={when}");
            if (server.HasEnded) { died[calls]++; continue; }
            using CancellationTokenSource enough = new(TimeSpan.FromSeconds(4));
            await clients.LoadAsync(server, 4, enough.Token);
            if (server.HasEnded) died[calls]++;
            await server.KillAsync();
        }
        world.NextDay();
        (IReadOnlyList<string> broken, int taken) = await Kills.SettleAsync(world, clients);
        return new($"{times} servers, died at {string.Join(", ", died.Select(d => $"{d.Key} {d.Value}"))}; {clients.Journal.Count} acknowledged, {clients.Unanswered} cut off, {taken} messages accepted", broken);
    }
}
