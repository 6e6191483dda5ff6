using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Api;

/// <summary>Finds what an address names, and puts inputs to it. Missing and foreign are the same answer.</summary>
internal sealed class AccountFinder(AccountDesk desk, AgeingBook ageing)
{
    public AccountDesk Desk => desk;

    /// <summary>The account of an id of ours or of a customer's number in the ledger; null when it is not there.</summary>
    public async Task<StoredAccount?> FindAsync(string ledger, string account, CancellationToken cancel)
    {
        if (account.Length > StoreLimits.CustomerBytes) return null;
        StoredAccount? byNumber = await desk.Stores.Accounts.LoadAsync(AccountId.Of(ledger, account), cancel);
        StoredAccount? found = byNumber ?? await desk.Stores.Accounts.LoadAsync(new(account), cancel);
        return found?.Account.LedgerId == ledger ? found : null;
    }

    /// <summary>Puts an input to the account that the address names.</summary>
    public async Task<IResult> PutAsync(HttpContext http, string ledger, string account, Input input) =>
        await FindAsync(ledger, account, http.RequestAborted) is { } found ? await PutAsync(http, ledger, found.Account.Id, input) : ApiProblem.NotFound;

    public async Task<IResult> PutAsync(HttpContext http, string ledger, AccountId id, Input input)
    {
        DeskAnswer answer = await desk.PutAsync(id, input, Caller.Of(http).Origin, http.RequestAborted);
        ageing.Forget(ledger);
        return answer.Answer.Match<IResult>(
            done => Results.Json(new ActAnswer("done", done.Words, done.Id, answer.Version), WebJson.Options),
            same => Results.Json(new ActAnswer("already-recorded", same.Words, null, answer.Version), WebJson.Options),
            refused => ApiProblem.Refused(refused.Problems));
    }
}

/// <summary>What an act did.</summary>
/// <param name="Answer">"done", or "already-recorded" when nothing changed.</param>
/// <param name="Words">In a sentence.</param>
/// <param name="Id">Of what was made: a promise, a message; null: nothing with an id.</param>
/// <param name="Version">The account's version after it.</param>
internal sealed record ActAnswer(string Answer, string Words, string? Id, long Version);
