using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>People, keys, the audit, safe mode: what an administrator keeps.</summary>
internal static class AdminPages
{
    const int MostEntries = 500;

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/people", (HttpContext http, AdminView view) => view.PeopleAsync(http, [], null)).Asks(Duty.Administer);
        console.MapPost("/people", SavePersonAsync).Asks(Duty.Administer);
        console.MapPost("/people/link", LinkAsync).Asks(Duty.Administer);
        console.MapGet("/keys", (HttpContext http, AdminView view) => view.KeysAsync(http, [], null)).Asks(Duty.Administer);
        console.MapPost("/keys", AddKeyAsync).Asks(Duty.Administer);
        console.MapPost("/keys/revoke", RevokeKeyAsync).Asks(Duty.Administer);
        console.MapGet("/audit", AuditAsync).Asks(Duty.Administer);
        console.MapPost("/safe-mode", SafeModeAsync).Asks(Duty.Administer);
    }

    static async Task<IResult> SavePersonAsync(HttpContext http, AdminView view, SignIn signIn)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        string name = Show.Text(fields.Needed("name", 80));
        (Role role, ImmutableArray<string> ledgers) = await view.RightsAsync(fields, http.RequestAborted);
        bool isActive = !fields.Flag("inactive");
        if (name == Caller.Of(http).Name && (role != Role.Admin || !isActive)) fields.Fault("name", "that is you", "another administrator can take your rights away");
        if (!fields.Problems.IsEmpty) return await view.PeopleAsync(http, fields.Problems, null);
        await signIn.SaveAsync(new(name, role, ledgers, isActive), Caller.Of(http).Name, http.RequestAborted);
        return SeeOther.To("/console/people?done=person");
    }

    static async Task<IResult> LinkAsync(HttpContext http, AdminView view, SignIn signIn, IAccessStore access)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        if (await access.PersonAsync(fields.Needed("name", 80), http.RequestAborted) is not { IsActive: true } person) return Notices.NotFound;
        string token = await signIn.NewTokenAsync(person.Name, Caller.Of(http).Name, http.RequestAborted);
        return await view.PeopleAsync(http, [], (person.Name, $"{http.Request.Scheme}://{http.Request.Host}{SignIn.PathOf(token)}"));
    }

    static async Task<IResult> AddKeyAsync(HttpContext http, AdminView view, AccessKeys keys)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        string name = Show.Text(fields.Needed("name", 80));
        (Role role, ImmutableArray<string> ledgers) = await view.RightsAsync(fields, http.RequestAborted);
        if (!fields.Problems.IsEmpty) return await view.KeysAsync(http, fields.Problems, null);
        (string key, _) = await keys.AddAsync(name, role, ledgers, Caller.Of(http).Name, http.RequestAborted);
        return await view.KeysAsync(http, [], key);
    }

    static async Task<IResult> RevokeKeyAsync(HttpContext http, AccessKeys keys)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        bool ended = await keys.RevokeAsync(fields.Text("prefix", 40), Caller.Of(http).Name, http.RequestAborted);
        return ended ? SeeOther.To("/console/keys?done=key-revoked") : Notices.NotFound;
    }

    static async Task<IResult> AuditAsync(HttpContext http, FrameReader frames, Stores stores)
    {
        Frame frame = (await frames.ReadAsync(http, null))!;
        string chosen = http.Request.Query["ledger"].ToString();
        if (chosen.Length > 0 && frame.Ledgers.All(l => l.Id != chosen)) return Notices.NotFound;
        Queue<StoredAudit> last = [];
        await foreach (StoredAudit entry in stores.Ledgers.AuditTrailAsync(chosen, http.RequestAborted))
        {
            last.Enqueue(entry);
            if (last.Count > MostEntries) last.Dequeue();
        }
        return new RazorComponentResult<AuditPage>(new { Frame = frame, Chosen = chosen, Entries = (IReadOnlyList<StoredAudit>)[.. last.Reverse()] });
    }

    static async Task<IResult> SafeModeAsync(HttpContext http, Stores stores, TimeProvider clock)
    {
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        string reason = fields.Needed("reason");
        if (!fields.Problems.IsEmpty) return Notices.Of(422, "Something is missing", "Safe mode needs a reason. Nothing was changed.");
        await stores.Ledgers.SetSafeModeAsync(fields.Flag("on"), reason, clock.GetUtcNow(), http.RequestAborted);
        await stores.Ledgers.AuditAsync("", new(clock.GetUtcNow(), Caller.Of(http).Name, fields.Flag("on") ? "safe-mode-on" : "safe-mode-off", reason), http.RequestAborted);
        return SeeOther.To("/console/audit?done=safe-mode");
    }
}

/// <summary>Reads what an administrator's pages show.</summary>
internal sealed class AdminView(FrameReader frames, IAccessStore access, AccessKeys keys, ILedgerStore ledgers)
{
    public async Task<IResult> PeopleAsync(HttpContext http, ImmutableArray<Problem> problems, (string Person, string Link)? made)
    {
        Frame frame = (await frames.ReadAsync(http, null))!;
        IReadOnlyList<StaffPerson> people = await access.PeopleAsync(http.RequestAborted);
        return new RazorComponentResult<PeoplePage>(new { Frame = frame, People = people, Problems = problems, Person = made?.Person ?? "", Link = made?.Link ?? "" }) { StatusCode = problems.IsEmpty ? 200 : 422 };
    }

    public async Task<IResult> KeysAsync(HttpContext http, ImmutableArray<Problem> problems, string? made)
    {
        Frame frame = (await frames.ReadAsync(http, null))!;
        return new RazorComponentResult<KeysPage>(new { Frame = frame, Keys = await keys.ListAsync(http.RequestAborted), Problems = problems, Made = made ?? "" }) { StatusCode = problems.IsEmpty ? 200 : 422 };
    }

    /// <summary>The role and the ledgers that a form names; ledgers must exist.</summary>
    public async Task<(Role, ImmutableArray<string>)> RightsAsync(FormFields fields, CancellationToken cancel)
    {
        if (!Code.TryRead(fields.Needed("role", 40), out Role role)) fields.Fault("role", "it is no role", $"one of: {string.Join(", ", Code.All<Role>())}");
        ImmutableArray<string> chosen = fields.Many("ledgers");
        IReadOnlyList<Ledger> known = await ledgers.ListAsync(cancel);
        foreach (string id in chosen.Where(id => known.All(l => l.Id != id))) fields.Fault("ledgers", $"there is no ledger {Show.Text(id)}", "choose from the list");
        return (role, chosen);
    }
}
