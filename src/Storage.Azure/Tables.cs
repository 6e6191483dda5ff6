using Collections.Domain;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure;

/// <summary>Where the stores write: table names under one prefix, and the client.</summary>
internal sealed class Tables(SureWrites writes, string prefix, TimeProvider clock)
{
    /// <summary>Accounts in the index are spread over so many partitions, by the first digit of their id.</summary>
    public const int Shards = 16;

    public string Prefix => prefix;
    public SureWrites Writes => writes;
    public TableClient Client => writes.Client;
    public TimeProvider Clock => clock;

    /// <summary>A partition an account: its head, its items, its commits, markers and messages.</summary>
    public string Accounts { get; } = prefix + "accounts";
    /// <summary>What is due, lists, messages and tasks by ledger: written after the account, repaired from it.</summary>
    public string Index { get; } = prefix + "index";
    /// <summary>A partition an address: opt-outs, grants, the accounts that know it. Daily caps too.</summary>
    public string Contacts { get; } = prefix + "contacts";
    /// <summary>Ledgers, feeds, runs, packs, safe mode, audit chains.</summary>
    public string Ledgers { get; } = prefix + "ledgers";
    /// <summary>Raw events over 64 partitions.</summary>
    public string Inbox { get; } = prefix + "inbox";

    /// <summary>Keys, people, sessions and one-time tokens; customers' links, sessions and evidence.</summary>
    public string Access { get; } = prefix + "access";

    public IEnumerable<string> All => [Accounts, Index, Contacts, Ledgers, Inbox, Access];

    /// <summary>The account's partition in <see cref="Accounts"/>.</summary>
    public static string PartitionOf(AccountId id) => TableKey.Of(id.Value);

    /// <summary>The account's partition in <see cref="Index"/>. A message's id begins with the same digit, so that its row is found without knowing the account.</summary>
    public static string ShardOf(AccountId id) => ShardOf(id.Value);

    public static string ShardOf(string id) => ShardNamed(id.Length > 1 && char.IsAsciiHexDigitLower(id[1]) ? id[1] : TableKey.Hash(id)[0]);

    /// <summary>Every partition of the index.</summary>
    public static IEnumerable<string> AllShards => "0123456789abcdef".Select(ShardNamed);

    static string ShardNamed(char digit) => "shard-" + digit;

    /// <summary>A ledger's partition of accounts whose standing is not good.</summary>
    public static string StandingOf(string ledgerId) => StandingPrefix + TableKey.Of(ledgerId);

    public const string StandingPrefix = "Standing ";

    /// <summary>The partition of an address; nobody can read the address out of it.</summary>
    public static string ContactOf(string address) => "c" + TableKey.Hash(address);
}

/// <summary>A bounded memory of what was lately read or written: it saves a read, and is never believed: every write built on it holds against an ETag.</summary>
internal sealed class Recent<T>(int most) where T : class
{
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, T> kept = new(StringComparer.Ordinal);

    public T? this[string key]
    {
        get => kept.GetValueOrDefault(key);
        set
        {
            if (kept.Count >= most) kept.Clear();
            if (value is null) kept.TryRemove(key, out _);
            else kept[key] = value;
        }
    }
}
