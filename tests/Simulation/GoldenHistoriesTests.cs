using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Simulation;

/// <summary>INV-24: two hundred recorded histories are read, folded and written again to the very bytes; what an older version wrote is read, and what a newer one wrote is refused.</summary>
public sealed class GoldenHistoriesTests(ITestOutputHelper output)
{
    static readonly string File = Path.Combine(Repository.Root, "tests", "Simulation", "Golden", "histories-0.1.gz");

    [Fact]
    public void Two_hundred_recorded_histories_replay_to_the_same_bytes()
    {
        int histories = 0, commits = 0;
        foreach (History history in Histories.Read(File))
        {
            Account folded = new() { Id = history.Id, LedgerId = "", Customer = "" };
            foreach (byte[] row in history.Commits)
            {
                CommitBody body = CommitBody.Parse(history.Id, row);
                Assert.Equal(Encoding.UTF8.GetString(row), Encoding.UTF8.GetString(body.Write()));
                folded = folded.Apply(body.Events);
                commits++;
            }
            Assert.Equal(history.State, Histories.StateOf(folded));
            histories++;
        }
        output.WriteLine($"{histories} histories, {commits} commits");
        Assert.True(histories >= 200, $"{histories} histories are recorded");
    }

    [Fact]
    public void A_row_of_a_newer_version_is_refused_and_never_written_over_without_what_it_says()
    {
        History history = Histories.Read(File).First();
        string row = Encoding.UTF8.GetString(history.Commits[0]);

        Assert.Throws<StoreDamagedException>(() => CommitBody.Parse(history.Id, Encoding.UTF8.GetBytes(row.Insert(1, "\"saidLater\":1,"))));
        Assert.Throws<StoreDamagedException>(() => CommitBody.Parse(history.Id, Encoding.UTF8.GetBytes(row.Replace("\"event\":\"account-opened\"", "\"event\":\"account-of-later\"", StringComparison.Ordinal))));
        string head = Encoding.UTF8.GetString(AccountSnapshot.Head(Account.New("uk", "C-1")));
        Assert.Throws<JsonException>(() => AccountSnapshot.Read(Encoding.UTF8.GetBytes(head.Insert(1, "\"saidLater\":1,")), []));
    }

    [Fact]
    public void A_row_of_the_version_before_which_wrote_every_empty_list_is_read_as_the_same_account()
    {
        string head = Encoding.UTF8.GetString(AccountSnapshot.Head(Account.New("uk", "C-1")));
        string before = head.Insert(1, "\"contacts\":[],\"promises\":[],\"plans\":[],\"disputes\":[],\"blocks\":[],\"releases\":[],\"moratoria\":[],\"messages\":[],\"tasks\":[],");

        Assert.Equal(head, Encoding.UTF8.GetString(AccountSnapshot.Head(AccountSnapshot.Read(Encoding.UTF8.GetBytes(before), []))));
    }
}
