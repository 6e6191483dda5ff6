using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Tests;

public sealed class ImportFileTests
{
    [Fact]
    public async Task A_file_with_one_bad_row_changes_nothing_unless_bad_rows_are_skipped()
    {
        Imports imports = await Imports.OpenAsync();
        string file = Some.Rows + "C1,A,2026-01-05,2026-02-04,10.00,\nC2,B,2026-01-05,never,10.00,\n";

        Assert.Equal(ImportOutcome.Faulty, (await imports.RunAsync(file)).Outcome);
        Assert.Empty(await imports.LinesAsync());
        Assert.Empty(await imports.FeedsAsync());

        ImportAnswer skipping = await imports.RunAsync(file, skipBadRows: true);
        Assert.Equal((ImportOutcome.Imported, 1), (skipping.Outcome, skipping.Faults.Length));
        Assert.Equal("C1", Assert.Single(await imports.LinesAsync()).Customer);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        Imports imports = await Imports.OpenAsync();
        string file = Some.Rows + "C1,A,2026-01-05,2026-02-04,10.00,2026-02-10\nC1,B,2026-01-05,2026-02-04,20.00,\n";
        await imports.RunAsync(file);
        StoredAccount first = (await imports.LoadAsync("C1"))!;

        ImportAnswer again = await imports.RunAsync(file);
        await imports.RunAsync(file + "C2,C,2026-01-05,2026-02-04,10.00,\n");

        Assert.Equal(ImportOutcome.AlreadyImported, again.Outcome);
        Assert.Equal(first.Version, (await imports.LoadAsync("C1"))!.Version);
        Assert.Equal(["20.00 GBP"], first.Account.Invoices.Where(i => i.IsOpen).Select(i => i.Balance.ToString()));
        Assert.Equal("c1@example.com", first.Account.Contacts.Single().AddressFor(Channel.Email));
        Assert.Equal(2, (await imports.FeedsAsync()).Count);
    }

    [Fact]
    public async Task An_account_with_many_rows_takes_them_in_several_commits_and_is_whole_at_the_end()
    {
        Imports imports = await Imports.OpenAsync();

        await imports.RunAsync(Some.Rows + string.Concat(Enumerable.Range(1, 250).Select(i => $"C1,N{i},2026-01-05,2026-02-04,10.00,\n")));

        StoredAccount account = (await imports.LoadAsync("C1"))!;
        Assert.Equal((250, 5L), (account.Account.Invoices.Length, account.Version)); // opened, three parts, closed
        Assert.Null(account.Account.OpenFeed);
    }

    [Fact]
    public async Task A_file_that_closes_an_implausible_share_at_once_is_held_and_lists_what_it_would_close()
    {
        Imports imports = await Imports.OpenAsync();
        string[] open = [.. Enumerable.Range(1, 30).Select(i => $"C{i % 3},N{i},2026-01-05,2026-02-04,10.00,")];
        await imports.RunAsync(Some.Rows + string.Join("\n", open) + "\n");
        string flipped = Some.Rows + string.Join("\n", open.Select((row, i) => i < 20 ? row + "2026-02-10" : row)) + "\n";

        ImportAnswer held = await imports.RunAsync(flipped);

        Assert.Equal((ImportOutcome.Held, 20), (held.Outcome, held.WouldChange.Length));
        Assert.Contains("20 of 30", Assert.Single(await imports.FeedsAsync(), f => f.Implausible is not null).Implausible);
        Assert.Equal(30, (await imports.LinesAsync()).Sum(l => l.OpenItems));
        Assert.Equal(ImportOutcome.Imported, (await imports.RunAsync(flipped, accept: true)).Outcome);
        Assert.Equal(10, (await imports.LinesAsync()).Sum(l => l.OpenItems));
        Assert.All(await imports.FeedsAsync(), f => Assert.Null(f.Implausible));
    }

    [Fact]
    public async Task A_row_that_the_ledger_refuses_is_reported_before_anything_is_written()
    {
        Imports imports = await Imports.OpenAsync();
        await imports.RunAsync(Some.Rows + "C1,A,2026-01-05,2026-02-04,10.00,\n");

        ImportAnswer answer = await imports.RunAsync(
            System.Text.Encoding.UTF8.GetBytes(Some.Rows + "C0,Z,2026-01-05,2026-02-04,10.00,\nC1,A,2026-01-05,2026-02-04,10.00,\n"), Some.Plain with { Currency = "EUR" });

        Assert.Equal(ImportOutcome.Faulty, answer.Outcome);
        Assert.Contains("customer C1, currency: invoice A is known in GBP", Assert.Single(answer.Faults).ToString());
        Assert.Null(await imports.LoadAsync("C0"));
    }
}
