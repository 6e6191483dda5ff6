using Collections.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Collections.Web.Api;

/// <summary>Reads a request's body once it has been asked for, and only as JSON.</summary>
internal static class Body
{
    public const int MostBytes = 64 * 1024;

    /// <summary>The members, or the refusal to answer with.</summary>
    public static async Task<(Members Members, ApiProblem? Refusal, byte[] Bytes)> ReadAsync(HttpContext http, Shape shape, int mostBytes = MostBytes)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is not ("application/json"))
            return (Members.None, ApiProblem.Invalid(new Problem("Content-Type", "it is not application/json", "send JSON and say so")) with { Status = 415 }, []);
        if (http.Request.Headers.ContentEncoding.Count > 0)
            return (Members.None, ApiProblem.Invalid(new Problem("Content-Encoding", "the body is compressed", "send it as it is")) with { Status = 415 }, []);
        if (await BodyBytes.ReadAsync(http.Request, mostBytes) is not { } bytes) return (Members.None, ApiProblem.TooLarge, []);
        BodyReading reading = BodyReader.Read(bytes, shape);
        return (reading.Members, reading.Problems.IsEmpty ? null : ApiProblem.Invalid(reading.Problems), bytes);
    }

    /// <summary>Names the body of an endpoint for its description.</summary>
    public static T Takes<T>(this T endpoint, Shape shape) where T : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(shape);
        return endpoint;
    }

    /// <summary>Names a query parameter, or a header, of an endpoint for its description.</summary>
    public static T May<T>(this T endpoint, string name, string words, ParameterLocation place = ParameterLocation.Query) where T : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new Asked(name, words, place));
        return endpoint;
    }
}

/// <summary>A query parameter or a header that an endpoint reads.</summary>
internal sealed record Asked(string Name, string Words, ParameterLocation Place);
