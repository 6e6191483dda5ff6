using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Keys, people, sessions and tokens in memory.</summary>
public sealed class InMemoryAccess : IAccessStore
{
    readonly Lock gate = new();

    /// <summary>How often anything was written.</summary>
    public int Writes { get; private set; }

    readonly SortedDictionary<string, ApiKey> keys = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, StaffPerson> people = new(StringComparer.Ordinal);
    readonly Dictionary<string, OneTimeToken> tokens = new(StringComparer.Ordinal);
    readonly Dictionary<string, StaffSession> sessions = new(StringComparer.Ordinal);

    public Task AddKeyAsync(ApiKey key, CancellationToken cancel)
    {
        lock (gate)
        {
            Writes++;
            if (!keys.TryAdd(key.Prefix, key)) throw new InvalidOperationException($"The prefix {key.Prefix} is taken.");
        }
        return Task.CompletedTask;
    }

    public Task<ApiKey?> KeyAsync(string prefix, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(keys.GetValueOrDefault(prefix));
    }

    public Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken cancel)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<ApiKey>>([.. keys.Values.OrderBy(k => k.CreatedAt)]);
    }

    public Task<bool> RevokeKeyAsync(string prefix, DateTimeOffset at, CancellationToken cancel)
    {
        lock (gate)
        {
            bool works = keys.TryGetValue(prefix, out ApiKey? key) && key.RevokedAt is null;
            Writes++;
            if (works) keys[prefix] = key! with { RevokedAt = at };
            return Task.FromResult(works);
        }
    }

    public Task SavePersonAsync(StaffPerson person, CancellationToken cancel)
    {
        lock (gate) (Writes, _) = (Writes + 1, people[person.Name] = person);
        return Task.CompletedTask;
    }

    public Task<StaffPerson?> PersonAsync(string name, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(people.GetValueOrDefault(name));
    }

    public Task<IReadOnlyList<StaffPerson>> PeopleAsync(CancellationToken cancel)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<StaffPerson>>([.. people.Values]);
    }

    public Task AddTokenAsync(OneTimeToken token, CancellationToken cancel)
    {
        lock (gate) (Writes, _) = (Writes + 1, tokens[token.Hash] = token);
        return Task.CompletedTask;
    }

    public Task<OneTimeToken?> SpendTokenAsync(string hash, DateTimeOffset at, CancellationToken cancel)
    {
        lock (gate)
        {
            OneTimeToken? token = tokens.GetValueOrDefault(hash);
            if (token is null || at >= token.ExpiresAt) return Task.FromResult<OneTimeToken?>(null);
            tokens.Remove(hash);
            Writes++;
            return Task.FromResult<OneTimeToken?>(token);
        }
    }

    public Task AddSessionAsync(StaffSession session, CancellationToken cancel)
    {
        lock (gate) (Writes, _) = (Writes + 1, sessions[session.Hash] = session);
        return Task.CompletedTask;
    }

    public Task<StaffSession?> SessionAsync(string hash, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(sessions.GetValueOrDefault(hash));
    }

    public Task EndSessionAsync(string hash, DateTimeOffset at, CancellationToken cancel)
    {
        lock (gate)
        {
            Writes++;
            if (sessions.TryGetValue(hash, out StaffSession? session) && session.EndedAt is null) sessions[hash] = session with { EndedAt = at };
        }
        return Task.CompletedTask;
    }

    public Task EndSessionsOfAsync(string person, DateTimeOffset at, CancellationToken cancel)
    {
        lock (gate)
        {
            Writes++;
            foreach (StaffSession session in sessions.Values.Where(s => s.Person == person && s.EndedAt is null).ToList()) sessions[session.Hash] = session with { EndedAt = at };
            foreach (OneTimeToken token in tokens.Values.Where(t => t.Person == person).ToList()) tokens.Remove(token.Hash);
        }
        return Task.CompletedTask;
    }
}
