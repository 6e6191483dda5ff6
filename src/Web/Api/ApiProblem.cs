using System.Collections.Immutable;
using System.Text.Json;
using Collections.Engine;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Api;

/// <summary>An error as RFC 9457 problem details, with everything that is wrong: where, what, how to mend it. No trace id: the same refusal is the same bytes.</summary>
internal sealed record ApiProblem(int Status, string Title, ImmutableArray<Problem> Problems) : IResult
{
    public static ApiProblem NotFound { get; } = new(404, "Not found", [new("path", "there is nothing of that name here, or it is not yours", "check ledger, account and number")]);
    public static ApiProblem Unauthorized { get; } = new(401, "Who are you?", [new("Authorization", "no working key came with the request", "send the header Authorization: Bearer ck_...")]);
    public static ApiProblem Busy { get; } = new(503, "Not now", [new("", "the request could not be recorded now", "send the very same request again after the time in Retry-After")]);
    public static ApiProblem Broken { get; } = new(500, "Our mistake", [new("", "something went wrong on our side; it is in the log", "send the very same request again, and tell us if it stays")]);
    public static ApiProblem TooLarge { get; } = new(413, "Too large", [new("body", "the body is larger than this address takes", "send it in smaller parts")]);
    public static ApiProblem Method { get; } = new(405, "Method not allowed", [new("method", "this address does not know that method", "see /openapi/v1.json for what it knows")]);

    public static ApiProblem Forbidden(string why) => new(403, "Not allowed", [new("Authorization", why, "use a key whose role allows it")]);

    public static ApiProblem Invalid(params IEnumerable<Problem> problems) => new(400, "The request cannot be understood", [.. problems]);

    public static ApiProblem Refused(IEnumerable<Problem> problems) => new(422, "Not possible", [.. problems]);

    public static ApiProblem Conflict(string where, string what, string cure) => new(409, "It clashes with what is there", [new(where, what, cure)]);

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/problem+json";
        ProblemBody body = new("about:blank", Title, Status, Problems);
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, WebJson.Options), http.RequestAborted);
    }
}

/// <summary>The body of an error.</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, ImmutableArray<Problem> Problems);

/// <summary>How the API writes JSON.</summary>
internal static class WebJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default,
    };
}
