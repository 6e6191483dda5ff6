using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Puts a replay into figures.</summary>
internal static class Report
{
    public static BacktestMessage Message(PolicyPack rules, Account account, GateDecision.Pass pass)
    {
        Message message = pass.After.MessageOf(pass.Text.MessageId)!;
        MessageBegun begun = pass.Events.OfType<MessageBegun>().Single();
        Invoice? about = account.Invoice(message.About);
        return new()
        {
            Date = begun.Date, At = begun.At, Customer = account.Customer, Kind = message.Kind,
            Level = message.Kind == MessageKind.Level ? message.Number : null, Letter = message.Letter, Channel = message.Channel,
            Recipient = account.ContactOf(message.ContactId)!.Role, Person = message.Person,
            Carrying = about?.Number, DaysPastDue = about?.DaysPastDue(begun.Date),
            Demanded = [.. begun.Demanded.OrderBy(m => m.Currency.Code, StringComparer.Ordinal)], Invoices = begun.Invoices, Balances = BalancesOf(account),
            Cost = rules.CostPerMessage.GetValueOrDefault(Code.Of(message.Channel)) * Math.Max(1, pass.Text.Segments),
        };
    }

    public static BacktestResult Of(BacktestPlan plan, Replay replay)
    {
        ImmutableArray<BacktestMessage> messages = [.. replay.Messages.OrderBy(m => m.At).ThenBy(m => m.Customer, StringComparer.Ordinal)];
        return new()
        {
            Policy = plan.Pack.Rules.Label, From = plan.FirstDay, To = plan.LastDay, Messages = messages,
            Endings = [.. replay.Endings], Refused = [.. replay.Refused], Totals = Totals(plan.Pack.Rules, replay, messages),
            Assumed = [.. plan.Assumed, .. HolidayWords(plan)],
        };
    }

    static BacktestTotals Totals(PolicyPack rules, Replay replay, ImmutableArray<BacktestMessage> messages) => new()
    {
        Messages = messages.Length,
        Customers = replay.Accounts.Count(),
        CustomersContacted = messages.Select(m => m.Customer).Distinct(StringComparer.Ordinal).Count(),
        ByLevel = messages.Where(m => m.Level is not null).GroupBy(m => m.Level!.Value).ToImmutableSortedDictionary(g => g.Key, g => g.Count()),
        ByKind = messages.Where(m => m.Level is null).GroupBy(m => Code.Of(m.Kind)).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
        ByChannel = messages.GroupBy(m => Code.Of(m.Channel)).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
        CostByChannel = messages.GroupBy(m => Code.Of(m.Channel)).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(m => m.Cost), StringComparer.Ordinal),
        AfterMoney = messages.Count(m => m.AfterMoney),
        BudgetBreaches = Breaches(rules, messages),
        Considered = replay.Considered,
        Silences = replay.Silences.ToImmutableSortedDictionary(s => Code.Of(s.Key), s => s.Value, StringComparer.Ordinal),
    };

    // Counted from the list of messages alone, so that a fault in the budget's own books would show.
    static int Breaches(PolicyPack rules, ImmutableArray<BacktestMessage> messages)
    {
        int breaches = 0;
        foreach (IGrouping<string, DateOnly> person in messages.Where(m => m.Kind is not (MessageKind.Confirmation or MessageKind.Correction)).GroupBy(m => m.Person, m => m.Date))
        {
            DateOnly[] days = [.. person];
            for (int i = 0; i < days.Length; i++)
            {
                int sameDay = 0, span = 0;
                for (int j = i; j >= 0 && days[j] > days[i].AddDays(-ContactBudget.SpanDays); j--)
                {
                    span++;
                    if (days[j] == days[i]) sameDay++;
                }
                if (sameDay > rules.Budget.PerDay || span > rules.Budget.PerSevenDays) breaches++;
            }
        }
        return breaches;
    }

    static ImmutableArray<Money> BalancesOf(Account account) =>
    [
        .. account.Invoices.Where(i => i.IsOpen).GroupBy(i => i.Amount.Currency).OrderBy(g => g.Key.Code, StringComparer.Ordinal)
            .Select(g => g.Aggregate(Money.Zero(g.Key), (sum, i) => sum + i.Balance)),
    ];

    static IEnumerable<string> HolidayWords(BacktestPlan plan)
    {
        string?[] areas = [.. plan.Facts.Select(f => f.What).OfType<DescribeCustomer>()
            .SelectMany(d => d.Contacts.Select(c => c.HolidayArea).Append(d.About.HolidayArea)).OfType<string>().Append(plan.Ledger.HolidayArea).Distinct()];
        foreach (string? area in areas)
        {
            if (area is null)
            {
                yield return "No holiday area is set: only weekends are closed.";
                continue;
            }
            int[] missing = [.. Enumerable.Range(plan.FirstDay.Year, plan.LastDay.Year - plan.FirstDay.Year + 1).Where(y => !plan.Holidays.HasDataFor(area, y))];
            if (missing.Length > 0) yield return $"There is no holiday data for {area} in {string.Join(", ", missing)}: only weekends are closed in those years.";
        }
    }
}
