using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;
using Collections.Engine;
using Microsoft.Extensions.Options;

namespace Collections.Server;

/// <summary>What every command shares: where the data are, which clock, which form of output.</summary>
internal static class Shared
{
    public static readonly Option<string> Data = new("--data") { Description = "The data folder", DefaultValueFactory = _ => "data", Recursive = true };
    public static readonly Option<string?> At = new("--at") { Description = "Act as of this date or instant (2026-03-05, 2026-03-05T10:00+00:00) instead of now", Recursive = true };
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON for a program", Recursive = true };
    public static readonly Option<string?> Ledger = new("--ledger") { Description = "The ledger; may be left out where there is only one", Recursive = true };
    public static readonly Option<string> By = new("--by") { Description = "Who acts, for the audit", DefaultValueFactory = _ => Environment.UserName, Recursive = true };
}

/// <summary>Input that cannot be acted on: every problem listed, exit code 2.</summary>
internal sealed class BadInputException(IReadOnlyList<Problem> problems) : Exception
{
    public BadInputException(string where, string what, string cure) : this([new(where, what, cure)]) { }

    public IReadOnlyList<Problem> Problems => problems;
}

/// <summary>One call of a command on an open data folder.</summary>
internal sealed class Invocation(ParseResult parsed, OpenFolder folder, HandClock? hand, CancellationToken cancel)
{
    static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public OpenFolder Folder => folder;
    public CancellationToken Cancel => cancel;
    public bool Json => parsed.GetValue(Shared.Json);
    public string By => parsed.GetValue(Shared.By)!;
    public DateTimeOffset Now => folder.Clock.GetUtcNow();
    public TextWriter Out => parsed.InvocationConfiguration.Output;

    /// <summary>The clock moved by hand; one is made from now when none was asked for.</summary>
    public HandClock? Hand => hand;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>Runs a command: opens the folder on the asked clock, and turns problems into lines and exit code 2.</summary>
    public static Task<int> RunAsync(ParseResult parsed, Func<Invocation, Task<int>> act, CancellationToken cancel) => ToldAsync(parsed, async () =>
    {
        HandClock? hand = parsed.GetValue(Shared.At) is { } at ? new HandClock(await InstantAsync(at, parsed, cancel)) : null;
        await using OpenFolder folder = await OpenFolder.OpenAsync(parsed.GetValue(Shared.Data)!, hand ?? TimeProvider.System, cancel);
        return await act(new(parsed, folder, hand, cancel));
    });

    /// <summary>Turns what the person who started it can mend into lines and an exit code: 2 for bad input and wrong settings, 3 for a store that does not answer.</summary>
    public static async Task<int> ToldAsync(ParseResult parsed, Func<Task<int>> work)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        try
        {
            return await work();
        }
        catch (OptionsValidationException wrong)
        {
            foreach (string fault in wrong.Failures) error.WriteLine($"settings: {fault}. Correct settings.json in the data folder, or the COLLECTIONS_ variables.");
            return 2;
        }
        catch (BadInputException bad)
        {
            if (parsed.GetValue(Shared.Json)) error.WriteLine(JsonSerializer.Serialize(new { problems = bad.Problems }, JsonOptions));
            else foreach (Problem problem in bad.Problems) error.WriteLine($"{problem.Where}: {problem.What}. {Sentence(problem.Cure)}");
            return 2;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or UnknownLedgerException or UnknownAccountException)
        {
            error.WriteLine(failure.Message);
            return failure is StoreUnavailableException ? 3 : 2;
        }
    }

    /// <summary>The ledger that is meant: the one asked for, or the only one.</summary>
    public async Task<Ledger> LedgerAsync()
    {
        if (parsed.GetValue(Shared.Ledger) is { } id) return await folder.Stores.Ledgers.FindAsync(id, cancel) ?? throw new BadInputException("--ledger", $"there is no ledger '{id}'", "see 'ledger list'");
        IReadOnlyList<Ledger> all = await folder.Stores.Ledgers.ListAsync(cancel);
        return all.Count == 1 ? all[0] : throw new BadInputException("--ledger", all.Count == 0 ? "there is no ledger yet" : "there are several ledgers", all.Count == 0 ? "add one with 'ledger add'" : $"name one of: {string.Join(", ", all.Select(l => l.Id))}");
    }

    /// <summary>The account that is meant: our id, "ledger/customer", or the customer's number in the ledger.</summary>
    public async Task<StoredAccount> AccountAsync(string named)
    {
        foreach (AccountId id in await CandidatesAsync(named))
            if (await folder.Stores.Accounts.LoadAsync(id, cancel) is { } stored) return stored;
        throw new BadInputException("account", $"there is no account '{named}'", "give the customer's number, LEDGER/CUSTOMER, or the account's id");
    }

    async Task<List<AccountId>> CandidatesAsync(string named)
    {
        List<AccountId> ids = [new(named)];
        if (named.IndexOf('/') is > 0 and var slash) ids.Add(AccountId.Of(named[..slash], named[(slash + 1)..]));
        ids.Add(AccountId.Of((await LedgerAsync()).Id, named));
        return ids;
    }

    /// <summary>Puts an input to an account and prints the answer.</summary>
    public async Task<int> PutAsync(string account, Input input)
    {
        StoredAccount stored = await AccountAsync(account);
        DeskAnswer answer = await folder.Desk.PutAsync(stored.Account.Id, input, new(By), cancel);
        return Answer(answer.Answer);
    }

    /// <summary>Prints an answer; a refusal is bad input.</summary>
    public int Answer(Answer answer) => answer.Match(
        done => Print(new { done = true, done.Words, done.Id }, () => Out.WriteLine(Sentence(done.Words))),
        known => Print(new { done = false, known.Words }, () => Out.WriteLine($"Nothing to do: {known.Words}.")),
        refused => throw new BadInputException(refused.Problems));

    /// <summary>JSON for a program, or what a person reads.</summary>
    public int Print(object forProgram, Action forPerson)
    {
        if (Json) Out.WriteLine(JsonSerializer.Serialize(forProgram, JsonOptions));
        else forPerson();
        return 0;
    }

    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..] + (words[^1] is '.' or '?' or '!' ? "" : ".");

    /// <summary>Reads an amount: "250.00 GBP", or "250.00" in the ledger's currency.</summary>
    public static Money Amount(string text, Currency ledger, string where)
    {
        string[] parts = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Currency currency = ledger;
        bool known = parts.Length == 1 || (parts.Length == 2 && Currency.TryOf(parts[1], out currency));
        return known && Money.TryParse(parts[0], currency, out Money money) ? money : throw new BadInputException(where, $"'{text}' is no amount", "write it as \"250.00 GBP\", digits with a point, as many as the currency has");
    }

    /// <summary>Reads a date: 2026-03-05.</summary>
    public static DateOnly Date(string text, string where) =>
        WrittenDate.TryRead(text, out DateOnly date) ? date : throw new BadInputException(where, $"'{text}' is no date", "write it as 2026-03-05");

    // A date alone means that day's run of the ledger, where there is one; else its start.
    static async Task<DateTimeOffset> InstantAsync(string text, ParseResult parsed, CancellationToken cancel)
    {
        if (WrittenDate.TryRead(text, out DateOnly date))
        {
            await using OpenFolder folder = await OpenFolder.OpenAsync(parsed.GetValue(Shared.Data)!, TimeProvider.System, cancel);
            IReadOnlyList<Ledger> all = await folder.Stores.Ledgers.ListAsync(cancel);
            Ledger? ledger = all.FirstOrDefault(l => l.Id == parsed.GetValue(Shared.Ledger)) ?? (all.Count > 0 ? all[0] : null);
            return ledger?.RunAt(date) ?? new DateTimeOffset(date.ToDateTime(new(8, 0)), TimeSpan.Zero);
        }
        return WrittenDate.TryRead(text, out DateTimeOffset at)
            ? at : throw new BadInputException("--at", $"'{text}' is no date or instant of the years 1900 to 2200", "write it as 2026-03-05 or 2026-03-05T10:00+00:00");
    }
}
