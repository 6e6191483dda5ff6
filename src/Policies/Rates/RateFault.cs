namespace Collections.Policies.Rates;

/// <summary>One thing that is wrong in a file of figures: where, what, and how to mend it.</summary>
public sealed record RateFault(string File, string Path, string Problem)
{
    /// <summary>"boe-bank-rate.json rows[3].from: ...".</summary>
    public override string ToString() => $"{File} {Path}: {Problem}";
}
