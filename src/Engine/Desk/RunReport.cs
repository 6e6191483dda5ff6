using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What a run did, or would do: what goes out, and why the others are left alone. The same for the command line, the API and the pages.</summary>
/// <param name="StartedAt">On the clock of the run.</param>
/// <param name="IsRehearsal">True: nothing was changed.</param>
/// <param name="Considered">Accounts whose run was decided.</param>
/// <param name="Reserved">Messages that the run reserved and that have not met their gate: a person releases them first, or their hour comes.</param>
/// <param name="Failed">Accounts that could not be advanced; they stay due.</param>
/// <param name="Messages">In the order in which they passed the gate.</param>
/// <param name="Waiting">Everybody else, with the reason.</param>
public sealed record RunReport(
    DateTimeOffset StartedAt, bool IsRehearsal, int Considered, int Reserved, ImmutableArray<RunFailure> Failed, ImmutableArray<RunMessage> Messages, ImmutableArray<RunSilence> Waiting)
{
    /// <summary>Reads back what a run did.</summary>
    public static async Task<RunReport> OfAsync(Stores stores, RunSummary summary, (DateTimeOffset StartedAt, bool IsRehearsal) how, CancellationToken cancel)
    {
        List<StoredMessage> messages = [];
        foreach (string id in summary.Begun.Distinct())
            if (await stores.Accounts.MessageAsync(id, cancel) is { } message) messages.Add(message);
        AccountId[] ids = [.. messages.Select(m => m.AccountId).Concat(summary.Considered.Select(c => c.Id)).Distinct()];
        Dictionary<AccountId, Account> accounts = (await stores.Accounts.LoadManyAsync(ids, cancel)).ToDictionary(s => s.Account.Id, s => s.Account);
        return Of(summary, messages, accounts, how);
    }

    internal static RunReport Of(RunSummary summary, IReadOnlyList<StoredMessage> messages, IReadOnlyDictionary<AccountId, Account> accounts, (DateTimeOffset StartedAt, bool IsRehearsal) how) => new(
        how.StartedAt, how.IsRehearsal, summary.Count, summary.Considered.Count(c => c.Verdict.MessageId is { } id && !summary.Begun.Contains(id) && messages.All(m => m.Message.Id != id)), [.. summary.Failures.Select(f => new RunFailure(f.Id.Value, f.Failure.Message))],
        [.. messages.Where(m => accounts.ContainsKey(m.AccountId)).Select(m => RunMessage.Of(m, accounts[m.AccountId]))],
        [.. summary.Considered.Where(c => c.Verdict.MessageId is null && accounts.ContainsKey(c.Id)).Select(c => RunSilence.Of(accounts[c.Id], c.Verdict.InWords()))]);

    /// <summary>Without the words of the messages: the figures alone.</summary>
    public RunReport WithoutTexts() => this with { Messages = [.. Messages.Select(m => m with { Text = null })] };
}

/// <summary>An account that could not be advanced.</summary>
/// <param name="Account">Our id.</param>
/// <param name="Message">What broke.</param>
public sealed record RunFailure(string Account, string Message);

/// <summary>A message of a run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The customer's number.</param>
/// <param name="Ledger">Whose.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Level">The level; null: it is none.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="About">The carrying invoice, the promise, the plan.</param>
/// <param name="To">The address.</param>
/// <param name="Date">The ledger's day on which it passed the gate.</param>
/// <param name="At">When it passed the gate.</param>
/// <param name="State">How it stands after the run.</param>
/// <param name="Demanded">By currency.</param>
/// <param name="Subject">Empty for SMS; null: no text was made.</param>
/// <param name="Segments">SMS segments; zero for email.</param>
/// <param name="Text">The words; null: left out.</param>
public sealed record RunMessage(
    string Id, string Account, string Ledger, MessageKind Kind, int? Level, Channel Channel, string About, string To, DateOnly? Date, DateTimeOffset? At, MessageState State,
    ImmutableArray<Money> Demanded, string? Subject, int? Segments, string? Text)
{
    internal static RunMessage Of(StoredMessage m, Account account) => new(
        m.Message.Id, account.Customer, m.LedgerId, m.Message.Kind, m.Message.Kind == MessageKind.Level ? m.Message.Number : null, m.Message.Channel, m.Message.About, m.Message.Address,
        m.Message.BegunDate, m.Message.BegunAt, m.Message.State, m.Demanded, m.Text?.Subject, m.Text?.Segments, m.Text?.Text);
}

/// <summary>An account that a run left alone.</summary>
/// <param name="Account">The customer's number.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Reason">The first thing that stops a message.</param>
/// <param name="Decided">In a sentence.</param>
/// <param name="Carrying">The carrying invoice; null: none.</param>
/// <param name="Level">The next level; null: none.</param>
/// <param name="WouldGo">What would have to change.</param>
/// <param name="FirstStop">The first stop in words; null: none.</param>
/// <param name="Until">When that passes by itself; null: by an event or a person.</param>
public sealed record RunSilence(string Account, string Name, Reason Reason, string Decided, string? Carrying, int? Level, string WouldGo, string? FirstStop, DateOnly? Until)
{
    internal static RunSilence Of(Account account, Explanation why) =>
        new(account.Customer, account.Name, why.Reason, why.Decided, why.Carrying, why.Level, why.WouldGo, why.Stops.FirstOrDefault()?.Words, why.Stops.FirstOrDefault()?.Until);
}
