using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Something that an account must answer to: a fact from outside, a person's act, or time that has passed.</summary>
public abstract record Input
{
    /// <summary>A word for the commit and the audit: "payment", "promise", "run".</summary>
    public abstract string Cause { get; }

    /// <summary>Decides on the turn's account, adding events to it. Pure: no clock, no store, no new id.</summary>
    internal abstract Answer Decide(Turn turn);
}

/// <summary>What an account answers to an input.</summary>
public abstract record Answer
{
    Answer() { }

    /// <summary>Done; the id of what was made, if anything was, and a sentence.</summary>
    public sealed record Done(string Words, string? Id = null) : Answer;

    /// <summary>Known already: nothing changed.</summary>
    public sealed record AlreadyRecorded(string Words) : Answer;

    /// <summary>Not possible: every problem at once.</summary>
    public sealed record Refused(ImmutableArray<Problem> Problems) : Answer
    {
        /// <summary>One problem.</summary>
        public Refused(string where, string what, string cure) : this([new(where, what, cure)]) { }
    }

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Done, T> done, Func<AlreadyRecorded, T> alreadyRecorded, Func<Refused, T> refused) => this switch
    {
        Done a => done(a), AlreadyRecorded a => alreadyRecorded(a), Refused a => refused(a),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What is wrong with an input, where, and how to mend it.</summary>
public sealed record Problem(string Where, string What, string Cure);

/// <summary>Events, the answer, and why.</summary>
/// <param name="Events">In order; may be empty.</param>
/// <param name="After">The account after them.</param>
/// <param name="Answer">To whoever asked.</param>
/// <param name="Verdict">What the chase decided; null when the input did not ask it.</param>
public sealed record Decision(ImmutableArray<AccountEvent> Events, Account After, Answer Answer, Verdict? Verdict)
{
    /// <summary>Why a message goes or not, in words; null when the input did not ask the chase.</summary>
    public Explanation? Explanation => Verdict?.InWords();

    /// <summary>Decides. Pure: the same account, surroundings, input, policies and instant give the same decision for ever.</summary>
    public static Decision On(Account account, Surroundings around, Input input, PolicyBook book, DateTimeOffset now)
    {
        Turn turn = new(account, around, book, now);
        if (!account.IsOpened && input is not DescribeCustomer) turn.Add(new AccountOpened(account.LedgerId, account.Customer, ""));
        Answer answer = input.Decide(turn);
        if (answer is Answer.Refused) return new([], account, answer, turn.Verdict);
        AfterEveryInput.Settle(turn);
        return new([.. turn.Events], turn.Account, answer, turn.Verdict) { Turn = turn };
    }

    /// <summary>What it was decided with: the wake-up goes on from there. Null when nothing was decided.</summary>
    internal Turn? Turn { get; init; }

    /// <summary>Decides on several inputs as one change, in their order: agreements are judged once, when all are known. A refused one changes nothing
    /// and does not stop the others; <paramref name="answers"/> has one answer for each.</summary>
    public static Decision OnAll(Account account, Surroundings around, IReadOnlyList<Input> inputs, PolicyBook book, DateTimeOffset now, out ImmutableArray<Answer> answers)
    {
        Turn turn = new(account, around, book, now);
        answers = [.. inputs.Select(input => input.Decide(turn))];
        AfterEveryInput.Settle(turn);
        return new([.. turn.Events], turn.Account, new Answer.Done($"{inputs.Count} inputs"), null);
    }
}

/// <summary>What the chase decided, before it is put into words: a run over a whole ledger words only what somebody reads.</summary>
public sealed class Verdict
{
    readonly Turn turn;
    readonly NextLevel next;
    readonly Message? reserved;

    internal Verdict(Turn turn, NextLevel next, Message? reserved) => (this.turn, this.next, this.reserved) = (turn, next, reserved);

    /// <summary>The first thing that stops a message; None when one was reserved or may go.</summary>
    public Reason Reason => reserved is null ? next.Reason : Reason.None;

    /// <summary>The message that was reserved; null when none was.</summary>
    public string? MessageId => reserved?.Id;

    /// <summary>In words.</summary>
    public Explanation InWords() => Explain.Of(turn, next, reserved);
}

/// <summary>One decision under way: the account with the events added so far. Lives only inside a pure function.</summary>
internal sealed class Turn(Account account, Surroundings around, PolicyBook book, DateTimeOffset now)
{
    public Account Account { get; private set; } = account;
    public Surroundings Around { get; } = around;
    public PolicyBook Book { get; } = book;
    public DateTimeOffset Now { get; } = now;
    public List<AccountEvent> Events { get; } = [];
    public Verdict? Verdict { get; set; }

    Account? looked;
    Chase? chase;

    /// <summary>The account's open invoices today, looked at again only when something has changed that they depend on.</summary>
    public Chase Chase
    {
        get
        {
            if (chase is null || !SameItems(looked!, Account)) chase = Chase.Look(Account, Today);
            looked = Account;
            return chase;
        }
    }

    static bool SameItems(Account a, Account b) => ReferenceEquals(a, b)
        || (a.Invoices == b.Invoices && a.Payments == b.Payments && a.CreditNotes == b.CreditNotes && a.Promises == b.Promises && a.Plans == b.Plans && a.Disputes == b.Disputes && a.Blocks == b.Blocks && a.Cases == b.Cases);

    /// <summary>The ledger's day.</summary>
    public DateOnly Today { get; } = SendTime.DateIn(around.Ledger.TimeZone, now);

    /// <summary>The pack for what begins now; null when the ledger names one that is not in the book.</summary>
    public LoadedPack? Pack { get; } = book.Current(account.Pack ?? around.Ledger.Pack);

    /// <summary>The rules for what begins now; an unknown pack has the most careful defaults and no levels.</summary>
    public PolicyPack Rules => Pack?.Rules ?? NoRules;

    static readonly PolicyPack NoRules = new() { Pack = "none", Version = 0, Jurisdiction = "", Levels = [] };

    public void Add(AccountEvent happened)
    {
        Events.Add(happened);
        Account = happened.Apply(Account);
    }

    /// <summary>The next id of a kind: "P7".</summary>
    public string NextId(string prefix) => prefix + Account.NextNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Opens a task unless the same kind about the same thing is open.</summary>
    public void OpenTask(string kind, string about, string words)
    {
        if (Account.Tasks.Any(t => t.Kind == kind && t.About == about)) return;
        Add(new TaskOpened(new() { Id = NextId("T"), Kind = kind, About = about, Words = words, OpenedAt = Now }));
    }

    /// <summary>Closes tasks of a kind that have become pointless.</summary>
    public void CloseTasks(string kind, string about, string how)
    {
        foreach (WorkItem task in Account.Tasks.Where(t => t.Kind == kind && t.About == about)) Add(new TaskDone(task.Id, how));
    }
}
