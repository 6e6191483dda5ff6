using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>Email through SendGrid. The provider has no idempotency key and no free search, so an unclear send waits for its events.</summary>
internal sealed class SendGridChannel(SendGridApi api, SendGridOptions options) : ISendMessages
{
    public Channel Channel => Channel.Email;

    public string Name => "sendgrid";

    public ReconcileRule Reconcile => ReconcileRule.ByEvents;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel) =>
        MailAnswers.Sort(await api.SendMailAsync(MailBody.Write(message, options), cancel));

    /// <summary>Searching the provider's activity is a paid addition; its events come by webhook for a day.</summary>
    public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) =>
        Task.FromResult<SearchOutcome>(new SearchOutcome.Unavailable("no-search"));
}
