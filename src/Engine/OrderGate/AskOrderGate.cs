using Collections.Domain;

namespace Collections.Engine;

/// <summary>The order desk's question. It reads; only when the kind of answer has changed since the last one does it write, so that asking often costs little.</summary>
public sealed class AskOrderGate(AccountDesk desk)
{
    /// <summary>Asks the gate about an order; null when the account does not exist.</summary>
    public async Task<GateAnswer?> AskAsync(AccountId id, OrderRequest order, string by, CancellationToken cancel)
    {
        if (await desk.Stores.Accounts.LoadAsync(id, cancel) is not { } stored) return null;
        DateTimeOffset now = desk.Now;
        Surroundings around = await desk.Reader.ReadAsync(stored.Account, now, cancel) with { AccountVersion = stored.Version };
        GateAnswer answer = OrderGate.Ask(stored.Account, around, desk.Book, now, order);
        if (RecordGateAnswer.IsNews(stored.Account, answer)) await desk.PutAsync(id, new RecordGateAnswer(order), new(by), cancel);
        return answer;
    }
}

/// <summary>The order gate was asked: a changed kind of answer is recorded.</summary>
public sealed record RecordGateAnswer(OrderRequest Order) : Input
{
    /// <inheritdoc />
    public override string Cause => "order-gate";

    /// <summary>True when the answer's kind differs from the last recorded; an account never asked about counts as allowed.</summary>
    public static bool IsNews(Account account, GateAnswer answer) => answer.WouldBe != (account.Gate?.Verdict ?? GateVerdict.Allow);

    internal override Answer Decide(Turn turn)
    {
        Judge.All(turn);
        GateAnswer answer = OrderGate.Ask(turn, Order);
        if (!IsNews(turn.Account, answer)) return new Answer.AlreadyRecorded($"the gate says {Code.Of(answer.WouldBe)} as before");
        turn.Add(new GateAnswered(new(answer.WouldBe, answer.Reasons, Order.Amount, turn.Now, answer.Policy, answer.IsShadow)));
        return new Answer.Done($"the gate says {Code.Of(answer.WouldBe)}");
    }
}
