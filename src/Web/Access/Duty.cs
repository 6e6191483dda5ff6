using Collections.Engine;
using Microsoft.AspNetCore.Builder;

namespace Collections.Web.Access;

/// <summary>What an endpoint asks of its caller. Every endpoint declares one; without it the host does not start.</summary>
public enum Duty
{
    /// <summary>Open to everybody: the sign-in page, its styles, the API's description, health, webhooks (which carry their own signature).</summary>
    Anyone,
    /// <summary>Anybody signed in, whatever their role.</summary>
    SignedIn,
    /// <summary>Reads accounts, messages, runs.</summary>
    Read,
    /// <summary>Asks whether an order may ship.</summary>
    AskGate,
    /// <summary>Feeds a ledger.</summary>
    Feed,
    /// <summary>Does a controller's work.</summary>
    Work,
    /// <summary>Decides what needs an approver.</summary>
    Approve,
    /// <summary>Keeps keys, people, ledgers, safe mode; reads the audit.</summary>
    Administer,
    /// <summary>A customer on their own pages: no role of the staff has it, and whoever has it has nothing else.</summary>
    Customer,
}

/// <summary>The one table of who may do what.</summary>
public static class Duties
{
    /// <summary>The roles that may.</summary>
    public static IReadOnlySet<Role> RolesFor(Duty duty) => duty switch
    {
        Duty.Anyone or Duty.SignedIn => Of(Role.Viewer, Role.Orders, Role.Controller, Role.Approver, Role.Admin, Role.Connector),
        Duty.Read => Of(Role.Viewer, Role.Controller, Role.Approver, Role.Admin),
        Duty.AskGate => Of(Role.Orders, Role.Controller, Role.Approver, Role.Admin),
        Duty.Feed => Of(Role.Connector, Role.Controller, Role.Approver, Role.Admin),
        Duty.Work => Of(Role.Controller, Role.Approver, Role.Admin),
        Duty.Approve => Of(Role.Approver, Role.Admin),
        Duty.Administer => Of(Role.Admin),
        Duty.Customer => Of(),
    };

    static HashSet<Role> Of(params Role[] roles) => [.. roles];

    /// <summary>Declares what an endpoint or a group asks of its caller.</summary>
    internal static T Asks<T>(this T endpoint, Duty duty) where T : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new DutyOf(duty));
        return endpoint;
    }
}

/// <summary>The duty that an endpoint declares.</summary>
internal sealed record DutyOf(Duty Duty);
