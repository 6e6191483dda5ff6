using Collections.Domain;

namespace Collections.Engine;

/// <summary>Applies what waits in the inbox. One event that fails never holds up the others: it is tried again later, and after five attempts it is parked for
/// a person. Called by both hosts, at once or twice: each fact's marker is committed with its effect.</summary>
/// <param name="objects">What reads an object of which only the id came; none: such an event is left to the poll.</param>
/// <param name="connected">The same for ledgers that people connect while the host runs; null: none.</param>
public sealed class ProcessInbox(AccountDesk desk, IEnumerable<IInboundSource> sources, IEnumerable<IObjectSource>? objects = null, ConnectedSources? connected = null)
{
    /// <summary>An event that failed so often is parked.</summary>
    public const int MostAttempts = 5;

    const int Page = 64;
    static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);
    static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];
    readonly Dictionary<string, IInboundSource> byName = sources.ToDictionary(s => s.Name, StringComparer.Ordinal);
    readonly ApplyFact apply = new(desk, new([], objects ?? [], connected), new FlipWatch(desk));

    /// <summary>Claims pending events until none is due, or so many were taken.</summary>
    /// <param name="most">At most so many events.</param>
    /// <param name="olderThan">Only events due for so long; zero: all that are due.</param>
    public async Task<InboxRun> RunAsync(int most, TimeSpan olderThan, CancellationToken cancel)
    {
        InboxRun run = new();
        while (run.Taken < most)
        {
            IReadOnlyList<InboxEvent> claimed = await desk.Stores.Inbox.ClaimAsync(desk.Now - olderThan, Claim + olderThan, Math.Min(Page, most - run.Taken), cancel);
            foreach (InboxEvent kept in claimed) await OneAsync(kept, run, cancel);
            if (claimed.Count < Page) break; // nothing more was due; looking again costs as much as the look itself
        }
        return run;
    }

    async Task OneAsync(InboxEvent kept, InboxRun run, CancellationToken cancel)
    {
        run.Taken++;
        InboundReading? reading = null;
        try
        {
            if (kept.Attempts > MostAttempts) throw new FactRefusedException(kept.Reason ?? "the host ended during each attempt");
            if (!byName.TryGetValue(kept.Source, out IInboundSource? source)) throw new FactRefusedException($"no source is called '{kept.Source}'");
            reading = source.Read(KeptRequest.Open(kept));
            await SettleAsync(kept, reading, await FactsAsync(kept, reading, run, cancel), run, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await FailedAsync(kept, failure, run, cancel);
            if (kept.Attempts >= MostAttempts && reading is not null && failure.InnerException is not SyncHeldException) await apply.AskForAPersonAsync(reading, kept, run.Touched, cancel);
        }
    }

    // Every fact is tried, whatever became of the one before; the first failure is told when all are through.
    async Task<IReadOnlyList<string>> FactsAsync(InboxEvent kept, InboundReading reading, InboxRun run, CancellationToken cancel)
    {
        List<string> ignored = [];
        Exception? first = null;
        foreach (InboundFact fact in reading.Facts)
        {
            try
            {
                Applied applied = await apply.RunAsync(new(kept.Source, kept.LedgerId), fact, cancel);
                run.Touched.UnionWith(applied.Accounts);
                if (applied.Ignored is { } why) ignored.Add(why);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                first = first is null or SyncHeldException ? failure : first; // another failure is tried again
            }
        }
        return first is null ? ignored : throw new InvalidOperationException(Words(first), first);
    }

    async Task SettleAsync(InboxEvent kept, InboundReading reading, IReadOnlyList<string> ignored, InboxRun run, CancellationToken cancel)
    {
        bool unreadable = !reading.Faults.IsEmpty, nothing = reading.Facts.Length == ignored.Count;
        InboxState state = unreadable ? InboxState.Parked : nothing ? InboxState.Ignored : InboxState.Applied;
        string? reason = unreadable ? Short(string.Join("; ", reading.Faults)) : ignored.Count > 0 ? Short(string.Join("; ", ignored.Distinct())) : null;
        await desk.Stores.Inbox.SettleAsync(kept.Source, kept.EventId, state, reason, null, cancel);
        run.Count(state);
    }

    async Task FailedAsync(InboxEvent kept, Exception failure, InboxRun run, CancellationToken cancel)
    {
        bool parked = kept.Attempts >= MostAttempts || failure.InnerException is SyncHeldException;
        InboxState state = parked ? InboxState.Parked : InboxState.Pending;
        DateTimeOffset? next = parked ? null : desk.Now + BackOff[Math.Clamp(kept.Attempts - 1, 0, BackOff.Length - 1)];
        await desk.Stores.Inbox.SettleAsync(kept.Source, kept.EventId, state, Short(Words(failure)), next, cancel);
        run.Count(state);
        run.Failures.Add(new(kept.Source, kept.EventId, failure));
    }

    static string Words(Exception failure) => failure is FactRefusedException or SyncHeldException or UnknownLedgerException ? failure.Message : failure.InnerException is FactRefusedException or SyncHeldException ? failure.Message : failure.GetType().Name;

    static string Short(string reason) => reason.Length <= 400 ? reason : reason[..400];
}

/// <summary>What a pass over the inbox did.</summary>
public sealed class InboxRun
{
    readonly Dictionary<InboxState, int> counts = [];

    /// <summary>Events taken, failed ones too.</summary>
    public int Taken { get; internal set; }

    /// <summary>How many ended in a state; pending: they are tried again.</summary>
    public int this[InboxState state] => counts.GetValueOrDefault(state);

    /// <summary>Accounts that an event was put to: the host wakes them.</summary>
    public HashSet<AccountId> Touched { get; } = [];

    /// <summary>What failed, for the host's log.</summary>
    public List<FailedEvent> Failures { get; } = [];

    internal void Count(InboxState state) => counts[state] = this[state] + 1;
}

/// <summary>An event that could not be applied.</summary>
public sealed record FailedEvent(string Source, string EventId, Exception Failure);

/// <summary>A fact waits, parked, until a person has settled the hold of its ledger.</summary>
internal sealed class SyncHeldException(string line) : Exception(Prefix + line)
{
    /// <summary>How the reason of such a parked event begins.</summary>
    public const string Prefix = "sync-implausible: ";
}

/// <summary>The account does not take a fact; in words.</summary>
internal sealed class FactRefusedException(string words) : Exception(words);
