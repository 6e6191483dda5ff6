using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>A text from a number on file. A promise is first read back to the customer: only their YES makes it one, because anybody can forge a sender.
/// Everything that is not understood goes to a person.</summary>
/// <param name="From">E.164.</param>
/// <param name="Words">The whole text.</param>
public sealed record ReadText(string From, string Words) : Input
{
    /// <summary>The task that stands while the customer's YES is awaited.</summary>
    public const string Asked = "promise-check";
    static readonly TimeSpan GoodFor = TimeSpan.FromDays(3);

    /// <inheritdoc />
    public override string Cause => "text";

    internal override Answer Decide(Turn turn) => Words.Trim().TrimEnd('.', '!').ToUpperInvariant() switch
    {
        "YES" or "JA" or "Y" or "OK" when Open(turn) is { } asked => Confirm(turn, asked),
        "NO" or "NEIN" or "N" when Open(turn) is { } asked => Close(turn, asked, "the customer said no"),
        _ => PromiseText.Read(Words, turn.Today, turn.Around.Ledger.Currency) is { } promise ? Ask(turn, promise) : Reply(turn),
    };

    WorkItem? Open(Turn turn) => turn.Account.Tasks.LastOrDefault(t => t.Kind == Asked && t.About.EndsWith(" " + From, StringComparison.Ordinal) && turn.Now - t.OpenedAt <= GoodFor);

    // The rules are asked before the customer is: nobody confirms what would then be refused.
    Answer Ask(Turn turn, PromiseText promise)
    {
        Turn trial = new(turn.Account, turn.Around, turn.Book, turn.Now);
        bool taken = Make(promise).Decide(trial) is not Answer.Refused;
        string about = About(promise, From);
        if (!Reserved(turn, taken ? StandardLetters.PromiseCheck : StandardLetters.PromiseRefused, about)) return Reply(turn);
        foreach (WorkItem old in turn.Account.Tasks.Where(t => t.Kind == Asked && t.About != about)) turn.Add(new TaskDone(old.Id, "another text came"));
        if (taken) turn.OpenTask(Asked, about, $"The customer was asked by SMS to confirm a promise of {promise.Amount} by {promise.Date:yyyy-MM-dd}.");
        return new Answer.Done(taken ? "the customer is asked to confirm" : "the customer is told that the rules do not take the promise");
    }

    Answer Confirm(Turn turn, WorkItem asked)
    {
        if (OfAbout(asked.About) is not { } promise) return Reply(turn);
        turn.Add(new TaskDone(asked.Id, "confirmed"));
        Answer made = Make(promise).Decide(turn);
        if (made is Answer.Refused) Reserved(turn, StandardLetters.PromiseRefused, asked.About);
        else if (made is Answer.Done { Id: { } id }) Reserved(turn, StandardLetters.ConfirmationPromise, id);
        return made is Answer.Refused ? new Answer.Done("the rules no longer take the promise") : made;
    }

    static Answer Close(Turn turn, WorkItem asked, string how)
    {
        turn.Add(new TaskDone(asked.Id, how));
        return new Answer.Done(how);
    }

    Answer Reply(Turn turn) => new RecordReply(Channel.Sms, Words, false).Decide(turn);

    bool Reserved(Turn turn, string letter, string about) => AnswerHelp.Reserve(turn, From, letter, about);

    static MakePromise Make(PromiseText promise) => new(promise.Amount, promise.Date, [], "sms");

    internal static string About(PromiseText promise, string from) =>
        string.Create(CultureInfo.InvariantCulture, $"{promise.Amount.Minor} {promise.Amount.Currency.Code} {promise.Date:yyyy-MM-dd} {from}");

    /// <summary>What was understood, from the letter that reads it back; null for anything else.</summary>
    internal static PromiseText? OfAbout(string about)
    {
        string[] parts = about.Split(' ');
        return parts.Length == 4 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long minor) && Currency.TryOf(parts[1], out Currency currency)
            && DateOnly.TryParseExact(parts[2], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? new PromiseText(new(minor, currency), date) : null;
    }
}

/// <summary>Somebody texted HELP: the answer says who we are, whom to call and how to stop.</summary>
/// <param name="From">E.164.</param>
public sealed record AnswerHelp(string From) : Input
{
    static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override string Cause => "help";

    internal override Answer Decide(Turn turn) => Reserve(turn, From, StandardLetters.Help, turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        ? new Answer.Done("help is on its way") : new Answer.AlreadyRecorded("help is on its way already, or the number has opted out");

    /// <summary>Reserves an answer by SMS to a number on file; false where that is not possible or was done before.</summary>
    internal static bool Reserve(Turn turn, string to, string letter, string about)
    {
        if (turn.Pack is not { } pack || turn.Account.Contacts.FirstOrDefault(c => c.AddressFor(Channel.Sms) == to) is not { } contact || turn.Around.OptedOut.Contains(to)) return false;
        if (turn.Account.Messages.Any(m => m.Letter == letter && m.About == about)) return false;
        int asked = (int)(turn.Now - Epoch).TotalSeconds; // who asks the same again later is answered again, and that is another message
        Engine.Reserve.Add(turn, new Purpose(MessageKind.Confirmation, about, asked, letter), new Route(Channel.Sms, contact, to), pack, turn.Now);
        return true;
    }
}
