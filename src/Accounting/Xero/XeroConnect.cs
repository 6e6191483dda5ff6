using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Collections.Accounting.Connecting;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Xero;

/// <summary>Consent, tokens and organisations of Xero: authorization code with PKCE, a refresh token that works once (developer.xero.com, OAuth 2.0, read 2026-11).</summary>
internal sealed class XeroConnect(OAuthOptions options, HttpMessageHandler handler, TimeProvider clock) : IConnectLedgers
{
    const string Scopes = "openid offline_access accounting.transactions accounting.contacts.read";

    readonly TokenCall call = new(handler, options, clock);
    readonly TokenSeal seal = new(options.SealKeys, "xero");

    public string Name => "xero";

    public string Title => "Xero";

    Uri TokenPage => options.Page("https://identity.xero.com/connect/token", "identity/connect/token");

    public Uri ConsentPage(ConsentRequest request) => new(options.Page("https://login.xero.com/identity/connect/authorize", "identity/connect/authorize").AbsoluteUri
        + $"?response_type=code&client_id={Uri.EscapeDataString(options.ClientId)}&redirect_uri={Uri.EscapeDataString(request.Redirect.AbsoluteUri)}&scope={Uri.EscapeDataString(Scopes)}"
        + $"&state={Uri.EscapeDataString(request.State)}&code_challenge={Challenge(request.Verifier)}&code_challenge_method=S256");

    public async Task<ConsentAnswer> RedeemAsync(ConsentCode code, CancellationToken cancel)
    {
        (Tokens? tokens, DateTimeOffset expires, ConsentAnswer? failure) = await call.ExchangeAsync(TokenPage, new()
        {
            ["grant_type"] = "authorization_code", ["code"] = code.Code, ["redirect_uri"] = code.Redirect.AbsoluteUri, ["code_verifier"] = code.Verifier,
        }, cancel);
        if (tokens is null) return failure!;
        (int status, JsonDocument? body) = await call.GetAsync(options.Page("https://api.xero.com/connections", "connections"), tokens.Access, cancel);
        using (body)
        {
            if (status != 200 || body is null) return new ConsentAnswer.Unavailable($"http-{status}");
            ImmutableArray<Organisation> organisations = [.. body.RootElement.Items().Where(c => c.Text("tenantType") == "ORGANISATION" && Guid.TryParse(c.Text("tenantId"), out _))
                .Select(c => new Organisation(c.Text("tenantId")!, c.Text("tenantName") ?? ""))];
            return new ConsentAnswer.Granted(seal.Seal(tokens), expires, organisations);
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
        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["token"] = tokens.Refresh });
        (int status, JsonDocument? body) = await call.PostAsync(options.Page("https://identity.xero.com/connect/revocation", "identity/connect/revocation"), form, cancel);
        body?.Dispose();
        return status == 200;
    }

    public ConnectedSource Open(Ledger ledger, string organisation, Func<CancellationToken, ValueTask<string?>> sealedTokens)
    {
        XeroOptions read = new()
        {
            LedgerId = ledger.Id, TenantId = organisation, BaseAddress = new(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/api.xro/2.0"),
            AccessToken = async cancel => await sealedTokens(cancel) is { } made ? seal.Open(made)?.Access : null,
        };
        read.Check();
        XeroApi api = new(read, new SourceCall(handler, clock));
        return new(new XeroPoll(read, api), api);
    }

    static string Challenge(string verifier) => System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
