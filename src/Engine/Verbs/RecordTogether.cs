using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>Several inputs of one feed to one account, all or none: the account never stands between two of them.</summary>
/// <param name="Parts">In order; a refusal of one refuses all, and every refusal is told, with its place in the list.</param>
public sealed record RecordTogether(ImmutableArray<Input> Parts) : Input
{
    /// <inheritdoc />
    public override string Cause => "feed";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        int before = turn.Events.Count;
        for (int i = 0; i < Parts.Length; i++)
            if (Parts[i].Decide(turn) is Answer.Refused refused)
                problems.AddRange(refused.Problems.Select(p => p with { Where = $"{Parts[i].Cause}[{i}].{p.Where}" }));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        int happened = turn.Events.Count - before;
        return happened == 0 ? new Answer.AlreadyRecorded("nothing has changed") : new Answer.Done($"{Parts.Length} items recorded");
    }
}
