namespace Collections.Policies;

/// <summary>One thing wrong with a policy: the file and JSON path, what is wrong, and how to mend it.</summary>
public sealed record PolicyFault(string Where, string What, string Cure)
{
    /// <summary>False: worth mending, but the pack may still be used (a future year without holidays).</summary>
    public bool Stops { get; init; } = true;

    public override string ToString() => $"{Where}: {What}. {Cure}.";
}
