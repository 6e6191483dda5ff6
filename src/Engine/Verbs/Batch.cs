using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>Several inputs in one commit: all of them, or with one refused none. Agreements are judged once, when all are known.</summary>
public sealed record Batch(ImmutableArray<Input> Inputs) : Input
{
    /// <inheritdoc />
    public override string Cause => "import";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        int before = turn.Events.Count;
        for (int i = 0; i < Inputs.Length; i++)
            if (Inputs[i].Decide(turn) is Answer.Refused refused) problems.AddRange(refused.Problems.Select(p => p with { Where = $"{Inputs[i].Cause}[{i}].{p.Where}" }));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        return turn.Events.Count == before ? new Answer.AlreadyRecorded("nothing has changed") : new Answer.Done($"{Inputs.Length} recorded");
    }
}
