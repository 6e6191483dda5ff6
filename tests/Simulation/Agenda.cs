namespace Collections.Simulation;

/// <summary>What is going to happen, by day and time of day.</summary>
internal sealed class Agenda
{
    /// <summary>Minutes after four in the morning UTC: before the European runs, between a run and the window, in the afternoon.</summary>
    public static readonly int[] Times = [60, 275, 600];
    readonly Dictionary<(int Day, int Slot), List<Func<Task>>> acts = [];

    public void On(int day, int slot, Func<Task> act)
    {
        if (!acts.TryGetValue((day, slot), out List<Func<Task>>? known)) acts[(day, slot)] = known = [];
        known.Add(act);
    }

    public IReadOnlyList<Func<Task>> Take(int day, int slot) => acts.Remove((day, slot), out List<Func<Task>>? due) ? due : [];
}
