using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>What a controller sees on the first start: the last week's messages, and why the others were left alone.</summary>
internal static class SampleReport
{
    public static async Task PrintAsync(OpenFolder folder, DateTimeOffset at, TextWriter to, CancellationToken cancel)
    {
        Ledger ledger = SampleLedger.Ledger;
        List<(Account Account, Explanation Why)> all = [];
        foreach (AccountLine line in await folder.Stores.Accounts.ListAsync(ledger.Id, new(Most: 100), cancel))
            if (await folder.Past.AtAsync(line.Id, at, cancel) is { } account && await folder.Past.WhyAsync(line.Id, at, cancel) is { } why) all.Add((account, why));
        Dictionary<AccountId, Account> accounts = all.ToDictionary(a => a.Account.Id, a => a.Account);
        IReadOnlyList<StoredMessage> messages = await folder.Stores.Accounts.MessagesAsync(new(ledger.Id, Most: 1000), cancel);
        DateOnly week = SendTime.DateIn(ledger.TimeZone, at).AddDays(-6);

        to.WriteLine($"{ledger.LegalName}: {all.Count} customers as of {SendTime.In(ledger.TimeZone, at):dddd d MMMM yyyy, HH:mm} in {ledger.Zone}");
        to.WriteLine();
        to.WriteLine("What went out in the last seven days");
        Tables.Print(to, ["day", "customer", "name", "what", "channel", "about", "demanded"], messages.Where(m => m.Message.BegunDate >= week && m.Message.BegunAt <= at).OrderBy(m => m.Message.BegunAt)
            .Select(m => new[]
            {
                m.Message.BegunDate!.Value.ToString("ddd dd MMM", CultureInfo.InvariantCulture), accounts[m.AccountId].Customer, accounts[m.AccountId].Name,
                m.Message.Kind == MessageKind.Level ? $"level {m.Message.Number} {m.Message.Letter}" : Code.Of(m.Message.Kind).Replace('-', ' '), Code.Of(m.Message.Channel), m.Message.About, string.Join(", ", m.Demanded),
            }));
        to.WriteLine();
        to.WriteLine("Who is left alone now, and why");
        Tables.Print(to, ["customer", "name", "reason", "why"], all.Where(a => a.Why.Reason is not (Reason.None or Reason.Paid or Reason.NotYetDue)).OrderBy(a => a.Why.Reason)
            .Select(a => new[] { a.Account.Customer, a.Account.Name, a.Why.Stops[0].Code, a.Why.Stops[0].Words }));
        to.WriteLine($"Nothing is overdue at {all.Count(a => a.Why.Reason is Reason.Paid or Reason.NotYetDue)} other customers.");
        to.WriteLine();
        to.WriteLine("Standing other than good");
        Tables.Print(to, ["customer", "name", "standing", "since", "why"], all.Where(a => a.Account.Standing.Standing != Standing.Good).OrderByDescending(a => a.Account.Standing.Standing)
            .Select(a => new[] { a.Account.Customer, a.Account.Name, Code.Of(a.Account.Standing.Standing), a.Account.Standing.SinceDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", a.Account.Standing.Reason }));
    }
}
