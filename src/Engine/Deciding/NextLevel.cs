using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What the ladder would do next on an account, and everything that stands in the way. Reserves nothing: run, escalation, gate and "why" all ask it.</summary>
/// <param name="Carrying">The carrying invoice; null when nothing carries.</param>
/// <param name="Pack">The edition its ladder runs under; null when that cannot be found or nothing carries.</param>
/// <param name="Level">The next level; null past the end.</param>
/// <param name="EntersAt">The level at which its ladder would be entered; null when it has one.</param>
/// <param name="Day">The three terms of the level's day; null without a level.</param>
/// <param name="Route">Where it would go; null when nobody can be reached.</param>
/// <param name="Stops">Every guard in the way, in order; empty: it may go at <paramref name="At"/>.</param>
/// <param name="At">When it would go: now, or when the recipient's window opens before the next run.</param>
public sealed record NextLevel(
    ChasedInvoice? Carrying, LoadedPack? Pack, DunningLevel? Level, int? EntersAt, LevelDay? Day, Route? Route, ImmutableArray<Stop> Stops, DateTimeOffset At)
{
    /// <summary>The first thing that stops it; None when it may go.</summary>
    public Reason Reason => Stops.Length == 0 ? Reason.None : Stops[0].Reason;

    internal static NextLevel Of(Turn turn, bool byHand = false)
    {
        Chase chase = turn.Chase;
        ChasedInvoice? carrying = chase.Carrying(turn.Rules);
        List<Stop> stops = [.. carrying is null ? [WhyNothingCarries(chase)] : ImmutableArray<Stop>.Empty, .. Guards.OfAccount(turn.Account, turn.Around, turn.Today)];
        if (carrying is null) return new(null, null, null, null, null, null, [.. stops], turn.Now);

        LoadedPack? pack = carrying.Invoice.Ladder is { } running ? turn.Book.Edition(running.Pack) : turn.Pack;
        if (pack is null)
        {
            stops.Add(new(Reason.PolicyMissing, null, $"the policy {carrying.Invoice.Ladder?.Pack ?? turn.Around.Ledger.Pack} is not in the book"));
            return new(carrying, null, null, null, null, null, [.. stops], turn.Now);
        }
        int? entersAt = carrying.Invoice.Ladder is null ? EntryLevel(carrying.Invoice, pack.Rules, turn.Today) : null;
        DunningLevel? level = pack.Rules.Level(entersAt ?? carrying.Invoice.Ladder!.NextLevel);
        return level is null
            ? new(carrying, pack, null, null, null, null, [.. stops, .. InFlight(turn.Account), Ended(carrying.Invoice)], turn.Now)
            : OfLevel(turn, new(carrying, pack, level, entersAt, LevelDay.Of(carrying.Invoice, level, turn.Account, pack.Rules), null, [.. stops], turn.Now), byHand);
    }

    static NextLevel OfLevel(Turn turn, NextLevel next, bool byHand)
    {
        List<Stop> stops = [.. next.Stops];
        Ladder? ladder = next.Carrying!.Invoice.Ladder;
        if (ladder is { StoppedForPerson: true }) stops.Add(new(Reason.RequiredNotDelivered, null, $"level {next.Level!.Number} is required and could not be delivered"));
        stops.AddRange(InFlight(turn.Account));
        if (next.Day!.StopOn(turn.Today, byHand) is { } early) stops.Add(early);
        if (turn.Account.LastMessage?.Date == turn.Today) stops.Add(new(Reason.OneMessageADay, turn.Today.AddDays(1), "the account has had its message of the day"));
        stops.AddRange(Guards.OfLedger(turn.Account, turn.Around, next.Pack!.Rules, turn.Now));
        (Route? route, Stop? unreachable) = Route.Of(next.Level!, ladder?.FailedRoutes ?? [], turn.Account, turn.Around, next.Pack.Rules);
        if (unreachable is not null) stops.Add(unreachable);
        if (route is null) return next with { Stops = [.. stops] };

        DateTimeOffset at = SendingTime(turn, route, next.Pack.Rules);
        stops.AddRange(Guards.OfRecipient(turn.Account, route, turn.Around, next.Pack.Rules, at));
        return next with { Route = route, Stops = [.. stops], At = at };
    }

    /// <summary>Now when the window is open; else when it opens, if that is before the next run; else now, so that the guard names the day.</summary>
    internal static DateTimeOffset SendingTime(Turn turn, Route route, PolicyPack rules)
    {
        ContactWindow window = new(rules.ContactHours.From, rules.ContactHours.To);
        DateTimeOffset opens = window.OpensAt(turn.Now, turn.Around.ZoneOf(turn.Account, route.Contact), turn.Around.Holidays, turn.Around.AreaOf(turn.Account, route.Contact));
        return opens < turn.Around.Ledger.NextRunAfter(turn.Now) ? opens : turn.Now;
    }

    internal static int EntryLevel(Invoice invoice, PolicyPack rules, DateOnly today)
    {
        if (rules.Entry == LadderEntry.Restart) return 1;
        int daysLate = today.DayNumber - invoice.ChasingDueDate.DayNumber;
        int reached = rules.Levels.Count(l => l.DaysPastDue <= daysLate);
        return Math.Clamp(reached, 1, Math.Max(1, rules.EntryCap));
    }

    static Stop WhyNothingCarries(Chase chase)
    {
        if (chase.Invoices.Length == 0) return new(Reason.Paid, null, "nothing is owed");
        if (chase.Chaseable.Any()) return new(Reason.BelowMinimum, null, $"{string.Join(", ", chase.Totals().Values)} is below the policy's minimum");
        ChasedInvoice first = chase.Invoices.FirstOrDefault(i => i.Out is not (Reason.NotYetDue or Reason.CreditToAllocate))
            ?? chase.Invoices.FirstOrDefault(i => i.Out == Reason.CreditToAllocate) ?? chase.Invoices[0];
        return new(first.Out, first.Until?.AddDays(1), first.Out switch
        {
            Reason.NotYetDue => $"nothing is overdue; invoice {first.Invoice.Number} is due on {first.Until:yyyy-MM-dd}",
            Reason.CreditToAllocate => "unapplied cash or credit notes cover all that is overdue",
            Reason.PromiseOpen => $"invoice {first.Invoice.Number} is promised; the promise is judged after {first.Until:yyyy-MM-dd}",
            Reason.PlanOnTrack => $"invoice {first.Invoice.Number} is on a payment plan",
            Reason.RequestOpen => $"the customer has asked about invoice {first.Invoice.Number} and waits for our answer; reminders rest until {first.Until:yyyy-MM-dd}",
            Reason.Extended => $"invoice {first.Invoice.Number} was extended to {first.Until:yyyy-MM-dd}",
            Reason.DisputeOpen => $"invoice {first.Invoice.Number} is in dispute",
            Reason.DunningBlock => $"reminders for invoice {first.Invoice.Number} are blocked until {first.Until:yyyy-MM-dd}",
            _ => $"invoice {first.Invoice.Number} is going to be collected automatically",
        });
    }

    static IEnumerable<Stop> InFlight(Account account) => account.Messages.Where(m => m.IsPending && m.CountsAsContact).Take(1).Select(m =>
        m.State == MessageState.AwaitingRelease
            ? new Stop(Reason.AwaitingRelease, null, $"message {m.Id} waits for release")
            : new Stop(Reason.MessageInFlight, null, $"message {m.Id} is on its way"));

    static Stop Ended(Invoice invoice) => new(Reason.LadderEnded, null, $"every level for invoice {invoice.Number} is done; the account is with a person");
}
