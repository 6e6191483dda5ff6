using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>How an account is cut into a small head and chunks of items, so that a payment rewrites one chunk and not five thousand invoices.</summary>
public static class AccountSnapshot
{
    /// <summary>Everything but the items.</summary>
    public static byte[] Head(Account account) => Head(account, new());

    internal static byte[] Head(Account account, MessageTexts messages) => Scratch.Bytes((account, messages), static (writer, of) => HeadAsStored.Write(writer, of.account, of.messages));

    /// <summary>The chunks that differ between two states, by number; an empty chunk has no bytes and its row can go.</summary>
    public static IReadOnlyList<(int Number, byte[] Bytes)> Changed(Account before, Account after)
    {
        if (before.Invoices == after.Invoices && before.CreditNotes == after.CreditNotes && before.Payments == after.Payments) return []; // as in most commits of a run
        SortedSet<int> numbers = [];
        Differing(before.Invoices, after.Invoices, i => i.Place, numbers);
        Differing(before.CreditNotes, after.CreditNotes, c => c.Place, numbers);
        Differing(before.Payments, after.Payments, p => p.Place, numbers);
        return [.. numbers.Select(n => (n, Chunk(after, n)))];
    }

    /// <summary>The bytes of one chunk; empty when it holds nothing.</summary>
    public static byte[] Chunk(Account account, int number)
    {
        AccountItems items = new(In(account.Invoices, i => i.Place, number), In(account.CreditNotes, c => c.Place, number), In(account.Payments, p => p.Place, number));
        return items.IsEmpty ? [] : Scratch.Bytes(items, static (writer, of) => of.Write(writer));
    }

    /// <summary>The account of a head and its chunks in rising order.</summary>
    /// <exception cref="System.Text.Json.JsonException">Bytes are not what was written.</exception>
    public static Account Read(ReadOnlySpan<byte> head, IEnumerable<byte[]> chunks)
    {
        ItemsReader items = new();
        foreach (byte[] chunk in chunks) items.Add(chunk);
        return HeadReader.Read(head, items);
    }

    /// <summary>The items of a chunk. Both lists rise by place, so the chunk is one stretch.</summary>
    static ImmutableArray<T> In<T>(ImmutableArray<T> items, Func<T, int> place, int number)
    {
        int from = FirstAt(items, place, number * AccountItems.PlacesAChunk), to = FirstAt(items, place, (number + 1) * AccountItems.PlacesAChunk);
        return from == to ? [] : from == 0 && to == items.Length ? items : ImmutableArray.Create(items, from, to - from);
    }

    static int FirstAt<T>(ImmutableArray<T> items, Func<T, int> place, int wanted)
    {
        int low = 0, high = items.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (place(items[middle]) < wanted) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static void Differing<T>(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, int> place, SortedSet<int> numbers) where T : class
    {
        int b = 0, a = 0; // both lists rise by place; what is the same object has not changed
        while (b < before.Length || a < after.Length)
        {
            int placeBefore = b < before.Length ? place(before[b]) : int.MaxValue, placeAfter = a < after.Length ? place(after[a]) : int.MaxValue;
            if (placeBefore != placeAfter || !ReferenceEquals(before[b], after[a])) numbers.Add(Math.Min(placeBefore, placeAfter) / AccountItems.PlacesAChunk);
            if (placeBefore <= placeAfter) b++;
            if (placeAfter <= placeBefore) a++;
        }
    }
}
