using System.Text;
using System.Text.Json;
using System.Web;

namespace Collections.FakeProviders.Books;

/// <summary>OAuth 2.0 of a fake: a consent page that consents at once, tokens that live shortly, refresh tokens that work once.</summary>
public sealed class ConsentPages(string name, TimeProvider clock)
{
    readonly Dictionary<string, (string Redirect, string Challenge)> codes = [];
    readonly Dictionary<string, DateTimeOffset> access = [];
    readonly HashSet<string> refresh = [];
    readonly Lock gate = new();
    int counter;

    public string ClientId => $"fake-{name}-app";
    public string ClientSecret => $"fake-secret-of-{name}";
    public TimeSpan TokensLast { get; set; } = TimeSpan.FromMinutes(30);
    /// <summary>How often tokens were renewed.</summary>
    public int Renewals { get; private set; }
    /// <summary>What travels beside the code: the company's id at QuickBooks.</summary>
    public string BesideTheCode { get; init; } = "";

    /// <summary>Ends every consent, as the provider's own pages can.</summary>
    public void EndAll()
    {
        lock (gate)
        {
            refresh.Clear();
            access.Clear();
        }
    }

    public bool IsGood(string? authorization)
    {
        lock (gate) return authorization is not null && authorization.StartsWith("Bearer ", StringComparison.Ordinal) && access.TryGetValue(authorization[7..], out DateTimeOffset until) && clock.GetUtcNow() < until;
    }

    /// <summary>The page on which a person would consent.</summary>
    public FakeAnswer Consent(FakeCall call)
    {
        if (call["client_id"] != ClientId || call["response_type"] != "code" || call["state"].Length == 0) return new(400, "{\"error\":\"invalid_request\"}");
        lock (gate)
        {
            string code = $"code-{++counter}";
            codes[code] = (call["redirect_uri"], call["code_challenge"]);
            return new(302, "", Location: $"{call["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(call["state"])}{BesideTheCode}");
        }
    }

    public FakeAnswer Token(FakeCall call)
    {
        if (call.Headers("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"))) return new(401, "{\"error\":\"invalid_client\"}");
        System.Collections.Specialized.NameValueCollection form = HttpUtility.ParseQueryString(call.Body);
        lock (gate)
        {
            if (form["grant_type"] == "authorization_code" && codes.Remove(form["code"] ?? "", out (string Redirect, string Challenge) asked) && asked.Redirect == form["redirect_uri"]
                && (asked.Challenge.Length == 0 || asked.Challenge == System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? ""))))) return Granted();
            if (form["grant_type"] != "refresh_token" || !refresh.Remove(form["refresh_token"] ?? "")) return new(400, "{\"error\":\"invalid_grant\"}");
            Renewals++;
            return Granted();
        }
    }

    public FakeAnswer Revoke(FakeCall call)
    {
        string token = call.Body.StartsWith('{') ? JsonDocument.Parse(call.Body).RootElement.GetProperty("token").GetString()! : HttpUtility.ParseQueryString(call.Body)["token"] ?? "";
        lock (gate)
        {
            if (!refresh.Remove(token)) return new(400, "{\"error\":\"invalid_request\"}");
            access.Clear();
            return new(200, "");
        }
    }

    FakeAnswer Granted()
    {
        string token = $"at-{++counter}", next = $"rt-{counter}";
        access[token] = clock.GetUtcNow() + TokensLast;
        refresh.Add(next);
        return FakeAnswer.Ok(new { access_token = token, refresh_token = next, token_type = "Bearer", expires_in = (int)TokensLast.TotalSeconds });
    }

    /// <summary>A token without the pages, for tests that are about something else.</summary>
    public string Pass()
    {
        lock (gate)
        {
            access["pass"] = DateTimeOffset.MaxValue;
            return "pass";
        }
    }
}
