using Collections.Domain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Collections.Functions;

/// <summary>The account's alarm clock. It waits and calls; it never decides, so a release cannot break a replay. Only an id and an instant cross it.</summary>
internal static class AccountOrchestrator
{
    /// <summary>The external event that ends the wait.</summary>
    public const string Changed = "Changed";

    [Function(nameof(AccountOrchestrator))]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, string accountId)
    {
        DateTime? wakeAt = await context.CallActivityAsync<DateTime?>(nameof(AdvanceAccount), accountId);
        if (wakeAt is null) return;

        using CancellationTokenSource rest = new();
        await Task.WhenAny(
            context.CreateTimer(wakeAt.Value, rest.Token),
            context.WaitForExternalEvent<string>(Changed, rest.Token));
        rest.Cancel();
        context.ContinueAsNew(accountId);
    }
}

/// <summary>Does whatever the account is due for. May run twice at once: the gate makes that harmless, so there is no retry policy.</summary>
internal sealed class AdvanceAccount(Engine.AdvanceAccount advance)
{
    [Function(nameof(AdvanceAccount))]
    public async Task<DateTime?> Run([ActivityTrigger] string accountId, CancellationToken cancel) =>
        (await advance.RunAsync(new AccountId(accountId), cancel)).WakeAt?.UtcDateTime;
}
