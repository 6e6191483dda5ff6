using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Simulation.Watching.Invariants;

namespace Collections.Simulation.Watching;

/// <summary>Sees everything that happens, in order; keeps what the checkers ask for, the hash of the transcript, and its last lines.</summary>
internal sealed class Sight
{
    const int MostLines = 200;
    readonly Invariant[] invariants;
    readonly Queue<Func<string>> lately = new();
    ulong hash = 14_695_981_039_346_656_037;

    public Sight()
    {
        invariants =
        [
            new OneCall(this), new StopsWin(this), new HoursAndBudgets(this), new Ladders(this), new DueProcess(this), new Promises(this), new LookBefore(this), new OptOuts(this), new Intake(this), new Books(this), new Audit(this),
        ];
    }

    /// <summary>Accounts as the commits, in their order, have left them.</summary>
    public Dictionary<AccountId, Account> Accounts { get; } = [];
    public Dictionary<string, Message> Reserved { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, Ledger> Ledgers { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, DateTimeOffset> FedAt { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, DateTimeOffset> ReadAt { get; } = new(StringComparer.Ordinal);
    public required IReadOnlyDictionary<string, Outside.AccountingSource> Sources { get; init; }
    public bool IsSafe { get; private set; }

    /// <summary>Every edition that any host has run under.</summary>
    public Dictionary<string, LoadedPack> Editions { get; } = new(StringComparer.Ordinal);
    public required HolidayCalendar Holidays { get; init; }

    /// <summary>The rows of each account's history, where they are kept.</summary>
    public Dictionary<AccountId, List<byte[]>> Rows { get; } = [];
    public bool KeepsRows { get; init; }

    /// <summary>The first rule that was broken; null while all hold.</summary>
    public string? Broken { get; private set; }

    /// <summary>Told of every event as it happens, in words; null: nobody listens.</summary>
    public Action<string>? Listener { get; init; }

    /// <summary>Of everything that happened, in order.</summary>
    public string Transcript => hash.ToString("x16", CultureInfo.InvariantCulture);

    public IEnumerable<string> Lately => lately.Select(l => l());

    public void Break(string rule, string words) => Broken ??= $"{rule}: {words}";

    public void Add(Happening happening)
    {
        Mark(happening);
        Func<string> words = Words.Of(happening);
        Listener?.Invoke(words());
        lately.Enqueue(words);
        if (lately.Count > MostLines) lately.Dequeue();
        foreach (Invariant invariant in invariants) invariant.On(happening);
        Keep(happening);
    }

    public void End(World world)
    {
        foreach (Invariant invariant in invariants)
            if (Broken is null) invariant.AtEnd(world);
    }

    void Keep(Happening happening)
    {
        switch (happening)
        {
            case Committed c:
                Accounts[c.Id] = c.Commit.To;
                if (KeepsRows && CommitRows.Of(c.Commit) is { IsWakeOnly: false } rows) (Rows.TryGetValue(c.Id, out List<byte[]>? known) ? known : Rows[c.Id] = []).Add(rows.Bytes);
                break;
            case Fed { Feed: { Implausible: null, LedgerId.Length: > 0, IsCursor: false } } f: FedAt[f.Feed.LedgerId] = f.At; break;
            case SourceRead r: ReadAt[r.LedgerId] = r.At; break;
            case Safe s: IsSafe = s.IsOn; break;
            default: break;
        }
    }

    public void Note(Message message) => Reserved[message.Id] = message;

    void Mark(Happening happening)
    {
        if (happening is Committed { Commit.Events: var events })
            foreach (AccountEvent e in events)
                if (e is MessageReserved reserved) Note(reserved.Message);
        Mix(happening.At.UtcTicks);
        switch (happening)
        {
            case Committed c: Mix(c.Commit.From.Hash); Mix(c.Commit.WriteId); Mix(c.Commit.Cause); Mix(c.Host); Mix(c.Commit.WakeAt?.UtcTicks ?? 0); break;
            case Called c: Mix(c.Message.Id); Mix(c.Host); break;
            case Noted n: Mix(n.Host); Mix(n.Words); break;
            case Kept k: Mix(k.EventId); break;
            case Settled s: Mix(s.EventId); Mix((long)s.State); break;
            case Opted o: Mix(o.Address); break;
            default: break;
        }
    }

    void Mix(string text)
    {
        foreach (char c in text) Mix(c);
    }

    void Mix(long number)
    {
        unchecked
        {
            hash = (hash ^ (ulong)number) * 1_099_511_628_211;
        }
    }
}

/// <summary>A happening in a line; the states before and after are not kept for it.</summary>
internal static class Words
{
    public static Func<string> Of(Happening happening)
    {
        if (happening is not Committed { Commit: { By: var by, Cause: var cause, Events: var events, From.Version: var version, To.Id: var id, Markers: var markers }, Host: var host, At: var at })
            return () => happening.ToString();
        return () => string.Create(CultureInfo.InvariantCulture, $"{at:O} {host} {id} v{version + 1} {by} {cause} [{string.Join(",", markers)}]: {string.Join("; ", events)}");
    }
}
