using System.Collections.Immutable;
using Collections.Engine;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Access;

/// <summary>Who calls: a person with a session, or a program with a key.</summary>
/// <param name="Name">As it stands in histories: a person's name, or "key:prefix".</param>
/// <param name="Role">What they may do.</param>
/// <param name="Ledgers">The ledgers they may touch; empty: every ledger.</param>
/// <param name="Session">A person's session; null for a program.</param>
/// <param name="Person">The person behind it: a key acts for whoever made it, so that two keys of one person are never two persons.</param>
public sealed record Caller(string Name, Role Role, ImmutableArray<string> Ledgers, StaffSession? Session, string Person)
{
    public bool May(Duty duty) => Duties.RolesFor(duty).Contains(Role);

    public bool Sees(string ledgerId) => Ledgers.IsEmpty || Ledgers.Contains(ledgerId);

    internal Actor Actor => new(Person, May(Duty.Approve)) { Role = Role };

    internal Origin Origin => new(Name);

    /// <summary>The caller of this request; the access check has put it there.</summary>
    internal static Caller Of(HttpContext http) => http.Features.Get<Caller>() ?? throw new InvalidOperationException("No caller: the endpoint asks for nobody.");

    internal static Caller? Maybe(HttpContext http) => http.Features.Get<Caller>();
}
