using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What lists and indexes hold of an account, the same on every store.</summary>
public static class AccountLines
{
    /// <summary>The account's line; sums by currency in the order of the codes.</summary>
    public static AccountLine Of(Account account)
    {
        DateOnly? oldest = null;
        int open = 0;
        SortedDictionary<string, Money>? sums = null;
        foreach (Invoice invoice in account.Invoices)
        {
            Money balance = invoice.Balance;
            if (!balance.IsPositive) continue;
            open++;
            if (oldest is null || invoice.DueDate < oldest) oldest = invoice.DueDate;
            sums ??= new(StringComparer.Ordinal);
            string code = balance.Currency.Code;
            sums[code] = sums.TryGetValue(code, out Money sum) ? sum + balance : balance;
        }
        return new(account.Id, account.LedgerId, account.Customer, account.Name, account.Standing.Standing, oldest, open, sums is null ? [] : [.. sums.Values], account.Tasks.Length, account.Cases.Length);
    }

    /// <summary>True when two states of an account differ in their messages at most, which no line shows: most commits of a run, and neither line need be worked out.</summary>
    internal static bool DifferInMessagesAlone(Account a, Account b) => a with { Messages = b.Messages, LastMessage = b.LastMessage } == b;

    /// <summary>True when two lines say the same.</summary>
    public static bool Same(AccountLine a, AccountLine b) => a with { Open = [] } == b with { Open = [] } && a.Open.AsSpan().SequenceEqual(b.Open.AsSpan());

    /// <summary>Every normalised address of the account's contacts, dead ones too: answers still come from them.</summary>
    public static IReadOnlyCollection<string> Addresses(Account account)
    {
        SortedSet<string> addresses = new(StringComparer.Ordinal);
        foreach (Contact contact in account.Contacts)
        {
            if (contact.Email is { Length: > 0 } email) addresses.Add(Address.Email(email));
            if (contact.Mobile is { Length: > 0 } mobile) addresses.Add(Address.Mobile(mobile));
        }
        return addresses;
    }

    /// <summary>A text as searches compare it: in lower case, whatever the culture.</summary>
    public static string SearchKey(string text) => text.ToLowerInvariant();

    /// <summary>True when a line is on a page: after its customer (ordinal), part of the number or start of the name in any case, due before the day.</summary>
    public static bool IsOn(AccountLine line, AccountQuery query) =>
        (query.AfterCustomer is null || string.CompareOrdinal(line.Customer, query.AfterCustomer) > 0)
        && (query.OverdueOn is null || line.OldestDueDate < query.OverdueOn)
        && (string.IsNullOrEmpty(query.Search)
            || SearchKey(line.Customer).Contains(SearchKey(query.Search), StringComparison.Ordinal)
            || SearchKey(line.Name).StartsWith(SearchKey(query.Search), StringComparison.Ordinal));
}
