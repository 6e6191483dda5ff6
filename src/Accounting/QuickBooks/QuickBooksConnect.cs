using System.Text.Json;
using Collections.Accounting.Connecting;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.QuickBooks;

/// <summary>Consent and tokens of QuickBooks Online: authorization code; the company's id travels with the code, and a refresh token is replaced about once a day
/// (developer.intuit.com, OAuth 2.0, read 2026-11). PKCE is not offered there.</summary>
internal sealed class QuickBooksConnect(OAuthOptions options, HttpMessageHandler handler, TimeProvider clock) : IConnectLedgers
{
    const string Scope = "com.intuit.quickbooks.accounting";

    readonly TokenCall call = new(handler, options, clock);
    readonly TokenSeal seal = new(options.SealKeys, "quickbooks");

    public string Name => "quickbooks";

    public string Title => "QuickBooks Online";

    Uri TokenPage => options.Page("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer", "oauth2/v1/tokens/bearer");

    public Uri ConsentPage(ConsentRequest request) => new(options.Page("https://appcenter.intuit.com/connect/oauth2", "connect/oauth2").AbsoluteUri
        + $"?response_type=code&client_id={Uri.EscapeDataString(options.ClientId)}&redirect_uri={Uri.EscapeDataString(request.Redirect.AbsoluteUri)}&scope={Scope}&state={Uri.EscapeDataString(request.State)}");

    public async Task<ConsentAnswer> RedeemAsync(ConsentCode code, CancellationToken cancel)
    {
        if (code.Organisation is not { Length: > 0 and <= 20 } || !code.Organisation.All(char.IsAsciiDigit)) return new ConsentAnswer.Refused("no company came with it");
        (Tokens? tokens, DateTimeOffset expires, ConsentAnswer? failure) = await call.ExchangeAsync(TokenPage, new() { ["grant_type"] = "authorization_code", ["code"] = code.Code, ["redirect_uri"] = code.Redirect.AbsoluteUri }, cancel);
        if (tokens is null) return failure!;
        // Read with the new token: the company's id came through the person's browser, and must be one that this token may read.
        (int status, JsonDocument? body) = await call.GetAsync(new(options.BaseAddress.AbsoluteUri.TrimEnd('/') + $"/v3/company/{code.Organisation}/companyinfo/{code.Organisation}?minorversion=75"), tokens.Access, cancel);
        using (body)
        {
            if (status is 401 or 403) return new ConsentAnswer.Refused("the consent is for another company");
            if (status != 200 || body is null) return new ConsentAnswer.Unavailable($"http-{status}");
            return new ConsentAnswer.Granted(seal.Seal(tokens), expires, [new(code.Organisation, body.RootElement.Member("CompanyInfo")?.Text("CompanyName") ?? "")]);
        }
    }

    public async Task<ConsentAnswer> RenewAsync(string sealedTokens, CancellationToken cancel)
    {
        if (seal.Open(sealedTokens) is not { } old) return new ConsentAnswer.Refused("its tokens cannot be opened: the key was taken out of the settings");
        (Tokens? tokens, DateTimeOffset expires, ConsentAnswer? failure) = await call.ExchangeAsync(TokenPage, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = old.Refresh }, cancel);
        return tokens is null ? failure! : new ConsentAnswer.Granted(seal.Seal(tokens), expires, []);
    }

    public async Task<bool> RevokeAsync(string sealedTokens, CancellationToken cancel)
    {
        if (seal.Open(sealedTokens) is not { } tokens) return false;
        using StringContent content = new(JsonSerializer.Serialize(new { token = tokens.Refresh }), System.Text.Encoding.UTF8, "application/json");
        (int status, JsonDocument? body) = await call.PostAsync(options.Page("https://developer.api.intuit.com/v2/oauth2/tokens/revoke", "v2/oauth2/tokens/revoke"), content, cancel);
        body?.Dispose();
        return status == 200;
    }

    public ConnectedSource Open(Ledger ledger, string organisation, Func<CancellationToken, ValueTask<string?>> sealedTokens)
    {
        QuickBooksOptions read = new()
        {
            LedgerId = ledger.Id, RealmId = organisation, HomeCurrency = ledger.Currency, BaseAddress = options.BaseAddress,
            AccessToken = async cancel => await sealedTokens(cancel) is { } made ? seal.Open(made)?.Access : null,
        };
        read.Check();
        QuickBooksApi api = new(read, new SourceCall(handler, clock, QuickBooksApi.IsThrottled));
        return new(new QuickBooksPoll(read, api), api);
    }
}
