using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Policy packs: which there are, everything wrong with one, its schema, and its rules as a customer may read them.</summary>
internal static class PoliciesApi
{
    const int MostPackBytes = 2 * 1024 * 1024;

    static readonly Shape PackFile = Shape.Of("PackFile", Field.Text("path", "inside the pack's folder: pack.json, letters/en/firm.txt.hbs", 200).Needed(), Field.Text("text", "the file", MostPackBytes).Needed());
    public static readonly Shape Pack = Shape.Of("Pack", Field.Text("name", "the pack's name", 60).Needed(), Field.Objects("files", "every file of its folder", PackFile, 500).Needed());

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder policies = api.MapGroup("/policies");
        policies.MapGet("/", (AccountDesk desk) => Json(desk.Book.All.Select(PackLine.Of).ToList())).Asks(Duty.Read).WithSummary("The packs in use").Produces<IReadOnlyList<PackLine>>();
        policies.MapGet("/schema", () => Results.Text(PolicySchema.Write(), "application/schema+json")).Asks(Duty.Read).WithSummary("The JSON schema of pack.json");
        policies.MapGet("/{pack}/check", (string pack, AccountDesk desk, TimeProvider clock) => desk.Book.Current(pack) is { } found ? Json(Check(found, desk.Book, clock)) : OfFaults(pack, desk.Book))
            .Asks(Duty.Read).WithSummary("Everything that could be better in a pack in use").Produces<PackCheck>();
        policies.MapPost("/check", CheckAsync).Asks(Duty.Work).Takes(Pack).WithSummary("Find every fault of a pack that is not in use yet").Produces<PackCheck>();
        policies.MapGet("/{pack}/notice", NoticeOf).Asks(Duty.Read).WithSummary("The rules as a customer may read them beforehand, as Markdown").May("creditor", "who publishes them").May("language", "en, de; the pack's first without it");
    }

    static IResult Json<T>(T value) => Results.Json(value, WebJson.Options);

    static PackCheck Check(LoadedPack pack, PolicyBook book, TimeProvider clock) =>
        PackCheck.Of(pack.Rules.Pack, pack.Rules.Label, PolicyLint.Check(pack, book.Holidays, SendTime.DateIn(TimeZoneInfo.Utc, clock.GetUtcNow())));

    static PackCheck Check(PackFiles files, PolicyBook book, TimeProvider clock) =>
        PackCheck.Of(files.Name, PackReader.Read(files).Pack?.Rules.Label, PolicyLint.Check(files, book.Holidays, SendTime.DateIn(TimeZoneInfo.Utc, clock.GetUtcNow())));

    // A pack that was found faulty at the start is not in use, and its faults are known.
    static IResult OfFaults(string pack, PolicyBook book) =>
        book.Faults.Where(f => f.Where.StartsWith(pack + "/", StringComparison.Ordinal)).ToImmutableArray() is { IsEmpty: false } faults ? Json(new PackCheck(pack, false, null, faults)) : ApiProblem.NotFound;

    static async Task<IResult> CheckAsync(HttpContext http, AccountDesk desk, TimeProvider clock)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Pack, MostPackBytes);
        return refusal ?? (FilesOf(m) is { } files ? Json(Check(files, desk.Book, clock)) : Twice);
    }

    /// <summary>The files of a pack in a body; null when a path stands twice.</summary>
    internal static PackFiles? FilesOf(Members pack)
    {
        IReadOnlyList<Members> files = pack.Objects("files");
        if (files.Select(f => f.Text("path")).Distinct(StringComparer.Ordinal).Count() != files.Count) return null;
        return new(pack.Text("name"), files.ToImmutableSortedDictionary(f => f.Text("path"), f => f.Text("text"), StringComparer.Ordinal));
    }

    internal static ApiProblem Twice => ApiProblem.Invalid(new Problem("files", "a path stands twice", "send each file once"));

    static IResult NoticeOf(HttpContext http, string pack, AccountDesk desk)
    {
        string creditor = http.Request.Query["creditor"].ToString(), language = http.Request.Query["language"].ToString();
        if (creditor.Length > 200 || language.Length > 20) return ApiProblem.Invalid(new Problem("creditor", "creditor or language is too long", "at most 200 and 20 characters"));
        return desk.Book.Current(pack) is { } found
            ? Results.Text(PolicyNotice.Write(found, creditor.Length > 0 ? creditor : "the creditor", language.Length > 0 ? language : null), "text/markdown; charset=utf-8")
            : ApiProblem.NotFound;
    }
}

/// <summary>A pack in use.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">"uk-b2b v3 (1f2e3d4c)".</param>
/// <param name="Version">Its version.</param>
/// <param name="Jurisdiction">ISO 3166 alpha-2, or a region.</param>
/// <param name="Levels">How many levels its ladder has.</param>
/// <param name="Review">True: messages wait for release.</param>
internal sealed record PackLine(string Name, string Label, int Version, string Jurisdiction, int Levels, bool Review)
{
    public static PackLine Of(LoadedPack pack) => new(pack.Rules.Pack, pack.Rules.Label, pack.Rules.Version, pack.Rules.Jurisdiction, pack.Rules.Levels.Length, pack.Rules.Review);
}

/// <summary>What was found in a pack.</summary>
/// <param name="Pack">Its name.</param>
/// <param name="Usable">False: a fault stops it.</param>
/// <param name="Label">Its edition; null: it cannot be read.</param>
/// <param name="Faults">All of them; those that do not stop are advice.</param>
internal sealed record PackCheck(string Pack, bool Usable, string? Label, ImmutableArray<PolicyFault> Faults)
{
    public static PackCheck Of(string pack, string? label, ImmutableArray<PolicyFault> faults) => new(pack, label is not null && faults.All(f => !f.Stops), label, faults);
}
