using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>What a run did, as a controller reads it: what went out, and why the others were left alone.</summary>
internal sealed class RunReport
{
    readonly IReadOnlyList<StoredMessage> messages;
    readonly IReadOnlyList<(Account Account, Explanation Why)> silent;
    readonly RunSummary summary;
    readonly IReadOnlyDictionary<AccountId, Account> accounts;

    RunReport(RunSummary summary, IReadOnlyList<StoredMessage> messages, IReadOnlyList<(Account, Explanation)> silent, IReadOnlyDictionary<AccountId, Account> accounts) =>
        (this.summary, this.messages, this.silent, this.accounts) = (summary, messages, silent, accounts);

    public static async Task<RunReport> OfAsync(OpenFolder folder, RunSummary summary, IReadOnlyList<StoredMessage> messages, CancellationToken cancel)
    {
        Dictionary<AccountId, Account> accounts = [];
        foreach (AccountId id in messages.Select(m => m.AccountId).Concat(summary.Considered.Select(c => c.Id)).Distinct())
            if (await folder.Stores.Accounts.LoadAsync(id, cancel) is { } stored) accounts[id] = stored.Account;
        List<(Account, Explanation)> silent = [.. summary.Considered.Where(c => c.Verdict.MessageId is null && accounts.ContainsKey(c.Id)).Select(c => (accounts[c.Id], c.Verdict.InWords()))];
        return new(summary, messages, silent, accounts);
    }

    public object ForProgram(DateTimeOffset startedAt, bool isRehearsal) => new
    {
        startedAt, isRehearsal, considered = summary.Count, failed = summary.Failures.Select(f => new { account = f.Id.Value, f.Failure.Message }),
        messages = messages.Select(m => new
        {
            id = m.Message.Id, account = accounts[m.AccountId].Customer, ledger = m.LedgerId, kind = m.Message.Kind, level = m.Message.Kind == MessageKind.Level ? m.Message.Number : (int?)null,
            channel = m.Message.Channel, about = m.Message.About, to = m.Message.Address, date = m.Message.BegunDate, at = m.Message.BegunAt, state = m.Message.State,
            demanded = m.Demanded.Select(d => d.ToString()), m.Text?.Subject, m.Text?.Segments,
        }),
        waiting = silent.Select(s => new { account = s.Account.Customer, reason = Code.Of(s.Why.Reason), s.Why.Decided, carrying = s.Why.Carrying, level = s.Why.Level, s.Why.WouldGo }),
    };

    public void Print(TextWriter to, bool isRehearsal, bool full)
    {
        to.WriteLine($"{(isRehearsal ? "Rehearsal (nothing was changed): " : "")}{summary.Count} accounts considered, {messages.Count} messages, {silent.Count} left alone.");
        to.WriteLine();
        to.WriteLine(isRehearsal ? "What would go out" : "What went out");
        Tables.Print(to, ["when", "customer", "what", "channel", "about", "demanded", "to"], messages.OrderBy(m => m.Message.BegunAt).Select(Row));
        to.WriteLine();
        to.WriteLine("Who was left alone, and why");
        Tables.Print(to, ["customer", "name", "reason", "why", "may change"], silent.OrderBy(s => s.Why.Reason).Select(s => new[]
        {
            s.Account.Customer, s.Account.Name, Code.Of(s.Why.Reason), s.Why.Stops.Length > 0 ? s.Why.Stops[0].Words : s.Why.Decided,
            s.Why.Stops.FirstOrDefault()?.Until is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "by an event or a person",
        }));
        foreach (FailedAccount failed in summary.Failures) to.WriteLine($"FAILED {failed.Id}: {failed.Failure.Message}");
        if (full) foreach (StoredMessage message in messages) PrintInFull(to, message);
    }

    string[] Row(StoredMessage m) =>
    [
        m.Message.BegunAt?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "", accounts[m.AccountId].Customer,
        m.Message.Kind == MessageKind.Level ? $"level {m.Message.Number}" : Code.Of(m.Message.Kind).Replace('-', ' '),
        Code.Of(m.Message.Channel), m.Message.About, string.Join(", ", m.Demanded), m.Message.Address,
    ];

    static void PrintInFull(TextWriter to, StoredMessage message)
    {
        to.WriteLine();
        to.WriteLine($"=== {message.Message.Id} to {message.Message.Address}{(message.Text is { Subject.Length: > 0 } text ? $": {text.Subject}" : "")}");
        to.WriteLine(message.Text?.Text);
    }
}
