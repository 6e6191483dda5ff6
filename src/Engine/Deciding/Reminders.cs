using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What is no level: promise and instalment reminders, courtesy before the due date, the slow repeat after the end. A level that goes today stands in for them.</summary>
internal static class Reminders
{
    /// <summary>Reserves the first that is due and not stopped; null when none is.</summary>
    public static Message? Reserve(Turn turn, NextLevel next)
    {
        if (turn.Pack is null || turn.Account.Messages.Any(m => m.IsPending && m.CountsAsContact) || turn.Account.LastMessage?.Date == turn.Today) return null;
        if (Guards.OfAccount(turn.Account, turn.Around, turn.Today).Any()) return null;
        foreach ((Purpose purpose, Channel channel, string role, LoadedPack pack) in Due(turn, next))
        {
            if (Guards.OfLedger(turn.Account, turn.Around, pack.Rules, turn.Now).Any()) return null;
            (Route? route, _) = Route.First(channel, role, [], turn.Account, turn.Around);
            route ??= Route.First(channel, null, [], turn.Account, turn.Around).Route;
            if (route is null) continue;
            DateTimeOffset at = NextLevel.SendingTime(turn, route, pack.Rules);
            if (!Guards.OfRecipient(turn.Account, route, turn.Around, pack.Rules, at).Any()) return Engine.Reserve.Add(turn, purpose, route, pack, at);
        }
        return null;
    }

    /// <summary>The day on which a reminder for a date goes: the day before, or the last open day of the recipient before that.</summary>
    public static DateOnly DayBefore(DateOnly date, Account account, Surroundings around)
    {
        Contact? recipient = account.Contacts.FirstOrDefault(c => c.Role == "accounts-payable" && c.AddressFor(Channel.Email) is not null)
            ?? account.Contacts.FirstOrDefault(c => c.AddressFor(Channel.Email) is not null);
        return around.Holidays.OpenBefore(date, recipient is null ? account.HolidayArea ?? around.Ledger.HolidayArea : around.AreaOf(account, recipient));
    }

    /// <summary>Says to the customer that a message about a broken promise was wrong.</summary>
    public static void ReserveCorrection(Turn turn, Promise promise)
    {
        if (turn.Pack is not { } pack || Route.First(Channel.Email, null, [], turn.Account, turn.Around).Route is not { } route) return;
        ContactWindow window = new(pack.Rules.ContactHours.From, pack.Rules.ContactHours.To); // nobody asked for it, so it waits for the recipient's hours
        DateTimeOffset at = window.OpensAt(turn.Now, turn.Around.ZoneOf(turn.Account, route.Contact), turn.Around.Holidays, turn.Around.AreaOf(turn.Account, route.Contact));
        Engine.Reserve.Add(turn, new(MessageKind.Correction, promise.Id, 0, "correction"), route, pack, at);
    }

    static IEnumerable<(Purpose, Channel, string Role, LoadedPack)> Due(Turn turn, NextLevel next)
    {
        PolicyPack rules = turn.Rules;
        foreach (Promise promise in turn.Account.Promises)
            if (PromiseReminderIsDue(turn, promise, rules)) yield return (new(MessageKind.PromiseReminder, promise.Id, 0, rules.Promises.Letter), Channel.Email, "accounts-payable", turn.Pack!);
        foreach (Plan plan in turn.Account.Plans)
            if (InstalmentDue(turn, plan) is { } number) yield return (new(MessageKind.InstalmentReminder, plan.Id, number, rules.Agreements.InstalmentLetter), Channel.Email, "accounts-payable", turn.Pack!);
        if (RepeatIsDue(turn, next) is { } repeat) yield return (repeat, next.Pack!.Rules.Levels[^1].Channel, next.Pack.Rules.Levels[^1].Recipient, next.Pack);
        if (next.Carrying is null && rules.Courtesy is { } courtesy && CourtesyFor(turn, courtesy) is { } invoice)
            yield return (new(MessageKind.Courtesy, invoice.Number, 0, courtesy.Letter), courtesy.Channel, courtesy.Recipient, turn.Pack!);
    }

    static bool PromiseReminderIsDue(Turn turn, Promise promise, PolicyPack rules)
    {
        if (promise.Standing != PromiseStanding.Open || promise.Reminded || !rules.Promises.Remind) return false;
        DateOnly day = DayBefore(promise.Date, turn.Account, turn.Around);
        return turn.Today >= day && turn.Today < promise.Date && day > promise.GivenDate;
    }

    static int? InstalmentDue(Turn turn, Plan plan)
    {
        if (plan.Standing != PlanStanding.OnTrack || Judge.NextInstalment(turn.Account, plan) is not { } number || number <= plan.Reminded) return null;
        DateOnly due = plan.Instalments[number - 1].DueDate, day = DayBefore(due, turn.Account, turn.Around);
        return turn.Today >= day && turn.Today < due && day > plan.AgreedDate ? number : null;
    }

    static Purpose? RepeatIsDue(Turn turn, NextLevel next)
    {
        if (next is not { Reason: Reason.LadderEnded, Carrying.Invoice: { Ladder.EndedDate: { } } carrying, Pack.Rules: { EndOfLadder: EndOfLadder.Repeat, Repeat: { } rule } }) return null;
        DateOnly? day = NextRepeat(turn.Account, carrying.Ladder!, rule);
        return turn.Today >= day ? new(MessageKind.Repeat, carrying.Number, carrying.Ladder!.Repeats + 1, rule.Letter) : null;
    }

    /// <summary>The day of the next repeat of the last letter; null when the cap is reached.</summary>
    public static DateOnly? NextRepeat(Account account, Ladder ladder, RepeatRule rule) =>
        ladder.Repeats >= rule.Cap ? null : (account.LastMessage?.Date ?? ladder.EndedDate!.Value).AddDays(rule.EveryDays);

    static Invoice? CourtesyFor(Turn turn, CourtesyRule courtesy)
    {
        bool selected = courtesy.To == CourtesyTo.Everyone || turn.Account.Habit is { SettledLate: > 0 } or { PromisesBroken: > 0 };
        return !selected ? null : turn.Chase.Invoices
            .Where(i => i.Out == Reason.NotYetDue && turn.Today < i.Invoice.DueDate && turn.Today >= i.Invoice.DueDate.AddDays(-courtesy.DaysBefore)
                && i.DueNow.IsPositive && !i.Invoice.AutomaticPaymentPending && i.Invoice.ExtendedTo is null
                && i.Open >= turn.Rules.MinimumOf(i.Open.Currency) && !i.Invoice.CourtesyReserved)
            .Select(i => i.Invoice).FirstOrDefault();
    }
}
