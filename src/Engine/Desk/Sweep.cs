using Collections.Domain;

namespace Collections.Engine;

/// <summary>Finds what was left behind: inbox events that nobody took, polls that are due, accounts whose wake-up has passed unheard. Costs by what it finds.</summary>
public sealed class Sweep(AccountDesk desk, ProcessInbox inbox, PollSources polls)
{
    /// <summary>An inbox event younger than this is left to whoever was told of it.</summary>
    public static readonly TimeSpan InboxAge = TimeSpan.FromMinutes(2);
    /// <summary>A wake-up less overdue than this is left to its own alarm clock.</summary>
    public static readonly TimeSpan WakeUpAge = TimeSpan.FromMinutes(5);

    const int MostEvents = 2_000, MostAccounts = 5_000;

    /// <summary>Sweeps once. The host wakes every account that it answers.</summary>
    public async Task<SweepRun> RunAsync(CancellationToken cancel)
    {
        InboxRun events = await inbox.RunAsync(MostEvents, InboxAge, cancel);
        PollRun polled = await polls.RunAsync(cancel);
        await desk.Pictures.RefreshAsync(cancel);
        IReadOnlyList<DueAccount> overdue = await desk.Stores.Accounts.DueAsync(null, desk.Now - WakeUpAge, MostAccounts, cancel);
        return new(events, polled, [.. events.Touched.Concat(polled.Touched).Concat(overdue.Select(d => d.Id)).Distinct()]);
    }
}

/// <summary>What a sweep found.</summary>
/// <param name="Inbox">Events taken.</param>
/// <param name="Polls">Sources asked.</param>
/// <param name="ToWake">Accounts to be woken, each once: those touched, then those overdue, the longest first.</param>
public sealed record SweepRun(InboxRun Inbox, PollRun Polls, IReadOnlyList<AccountId> ToWake);
