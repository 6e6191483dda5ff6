using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Azure.Contacts;

/// <summary>The one row that opt-outs and grants of an address contend for: whoever writes it holds its ETag, so a grant and an opt-out can never pass each other unseen.</summary>
/// <param name="Words">Everything the address said about being written to.</param>
/// <param name="Marks">Grants of the last two months: those that went to the address, and those that spent this person's budget.</param>
/// <param name="Writes">Ids of the last writes: an unclear one is found among them.</param>
internal sealed record ContactState(ImmutableArray<Said> Words, ImmutableArray<Mark> Marks, ImmutableArray<string> Writes)
{
    public static ContactState Empty { get; } = new([], [], []);
    const int KeptWrites = 12, KeptMarks = 400;
    static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    public ImmutableArray<OptOutSpan> Spans(string address) => OptWord.Spans(Words.Select(w => new OptWord(address, w.At, w.IsOut, w.Via)));

    public bool IsOptedOut => Spans("") is [.., { To: null }];

    public Mark? MarkOf(string messageId) => Marks.FirstOrDefault(m => m.MessageId == messageId);

    public ContactState With(Mark mark) => this with
    {
        Marks = [.. Marks.Where(m => m.MessageId != mark.MessageId && m.At > mark.At - Kept).TakeLast(KeptMarks), mark],
    };

    public ContactState Without(string messageId) => this with { Marks = Marks.RemoveAll(m => m.MessageId == messageId) };

    public ContactState Written(string writeId) => this with { Writes = [.. Writes.TakeLast(KeptWrites - 1), writeId] };
}

/// <summary>A word of an address: out or in again.</summary>
internal sealed record Said(DateTimeOffset At, bool IsOut, string Via);

/// <summary>A grant as an address or a person remembers it.</summary>
/// <param name="Account">Whose gate it was for: an opt-out touches that account before it is acknowledged.</param>
/// <param name="Spends">True where it spends this person's budget.</param>
/// <param name="By">The write id of the commit that took it last: only that one may give it back.</param>
internal sealed record Mark(
    string MessageId, string Account, string LedgerId, Channel Channel, DateOnly LedgerDate, DateOnly PersonDate, DateTimeOffset At, bool Spends, string By);

/// <summary>A message in a daily cap, and the write that took it last.</summary>
internal sealed record CapEntry(string Message, string By);
