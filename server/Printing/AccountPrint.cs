using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>An account on a terminal.</summary>
internal sealed class AccountPrint(Account account, DateOnly today, IReadOnlyList<StoredMessage> messages)
{
    readonly Chase chase = Chase.Look(account, today);

    public object ForProgram() => new
    {
        id = account.Id.Value, ledger = account.LedgerId, account.Customer, account.Name, date = today, standing = account.Standing.Standing, hold = account.Hold,
        open = chase.Invoices.Select(i => new
        {
            number = i.Invoice.Number, issued = i.Invoice.IssueDate, due = i.Invoice.DueDate, chasedFrom = i.Invoice.ChasingDueDate, daysPastDue = i.Invoice.DaysPastDue(today), amount = i.Invoice.Amount.ToString(),
            balance = i.Open.ToString(), contested = i.Contested.ToString(), covered = i.Cover.ToString(), dueNow = i.DueNow.ToString(),
            notChaseable = i.Out == Reason.None ? null : Code.Of(i.Out), levelsDone = i.Invoice.Ladder?.Done,
        }),
        unapplied = Chase.CreditOf(account).Values.Where(m => m.IsPositive).Select(m => m.ToString()),
        promises = account.Promises.Select(p => new { p.Id, amount = p.Amount.ToString(), p.Date, p.GivenDate, p.LastDate, p.Invoices, p.Standing, received = p.Received?.ToString() }),
        plans = account.Plans.Select(p => new { p.Id, p.Invoices, instalments = p.Instalments.Select(i => new { i.DueDate, amount = i.Amount.ToString() }), p.Standing }),
        account.Disputes, account.Blocks, account.Contacts, account.Flags, tasks = account.Tasks,
        messages = messages.Select(m => new { m.Message.Id, m.Message.Kind, m.Message.Number, m.Message.Channel, m.Message.About, m.Message.State, date = m.Message.BegunDate, m.Text?.Subject, m.Outcome }),
    };

    public void Print(TextWriter to)
    {
        to.WriteLine($"{account.Customer} {account.Name} in {account.LedgerId}, {today:yyyy-MM-dd}; standing {Code.Of(account.Standing.Standing)}{(account.Hold is { } hold ? $"; orders on hold: {hold.Reason}" : "")}");
        to.WriteLine();
        Tables.Print(to, ["invoice", "due", "days late", "balance", "due now", "state", "levels done"], chase.Invoices.Select(i => new[]
        {
            i.Invoice.Number, Day(i.Invoice.DueDate), i.Invoice.DaysPastDue(today).ToString(CultureInfo.InvariantCulture), i.Open.ToString(), i.DueNow.ToString(),
            i.Out == Reason.None ? "chaseable" : Code.Of(i.Out), string.Join(" ", i.Invoice.Ladder?.Done.Select(d => $"{d.Number}:{(d.Date is { } date ? Day(date) : Code.Of(d.By))}") ?? []),
        }));
        foreach (Money credit in Chase.CreditOf(account).Values.Where(m => m.IsPositive)) to.WriteLine($"unapplied: {credit}");
        foreach (Promise p in account.Promises) to.WriteLine($"promise {p.Id}: {p.Amount} by {Day(p.Date)} for {string.Join(", ", p.Invoices)}: {Code.Of(p.Standing)}");
        foreach (Plan p in account.Plans) to.WriteLine($"plan {p.Id}: {p.Instalments.Length} instalments for {string.Join(", ", p.Invoices)}: {Code.Of(p.Standing)}");
        foreach (Dispute d in account.Disputes) to.WriteLine($"dispute {d.Id} on {d.Invoice} ({d.ReasonCode}): {d.Outcome ?? "open"}");
        foreach (DunningBlock b in account.Blocks) to.WriteLine($"block {b.Id} on {b.Invoice ?? "the account"} until {Day(b.UntilDate)}: {b.Reason}");
        foreach (Contact c in account.Contacts) to.WriteLine($"contact {c.Id} ({c.Role}): {c.Name} {c.Email} {c.Mobile}");
        foreach (WorkItem t in account.Tasks) to.WriteLine($"task {t.Id} ({t.Kind}): {t.Words}");
        to.WriteLine();
        Tables.Print(to, ["message", "what", "channel", "about", "day", "state"], messages.Select(m => new[]
        {
            m.Message.Id, m.Message.Kind == MessageKind.Level ? $"level {m.Message.Number}" : Code.Of(m.Message.Kind), Code.Of(m.Message.Channel), m.Message.About,
            m.Message.BegunDate is { } begun ? Day(begun) : "", m.Outcome ?? Code.Of(m.Message.State),
        }));
    }

    static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
