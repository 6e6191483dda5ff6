using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Accounts;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Contacts;

/// <summary>Opt-outs and contact budgets on Table storage; grants are taken by <see cref="SendGrants"/> at the gate.</summary>
internal sealed class AzureContactStore(Tables tables, ContactRows contacts, DailyCaps caps) : IContactStore
{
    /// <summary>A gate whose grant is older than this can no longer be under way.</summary>
    static readonly TimeSpan Ungated = TimeSpan.FromDays(14);

    public async Task OptOutAsync(string address, DateTimeOffset at, string via, CancellationToken cancel)
    {
        await SayAsync(address, new(at, true, via), cancel);
        await StopGatesAsync(address, cancel);
    }

    public Task OptInAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => SayAsync(address, new(at, false, via), cancel);

    Task SayAsync(string address, Said word, CancellationToken cancel) =>
        contacts.ChangeAsync(address, known => known.State.Words.Any(w => w.At == word.At && w.IsOut == word.IsOut)
            ? null
            : new Change(known.State with { Words = known.State.Words.Add(word) }), cancel);

    // Any gate that was granted before the opt-out and has not committed holds against its account's head; touching the head makes it fail. Done again on a repeat,
    // because the first may have died half way.
    async Task StopGatesAsync(string address, CancellationToken cancel)
    {
        ContactState state = (await contacts.ReadAsync(address, cancel)).State;
        if (!state.IsOptedOut || state.Marks.IsEmpty) return;
        DateTimeOffset newest = state.Marks.Max(m => m.At);
        foreach (string account in state.Marks.Where(m => newest - m.At < Ungated).Select(m => m.Account).Distinct())
        {
            TableRow touch = new(Tables.PartitionOf(new(account)), AccountRows.HeadKey) { ["Touched"] = Guid.NewGuid().ToString("N") };
            await tables.Writes.PutAsync(tables.Accounts, [TableWrite.MergeExisting(touch)], cancel);
        }
    }

    public async Task<IReadOnlyList<OptOutSpan>> OptOutsAsync(IReadOnlyCollection<string> addresses, CancellationToken cancel)
    {
        string[] inOrder = [.. addresses.Distinct().Order(StringComparer.Ordinal)];
        ContactRows.Known[] known = await Task.WhenAll(inOrder.Select(a => contacts.ReadAsync(a, cancel)));
        return [.. inOrder.Zip(known).SelectMany(p => p.Second.State.Spans(p.First))];
    }

    public async Task<IReadOnlyList<GrantRecord>> GrantsAsync(IReadOnlyCollection<string> persons, DateOnly from, CancellationToken cancel)
    {
        string[] inOrder = [.. persons.Distinct().Order(StringComparer.Ordinal)];
        List<TableRow>[] rows = await Task.WhenAll(
            inOrder.Select(p => tables.Client.ListAsync(tables.Contacts, new(Tables.ContactOf(p), "g" + TableKey.Day(from), "h"), cancel)));
        return [.. inOrder.Zip(rows).SelectMany(p => p.Second.Select(row => GrantOf(p.First, row))
            .OrderBy(g => g.Date).ThenBy(g => g.MessageId, StringComparer.Ordinal))];
    }

    static GrantRecord GrantOf(string person, TableRow row) =>
        new(person, DateOnly.FromDayNumber((int)row.Number("Day")!.Value), row.Text("Message")!, row.Instant("At")!.Value);

    public Task<int> GrantedAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel) => caps.CountAsync(ledgerId, channel, date, cancel);
}
