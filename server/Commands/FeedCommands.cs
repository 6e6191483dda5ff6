using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>feed held, feed release, feed discard: syncs that would turn over an implausible share of a ledger wait for a person.</summary>
internal static class FeedCommands
{
    static readonly Argument<string> Feed = new("feed") { Description = "The held feed's id, as 'feed held' lists it" };
    static readonly Option<string> Reason = new("--reason") { Description = "Why, in a sentence", Required = true };

    public static Command Build() => new("feed", "Feeds and syncs that are held as implausible")
    {
        AccountCommands.Make("held", "What is held, with each invoice that it would turn over", HeldAsync),
        AccountCommands.Make("release", "Let a held sync pass: it is applied, then sends go on", call => SettleAsync(call, call.Folder.Holds.ReleaseAsync), Feed, Reason),
        AccountCommands.Make("discard", "Discard a held sync: nothing of it is ever applied", call => SettleAsync(call, call.Folder.Holds.DiscardAsync), Feed, Reason),
    };

    static async Task<int> HeldAsync(Invocation call)
    {
        Ledger ledger = await call.LedgerAsync();
        IReadOnlyList<SyncHold> holds = await call.Folder.Holds.StandingAsync(ledger.Id, call.Cancel);
        call.Print(holds, () =>
        {
            if (holds.Count == 0) call.Out.WriteLine($"Nothing is held in ledger {ledger.Id}.");
            foreach (SyncHold hold in holds)
            {
                call.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hold.FeedId} ({hold.Source}), held since {hold.At:yyyy-MM-dd HH:mm} UTC: {hold.Words}."));
                foreach (string line in hold.Changes) call.Out.WriteLine($"  {line}");
            }
        });
        return holds.Count == 0 ? 0 : 1;
    }

    static async Task<int> SettleAsync(Invocation call, Func<string, string, Settling, CancellationToken, Task<Answer>> settle) =>
        call.Answer(await settle((await call.LedgerAsync()).Id, call.Get(Feed), new(call.By, call.Get(Reason)!), call.Cancel));
}
