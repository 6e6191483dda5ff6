using Collections.Domain;
using Collections.Engine;
using Collections.Messaging;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Policies;
using Collections.Policies.Contacting;
using Collections.Simulation.Outside;
using Collections.Simulation.Running;
using Collections.Simulation.Watching;
using Collections.StoreContract;

namespace Collections.Simulation.Hosts;

/// <summary>One life of a host: the engine and the channels as they ship, on wires into the world. It waits and calls, and decides nothing.</summary>
internal sealed class Host
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly SendGridOptions SendGrid = new() { ApiKey = "SG.simulated" };
    static readonly TwilioOptions Twilio = new()
    {
        AccountSid = "AC0123456789abcdef0123456789abcdef", AuthTokens = ["simulated"], PublicBaseUrl = "https://collections.example.com", InboundNumbers = [TextServer.OurNumber],
    };

    readonly World world;
    readonly Wire wire;
    readonly IInboundSource[] sources;
    readonly AdvanceAccount advance;
    readonly DueAccounts due;
    readonly ProcessInbox inbox;
    readonly PollSources polls;
    readonly Sweep sweep;
    bool looping;

    public Host(World world, string name, PolicyBook book)
    {
        (this.world, Name) = (world, name);
        Incarnation = new(world.Loop, _ => world.Died(this));
        Clock = new(world.Loop, Incarnation);
        wire = new(world, Incarnation);
        InMemoryStores memory = world.Memory;
        Stores stores = new(new AccountWire(wire, memory.Accounts), new LedgerWire(wire, memory.Ledgers), new ContactWire(wire, memory.Contacts), new InboxWire(wire, memory.Inbox));
        Desk = new(stores, book, Clock, world);
        ProviderCall call = new(new ProviderLine(world, Incarnation), Clock, Timeout.InfiniteTimeSpan); // the world ends a call that takes too long
        SendGridApi mail = new(SendGrid, call);
        TwilioApi texts = new(Twilio, call);
        TwilioInbound answers = new(Twilio, ContactRuleFile.Own.Keywords);
        sources = [new SendGridEvents(SendGrid), new TwilioStatus(Twilio), answers, new AccountingWebhook(world), new PoisonSource()];
        AccountingSource.Reader[] books = [.. world.Books.Values.Where(b => b.IsConnected).Select(b => b.From(Incarnation))];
        IPollSource[] polled = [new SendGridSuppressions(mail), new TwilioInboundPoll(texts, Twilio, answers), .. books];
        advance = new(Desk, [new SendGridChannel(mail, SendGrid), new TwilioChannel(texts, Twilio)], new LookBeforeSending(Desk, new LedgerSources(polled, books)));
        due = new(Desk, advance);
        inbox = new(Desk, sources, books);
        polls = new(Desk, polled);
        sweep = new(Desk, inbox, polls);
    }

    public string Name { get; }
    public Incarnation Incarnation { get; }
    public HostClock Clock { get; }
    public AccountDesk Desk { get; }

    /// <summary>The server's loop: everything that is due.</summary>
    public void Loop()
    {
        if (looping) return;
        looping = true;
        Incarnation.Begin(async () =>
        {
            RunSummary summary = await due.AdvanceAsync(null, keepVerdicts: false, None);
            looping = false;
            Failed(summary.Failures.Select(f => f.Failure));
        }, failure => { looping = false; Failed([failure]); });
    }

    /// <summary>The alarm clock of one account.</summary>
    public void Advance(AccountId id) => Incarnation.Begin(() => advance.RunAsync(id, None), failure => Failed([failure]));

    public void Inbox() => Incarnation.Begin(async () => Failed((await inbox.RunAsync(2_000, TimeSpan.Zero, None)).Failures.Select(f => f.Failure)), failure => Failed([failure]));

    public void Sweep() => Incarnation.Begin(async () =>
    {
        SweepRun run = await sweep.RunAsync(None);
        foreach (AccountId id in run.ToWake) Advance(id);
    }, failure => Failed([failure]));

    public void Poll(Action<bool> done) => Incarnation.Begin(async () =>
    {
        PollRun run = await polls.RunAsync(None);
        done(run.Unavailable.Count + run.Failures.Count > 0);
        Failed(run.Failures.Select(f => f.Failure));
    }, failure => { Failed([failure]); done(true); });

    /// <summary>A webhook comes in: kept, and only then acknowledged.</summary>
    public void Receive(Webhook webhook, Action acknowledged) => Incarnation.Begin(async () =>
    {
        if (wire.Crash(CrashPoint.C9)) return;
        InboxEvent kept = KeptRequest.Keep(webhook.Source, webhook.At(Clock.GetUtcNow()));
        await Desk.Stores.Inbox.KeepAsync(kept, None);
        world.See(new Acknowledged(world.Now, kept.Source, kept.EventId));
        acknowledged();
        if (wire.Crash(CrashPoint.C11)) return;
        world.InboxSoon();
    }, failure => Failed([failure]));

    /// <summary>A person asks through the console, the portal or the API; the answer is on the page before they see it.</summary>
    public void Serve(Func<AccountDesk, Task> request, Action answered) => Incarnation.Begin(async () =>
    {
        await request(Desk);
        answered();
    }, failure => Failed([failure]));

    // What a host's edge would log. A store or a source that does not answer is the weather; anything else is a fault of ours.
    void Failed(IEnumerable<Exception> failures)
    {
        foreach (Exception failure in failures) world.Failed(this, failure);
    }
}
