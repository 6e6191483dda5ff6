using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation;

/// <summary>An account's history as it was recorded: each commit byte for byte, and the state it folded to.</summary>
/// <param name="Commits">The rows of its history, oldest first.</param>
/// <param name="State">SHA-256 of the stored state after the last.</param>
internal sealed record History(AccountId Id, IReadOnlyList<byte[]> Commits, string State);

/// <summary>Writes histories of simulated accounts to a file, and reads them back. What is recorded is never rewritten by a build: a later version must still read it.</summary>
internal static class Histories
{
    /// <summary>Records the accounts of so many seeds.</summary>
    public static int Record(string file, int seeds, int days)
    {
        using GZipStream packed = new(File.Create(file), CompressionLevel.SmallestSize);
        using StreamWriter to = new(packed, new UTF8Encoding(false)) { NewLine = "\n" };
        int count = 0;
        for (int seed = 1; seed <= seeds; seed++)
            foreach ((AccountId id, IReadOnlyList<byte[]> commits, Account state) in Life.Histories(seed, days))
            {
                to.WriteLine($"account {id} {StateOf(state)}");
                foreach (byte[] commit in commits) to.WriteLine(Encoding.UTF8.GetString(commit));
                count++;
            }
        Console.WriteLine($"{count} histories recorded");
        return 0;
    }

    public static IEnumerable<History> Read(string file)
    {
        using StreamReader from = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
        (AccountId Id, string State, List<byte[]> Commits)? open = null;
        while (from.ReadLine() is { } line)
        {
            if (!line.StartsWith("account ", StringComparison.Ordinal))
            {
                open!.Value.Commits.Add(Encoding.UTF8.GetBytes(line));
                continue;
            }
            if (open is { } last) yield return new(last.Id, last.Commits, last.State);
            string[] head = line.Split(' ');
            open = (new AccountId(head[1]), head[2], []);
        }
        if (open is { } end) yield return new(end.Id, end.Commits, end.State);
    }

    public static string StateOf(Account account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Watching.Invariants.AccountText.Of(account))));
}
