using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The last look before the one call: every guard again, on the state that the gate's commit expects. Pure.</summary>
public abstract record GateDecision
{
    GateDecision() { }

    /// <summary>The message may go: these events, this text and this grant are committed together, and only then is the provider called.</summary>
    public sealed record Pass(ImmutableArray<AccountEvent> Events, Account After, MessageText Text, SendGrant Grant) : GateDecision;

    /// <summary>It may not go as reserved: the account is decided anew.</summary>
    public sealed record Drop(ImmutableArray<AccountEvent> Events, Account After, Stop Stop) : GateDecision;

    /// <summary>It may not go now: its invoices could not be read from their source, or the source says otherwise. It stays reserved and comes to the gate again.</summary>
    public sealed record Defer(ImmutableArray<AccountEvent> Events, Account After, Stop Stop) : GateDecision;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Pass, T> pass, Func<Drop, T> drop, Func<Defer, T> defer) => this switch
    {
        Pass d => pass(d), Drop d => drop(d), Defer d => defer(d), _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Decides at the gate. The message must be Ready on this account.</summary>
    public static GateDecision On(Account account, Surroundings around, Message message, PolicyBook book, DateTimeOffset now) =>
        On(new Turn(account, around, book, now), message, null, Compose.Text);

    /// <summary>The same for a message that the provider holds until its time and may give back.</summary>
    internal static GateDecision On(Turn turn, Message message, HeldAtProvider held) => On(turn, message, held, Compose.Text);

    /// <summary>What stops a message that is scheduled and has not left; null: it may leave. Its hours and budget were asked at the gate.</summary>
    internal static Stop? StopOfScheduled(Turn turn, Message message)
    {
        Contact? contact = turn.Account.ContactOf(message.ContactId);
        if (contact?.AddressFor(message.Channel) != message.Address) return new(Reason.NoUsableContact, null, "the contact or its address has changed");
        if (turn.Around.OptedOut.Contains(message.Address)) return new(Reason.OptedOut, null, "the address has opted out");
        if (turn.Around.SafeMode) return new(Reason.SafeMode, null, "safe mode is on");
        return Guards.OfAccount(turn.Account, turn.Around, turn.Today).FirstOrDefault() ?? OfLadder(turn, message);
    }

    /// <summary>The same gate for a replay, which sends nothing: an email's text is left empty, a text message's is made because its length costs.</summary>
    internal static GateDecision InReplay(Account account, Surroundings around, Message message, PolicyBook book, DateTimeOffset now) =>
        On(new Turn(account, around, book, now), message, null, Compose.TextInReplay);

    static GateDecision On(Turn turn, Message message, HeldAtProvider? held, Func<LoadedPack, Message, string?, LetterModel, MessageText?> write)
    {
        Account account = turn.Account;
        if (Stops(turn, message).FirstOrDefault() is { } stop) return Refuse(turn, message, stop);
        if (Freshness.Stop(account, turn.Around, message, turn.Book, turn.Now) is { } unread) return PutOff(turn, message, unread, turn.Now + Freshness.Rest);
        LoadedPack pack = turn.Book.Edition(message.Pack)!;
        DateTimeOffset? sendAt = held is null ? null : LeavesAt(turn, message, pack.Rules, held.Rule);
        if (sendAt is { } leaves && OpensAgain(turn, message, pack.Rules, leaves) is { } opens) return PutOff(turn, message, opens.Stop, opens.At);
        LetterModel model = Compose.Model(turn, message, pack);
        if (write(pack, message, account.ContactOf(message.ContactId)!.Language, model) is not { } text)
            return Refuse(turn, message, new(Reason.LetterMissing, null, $"the pack has no letter {message.Letter} for {Code.Of(message.Channel)}"));
        Enter(turn, message, pack);
        string? saysBroken = model.BrokenPromise is null ? null : Compose.Broken(account)!.Id;
        turn.Add(new MessageBegun(message.Id, message.Attempt + 1, turn.Now, turn.Today, [.. model.Demanded.Select(d => d.Total)],
            [.. model.Demanded.SelectMany(d => d.Lines).Select(l => l.Number)], turn.Around.KnownAt, HashOf(text), saysBroken, sendAt, held?.BatchId));
        return new Pass([.. turn.Events], turn.Account, text, GrantFor(turn, message, pack.Rules));
    }

    static IEnumerable<Stop> Stops(Turn turn, Message message)
    {
        Contact? contact = turn.Account.ContactOf(message.ContactId);
        if (contact?.AddressFor(message.Channel) != message.Address) return [new(Reason.NoUsableContact, null, "the contact or its address has changed")];
        if (turn.Around.OptedOut.Contains(message.Address)) return [new(Reason.OptedOut, null, "the address has opted out")];
        if (turn.Book.Edition(message.Pack) is not { } pack) return [new(Reason.PolicyMissing, null, $"the policy {message.Pack} is not in the book")];
        if (turn.Around.SafeMode) return [new(Reason.SafeMode, null, "safe mode is on")];
        if (!message.CountsAsContact) return OfConfirmation(turn, message);
        Route route = new(message.Channel, contact, message.Address);
        Surroundings others = turn.Around with { Grants = turn.Around.Grants.RemoveAll(g => g.MessageId == message.Id) };
        return [
            .. Guards.OfAccount(turn.Account, turn.Around, turn.Today),
            .. Guards.OfLedger(turn.Account, turn.Around, pack.Rules, turn.Now),
            .. OfPurpose(turn, message),
            .. Guards.OfRecipient(turn.Account, route, others, pack.Rules, turn.Now)];
    }

    // A message goes only for what it was reserved for: the same carrier and level, a promise still open, an invoice still before its due date.
    static IEnumerable<Stop> OfPurpose(Turn turn, Message message)
    {
        Account account = turn.Account;
        if (account.LastMessage is { } last && last.Date == turn.Today && last.MessageId != message.Id) yield return new(Reason.OneMessageADay, turn.Today.AddDays(1), "the account has had its message of the day");
        switch (message.Kind)
        {
            case MessageKind.Level or MessageKind.Repeat:
                if (OfLadder(turn, message) is { } moved) yield return moved;
                break;
            case MessageKind.PromiseReminder when account.Promises.FirstOrDefault(p => p.Id == message.About) is not { Standing: PromiseStanding.Open } promise || turn.Today >= promise.Date:
                yield return new(Reason.Paid, null, "the promise is no longer waiting for its date");
                break;
            case MessageKind.InstalmentReminder when account.Plans.FirstOrDefault(p => p.Id == message.About) is not { Standing: PlanStanding.OnTrack } plan || Judge.NextInstalment(account, plan) != message.Number:
                yield return new(Reason.Paid, null, "the instalment is no longer waiting for its date");
                break;
            case MessageKind.Courtesy when account.Invoice(message.About) is not { } invoice || turn.Today >= invoice.DueDate || turn.Chase is var chase
                && (chase.Carrying(turn.Rules) is not null || chase.Invoices.FirstOrDefault(i => i.Invoice.Number == message.About) is not { Out: Reason.NotYetDue, DueNow.IsPositive: true }):
                yield return new(Reason.NotYetDue, null, "there is nothing left to announce before the due date");
                break;
        }
    }

    static Stop? OfLadder(Turn turn, Message message)
    {
        ChasedInvoice? carrying = turn.Chase.Carrying(turn.Rules);
        if (carrying is null) return new(Reason.Paid, null, "nothing carries any more");
        Ladder? ladder = carrying.Invoice.Ladder;
        bool same = carrying.Invoice.Number == message.About && (message.Kind == MessageKind.Repeat
            ? ladder is { EndedDate: not null } && ladder.Repeats == message.Number - 1
            : ladder is null || (ladder.Pack == message.Pack && ladder.NextLevel == message.Number));
        if (!same) return new(Reason.MessageInFlight, null, "another invoice or level has come to carry");
        DunningLevel? level = turn.Book.Edition(message.Pack)!.Rules.Level(message.Number);
        if (message.Kind == MessageKind.Repeat || level is null || message.Attempt > 0) return null;
        return LevelDay.Of(carrying.Invoice, level, turn.Account, turn.Book.Edition(message.Pack)!.Rules).StopOn(turn.Today, message.ByHand);
    }

    static IEnumerable<Stop> OfConfirmation(Turn turn, Message message)
    {
        if (turn.Account.OpenFeed is not null) yield return new(Reason.FeedIncomplete, null, "an import of this account is not yet whole");
        if (HiddenWords.IsCode(message) && turn.Now - message.ReservedAt >= SendCode.GoodFor) yield return new(Reason.MessageInFlight, null, "the code was asked for too long ago");
        if (StandingLetters.IsOvertaken(turn.Account, message)) yield return new(Reason.MessageInFlight, null, "standing has moved on since the letter was reserved");
        if (CaseLetters.IsOvertaken(turn.Account, message)) yield return new(Reason.MessageInFlight, null, "the case has moved on since the letter was reserved");
    }

    static void Enter(Turn turn, Message message, LoadedPack pack)
    {
        if (message.Kind == MessageKind.Level && turn.Account.Invoice(message.About) is { Ladder: null })
            turn.Add(new LadderEntered(message.About, pack.ContentId, message.Number));
    }

    static Drop Refuse(Turn turn, Message message, Stop stop)
    {
        turn.Add(new MessageDropped(message.Id, stop.Code));
        return new([.. turn.Events], turn.Account, stop);
    }

    static DateTimeOffset LeavesAt(Turn turn, Message message, PolicyPack rules, RecallRule rule)
    {
        TimeSpan asked = TimeSpan.FromMinutes(rules.Level(message.Number)!.RecallMinutes!.Value), least = rule.LeastAhead + rule.CancelBefore;
        return turn.Now + (asked > least ? asked : least);
    }

    // It leaves inside the recipient's hours, else as long after the next opening.
    static (Stop Stop, DateTimeOffset At)? OpensAgain(Turn turn, Message message, PolicyPack rules, DateTimeOffset leaves)
    {
        Contact contact = turn.Account.ContactOf(message.ContactId)!;
        (TimeZoneInfo zone, string? area) = (turn.Around.ZoneOf(turn.Account, contact), turn.Around.AreaOf(turn.Account, contact));
        ContactWindow window = new(rules.ContactHours.From, rules.ContactHours.To);
        return window.IsOpen(leaves, zone, turn.Around.Holidays, area) ? null
            : (new(Reason.OutsideWindow, null, "it would leave outside the recipient's hours"), window.OpensAt(leaves, zone, turn.Around.Holidays, area));
    }

    static Defer PutOff(Turn turn, Message message, Stop stop, DateTimeOffset until)
    {
        turn.Add(new MessageDelayed(message.Id, until, stop.Code));
        return new([.. turn.Events], turn.Account, stop);
    }

    static SendGrant GrantFor(Turn turn, Message message, PolicyPack rules) => new(
        message.Id, turn.Account.LedgerId, message.Channel, message.Address, message.Person,
        SendTime.DateIn(turn.Around.ZoneOf(turn.Account, turn.Account.ContactOf(message.ContactId)!), turn.Now), turn.Today,
        rules.Budget.PerDay, rules.Budget.PerSevenDays, message.CountsAsContact,
        message.Channel == Channel.Email ? turn.Around.Ledger.EmailsPerDay : turn.Around.Ledger.SmsPerDay);

    static string HashOf(MessageText text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', text.Subject, text.Text, text.Html))));
}
