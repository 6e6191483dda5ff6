using Collections.Domain;
using Collections.Living;

namespace Collections.Simulation.Invariants;

/// <summary>A rule that must hold of everything that happens, checked in the order of commits from what happened alone: it asks no rule of the engine.</summary>
internal abstract class Invariant(string name)
{
    public string Name => name;
    public virtual void On(Committed committed) { }
    public virtual void On(Called called) { }
    public virtual void On(Opted opted) { }
    public virtual Task AtEndAsync(World world) => Task.CompletedTask;

    protected void Holds(bool holds, AccountId account, string words)
    {
        if (!holds) throw new BrokenInvariant(name, account, words);
    }
}

/// <summary>An invariant did not hold.</summary>
internal sealed class BrokenInvariant(string name, AccountId account, string words) : Exception($"{name}: {words} (account {account})")
{
    public AccountId Account => account;
}
