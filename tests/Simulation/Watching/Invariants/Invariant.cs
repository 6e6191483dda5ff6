using Collections.Domain;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>A rule that must hold of everything that happens, checked in the order in which it happens and from what happened alone: it asks no rule of the engine.</summary>
internal abstract class Invariant(Sight sight, string name)
{
    protected Sight Sight => sight;

    public abstract void On(Happening happening);

    public virtual void AtEnd(World world) { }

    protected void Holds(bool holds, AccountId account, string words)
    {
        if (!holds) sight.Break(name, $"{words} (account {account})");
    }
}
