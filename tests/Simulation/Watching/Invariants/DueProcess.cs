using Collections.Domain;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-19, 20 and 21: nobody is warned, proposed or blacklisted on a message that was not accepted, on frozen figures or by one person; who has paid is free at once.</summary>
internal sealed class DueProcess(Sight sight) : Invariant(sight, "INV-19/20/21 due process")
{
    readonly HashSet<string> accepted = new(StringComparer.Ordinal);

    public override void On(Happening happening)
    {
        if (happening is not Committed committed) return;
        Account before = Sight.Accounts.GetValueOrDefault(committed.Id) ?? committed.Commit.From.Account, after = committed.Commit.To;
        foreach (AccountEvent happened in committed.Commit.Events)
        {
            if (happened is MessageAccepted a) accepted.Add(a.MessageId);
            if (happened is MessageSettled { WasSent: true } s) accepted.Add(s.MessageId); // a person looked it up: its fate is known now
            if (happened is MessageBounced b) accepted.Remove(b.MessageId);
            if (happened is StandingChanged { Record: var record } && record.Standing != before.Standing.Standing) Changed(committed, record);
        }
        Released(after);
    }

    void Changed(Committed committed, StandingRecord record)
    {
        Account account = committed.Commit.To;
        switch (record.Standing)
        {
            case Standing.Warned:
                Noticed(account, record);
                break;
            case Standing.Proposed when record.Proposal!.Ground == StandingGround.Payment:
                Noticed(account, record);
                Frozen(committed, "proposed");
                Holds(!account.Promises.Any(p => p.Standing == PromiseStanding.Open) && !account.Disputes.Any(d => d.ClosedDate is null), account.Id, "proposed with a promise or dispute open");
                DateOnly today = SendTime.DateIn(Sight.Ledgers[account.LedgerId].TimeZone, committed.Commit.At);
                Holds(record.NoticeDate!.Value.AddDays(Sight.Editions[record.Pack!].Rules.Standing.CureDays) < today, account.Id, "proposed within the cure period");
                break;
            case Standing.Blacklisted:
                string[] persons = [.. record.Proposal!.ApprovedBy.Append(record.Proposal.By).Where(p => p != "rule").Distinct()];
                Holds(persons.Length >= 2 && !record.Proposal.ApprovedBy.Contains(record.Proposal.By), account.Id, "blacklisted by fewer than two persons");
                Holds(record.ReviewDate is not null, account.Id, "blacklisted without a review date");
                Frozen(committed, "blacklisted");
                break;
            default:
                break;
        }
    }

    void Noticed(Account account, StandingRecord record) =>
        Holds(record.NoticeMessageId is { } id && accepted.Contains(id) && record.NoticeDate is not null, account.Id, "the notice was not accepted, or came back");

    void Frozen(Committed committed, string what)
    {
        Ledger ledger = Sight.Ledgers[committed.Commit.To.LedgerId];
        Holds(!Sight.IsSafe, committed.Id, $"{what} in safe mode");
        Holds(!committed.Commit.To.Tasks.Any(t => t.Kind == "event-parked"), committed.Id, $"{what} while an event is parked");
        if (Sight.Sources[ledger.Id].IsConnected)
        {
            Holds(committed.At - Sight.ReadAt.GetValueOrDefault(ledger.Id) <= TimeSpan.FromMinutes(78), committed.Id, $"{what} with its source unread since {Sight.ReadAt.GetValueOrDefault(ledger.Id):O}");
            return;
        }
        int hours = 0;
        for (DateTimeOffset at = Sight.FedAt.GetValueOrDefault(ledger.Id); at < committed.At && hours <= 40; at += TimeSpan.FromHours(1))
        {
            DateOnly day = SendTime.DateIn(ledger.TimeZone, at);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Sight.Holidays.IsHoliday(day, ledger.HolidayArea)) hours++;
        }
        Holds(hours <= 37, committed.Id, $"{what} on figures that are {hours} working hours old");
    }

    void Released(Account account)
    {
        if (account.Standing is not { Standing: Standing.Warned or Standing.Proposed, Proposal: null or { Ground: StandingGround.Payment } }) return;
        Holds(account.Invoices.Any(i => i.IsOpen), account.Id, $"everything is paid and the account is {account.Standing.Standing}");
    }
}
