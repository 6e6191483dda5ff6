using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;

namespace Collections.Web.Portal;

/// <summary>Six digits sent to a contact on file: before bank details are shown or contact data are changed, whoever holds the link shows that they are there, too.</summary>
internal static class Codes
{
    /// <summary>Wrong answers after which a code is dead.</summary>
    public const int MostTries = 5;

    /// <summary>How often an address may get one, whoever asks, over all accounts.</summary>
    public static readonly SendingLimit Limit = new(TimeSpan.FromMinutes(1), 5);

    /// <summary>A session that asks for one more code: what it asked for before is dead.</summary>
    public static PortalSession Asked(PortalSession session) => session with { Codes = session.Codes + 1, Code = new(session.Codes + 1) };

    /// <summary>The code that was made for it; null when the session waits for another one, or for none.</summary>
    public static PortalSession? Made(PortalSession session, int number, string code, DateTimeOffset at) =>
        session.EndedAt is null && session.Code is { } waiting && waiting.Number == number
            ? session with { Code = waiting with { Seal = SealOf(session, number, code), ExpiresAt = at + SendCode.GoodFor, Tries = 0 } } : null;

    /// <summary>What an answer makes of the session: confirmed by the right one, one try less by a wrong one; null when no code is alive.</summary>
    public static PortalSession? Answered(PortalSession session, string digits, DateTimeOffset at)
    {
        if (session.EndedAt is not null || session.Code is not { Seal: { } seal } code || at >= code.ExpiresAt || code.Tries >= MostTries) return null;
        return Secret.Same(seal, SealOf(session, code.Number, digits))
            ? session with { ConfirmedAt = at, Code = null }
            : session with { Code = code with { Tries = code.Tries + 1 } };
    }

    static string SealOf(PortalSession session, int number, string code) => Secret.Seal(session.SealKey, $"code.{number}.{code}");
}

/// <summary>A way to reach a contact, shown so that only whoever knows it recognises it.</summary>
/// <param name="Key">Names it in a form: "email ap".</param>
/// <param name="ContactId">Whose.</param>
/// <param name="Channel">How.</param>
/// <param name="Address">Normalised; never shown.</param>
/// <param name="Masked">"a•••@example.com", "+44 ••• 123".</param>
public sealed record Reach(string Key, string ContactId, Channel Channel, string Address, string Masked)
{
    /// <summary>Every address on file that works, in the account's order.</summary>
    public static IEnumerable<Reach> Of(Account account) =>
        from contact in account.Contacts
        from channel in (Channel[])[Channel.Sms, Channel.Email]
        let address = contact.AddressFor(channel)
        where address is not null
        select new Reach($"{Code.Of(channel)} {contact.Id}", contact.Id, channel, address, Mask(address));

    /// <summary>An address with all but its ends hidden.</summary>
    public static string Mask(string address)
    {
        int at = address.IndexOf('@');
        return at > 0 ? $"{address[0]}•••{address[at..]}" : $"{address[..Math.Min(3, address.Length)]} ••• {address[^Math.Min(3, address.Length)..]}";
    }
}

/// <summary>Asks for codes and takes them. Whoever asks hears the same, whatever became of it.</summary>
internal sealed class CodeDesk(IPortalStore portal, AccountDesk desk, TimeProvider clock)
{
    /// <summary>Sends a code to an address on file, as often as one may go there.</summary>
    public async Task AskAsync(Visitor visitor, Account account, string key, CancellationToken cancel)
    {
        if (Reach.Of(account).FirstOrDefault(r => r.Key == key) is not { } to) return;
        if (!await portal.TakeSendingAsync(to.Address, clock.GetUtcNow(), Codes.Limit, cancel)) return;
        if (await portal.ChangeSessionAsync(visitor.Session.Id, s => s.EndedAt is null ? Codes.Asked(s) : null, cancel) is not { } asked) return;
        await desk.PutAsync(account.Id, new SendCode(asked.Id, asked.Codes, to.ContactId, to.Channel), visitor.Origin, cancel);
    }

    /// <summary>True when the digits are those of the code under way.</summary>
    public async Task<bool> EnterAsync(Visitor visitor, string digits, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit)) return false;
        return await portal.ChangeSessionAsync(visitor.Session.Id, s => Codes.Answered(s, digits, now), cancel) is { Code: null };
    }
}
