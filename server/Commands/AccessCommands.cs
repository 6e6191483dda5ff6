using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;

namespace Collections.Server;

/// <summary>login, key add | list | revoke: who may come in.</summary>
internal static class AccessCommands
{
    static readonly Option<string> RoleName = new("--role") { Description = string.Join(", ", Code.All<Role>()), DefaultValueFactory = _ => "viewer" };
    static readonly Option<string[]> Ledgers = new("--only") { Description = "Ledgers it may touch; every ledger without it", AllowMultipleArgumentsPerToken = true };

    public static IEnumerable<Command> Build() => [Login(), Keys()];

    static Command Login()
    {
        Argument<string> person = new("person") { Description = "Who signs in", DefaultValueFactory = _ => "admin" };
        Option<string> url = new("--url") { Description = "Where the server is reached", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        Option<string> role = new("--role") { Description = $"For a new person: {string.Join(", ", Code.All<Role>())}", DefaultValueFactory = _ => "admin" };
        return AccountCommands.Make("login", "A link that signs a person in once, within 15 minutes", async call =>
        {
            SignIn signIn = new(call.Folder.Storage.Access, call.Folder.Stores.Ledgers, call.Folder.Clock);
            StaffPerson staff = await signIn.EnsureAsync(call.Get(person), RoleOf(call.Get(role)!), call.Cancel);
            string link = call.Get(url)!.TrimEnd('/') + SignIn.PathOf(await signIn.NewTokenAsync(staff.Name, call.By, call.Cancel));
            return call.Print(new { person = staff.Name, role = staff.Role, link }, () => call.Out.WriteLine($"{staff.Name} ({Code.Of(staff.Role)}) signs in once, within {SignIn.LinkLasts.TotalMinutes:0} minutes: {link}"));
        }, person, url, role);
    }

    static Command Keys()
    {
        Argument<string> name = new("name") { Description = "What the key is for" }, prefix = new("prefix") { Description = "The key's public part" };
        Command add = AccountCommands.Make("add", "Make a key; it is shown this once", async call =>
        {
            (string key, ApiKey kept) = await Of(call).AddAsync(call.Get(name), RoleOf(call.Get(RoleName)!), [.. call.Get(Ledgers) ?? []], call.By, call.Cancel);
            return call.Print(new { key, kept.Prefix, kept.Role }, () => call.Out.WriteLine($"{key}\nKeep it now: it is not shown again. Role {Code.Of(kept.Role)}; send it as 'Authorization: Bearer KEY'."));
        }, name, RoleName, Ledgers);
        Command list = AccountCommands.Make("list", "The keys, without their secrets", async call =>
        {
            IReadOnlyList<ApiKey> keys = await Of(call).ListAsync(call.Cancel);
            return call.Print(keys.Select(k => new { k.Prefix, k.Name, k.Role, k.Ledgers, k.CreatedAt, k.CreatedBy, k.RevokedAt }), () => Tables.Print(call.Out, ["prefix", "for", "role", "ledgers", "made", "by", "state"],
                keys.Select(k => new[] { k.Prefix, k.Name, Code.Of(k.Role), k.Ledgers.IsEmpty ? "all" : string.Join(' ', k.Ledgers), k.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), k.CreatedBy, k.RevokedAt is null ? "works" : "revoked" })));
        });
        Command revoke = AccountCommands.Make("revoke", "End a key at once", async call => await Of(call).RevokeAsync(call.Get(prefix), call.By, call.Cancel)
            ? call.Print(new { revoked = true }, () => call.Out.WriteLine("The key is revoked."))
            : throw new BadInputException("prefix", $"no working key begins with {call.Get(prefix)}", "see 'key list'"), prefix);
        return new("key", "Keys for programs") { add, list, revoke };
    }

    static AccessKeys Of(Invocation call) => new(call.Folder.Storage.Access, call.Folder.Stores.Ledgers, call.Folder.Clock);

    static Role RoleOf(string code) => Code.TryRead(code, out Role role) ? role : throw new BadInputException("--role", $"'{code}' is no role", $"one of: {string.Join(", ", Code.All<Role>())}");
}
