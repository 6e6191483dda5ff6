using System.Text.Json;

namespace Collections.FakeProviders.SendGrid;

/// <summary>A mail the fake took.</summary>
/// <param name="Id">X-Message-Id of the answer.</param>
/// <param name="To">The one recipient.</param>
/// <param name="Arguments">The custom arguments, which come back with each event.</param>
/// <param name="BatchId">Null when it was not in a batch.</param>
/// <param name="SendAt">When it leaves.</param>
/// <param name="Body">The request as it came.</param>
public sealed record AcceptedMail(string Id, string To, IReadOnlyDictionary<string, string> Arguments, string? BatchId, DateTimeOffset SendAt, JsonElement Body);

/// <summary>An entry of a suppression list.</summary>
/// <param name="List">"bounces", "blocks", "invalid_emails", "spam_reports", "unsubscribes".</param>
/// <param name="Email">Whose.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="Reason">Shown.</param>
public sealed record Suppression(string List, string Email, long Created, string Reason);
