using System.Text.Json;

namespace Collections.FakeProviders.SendGrid;

/// <summary>What the provider refuses in a mail.</summary>
internal static class MailRules
{
    internal static (string Message, string Field)? Fault(JsonElement body, DateTimeOffset now, IReadOnlySet<string> batches)
    {
        if (!body.TryGetProperty("personalizations", out JsonElement persons) || persons.GetArrayLength() == 0) return ("personalizations is required", "personalizations");
        if (!persons[0].TryGetProperty("to", out JsonElement to) || to.GetArrayLength() == 0 || !IsAddress(to[0])) return ("Does not contain a valid address.", "personalizations.0.to.0.email");
        if (!body.TryGetProperty("from", out JsonElement from) || !IsAddress(from)) return ("The from email does not contain a valid address.", "from.email");
        if (!body.TryGetProperty("subject", out JsonElement subject) || subject.GetString() is not { Length: > 0 }) return ("The subject is required.", "subject");
        if (!body.TryGetProperty("content", out JsonElement content) || content.EnumerateArray().Any(c => c.GetProperty("value").GetString() is not { Length: > 0 })) return ("The content value must be a string at least one character in length.", "content.0.value");
        if (body.TryGetProperty("batch_id", out JsonElement batch) && !batches.Contains(batch.GetString()!)) return ("The batch id is unknown.", "batch_id");
        return body.TryGetProperty("send_at", out JsonElement at) && DateTimeOffset.FromUnixTimeSeconds(at.GetInt64()) > now.AddHours(72) ? ("Scheduling more than 72 hours in advance is forbidden.", "send_at") : null;
    }

    static bool IsAddress(JsonElement mailbox) => mailbox.TryGetProperty("email", out JsonElement email) && email.GetString() is { } text && text.IndexOf('@') > 0 && !text.Contains(' ');
}
