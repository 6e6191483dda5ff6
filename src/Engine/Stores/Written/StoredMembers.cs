using System.Diagnostics;
using System.Reflection;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Holds the records that are stored by hand against what is written of them.</summary>
internal static class StoredMembers
{
    // How many members each has that can be set. Whoever adds one writes and reads it beside the others, then counts it here.
    static readonly (Type Of, int Members)[] Written = [(typeof(Account), 33), (typeof(Invoice), 18), (typeof(CreditNote), 8), (typeof(Payment), 7), (typeof(Message), 24), (typeof(Contact), 10), (typeof(PaymentHabit), 7)];

    /// <summary>In a debug build: a member that would silently not be stored stops everything at once, not one test that may not be run.</summary>
    /// <exception cref="InvalidOperationException">A record has gained or lost a member.</exception>
    [Conditional("DEBUG")]
    public static void Count()
    {
        foreach ((Type type, int members) in Written)
            if (type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Count(p => p.SetMethod is not null) is var found && found != members)
                throw new InvalidOperationException($"{type.Name} has {found} members, of which {members} are stored: write and read the new one in Stores/Written, then count it in StoredMembers.");
    }
}
