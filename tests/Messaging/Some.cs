using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.Tests;

internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    public static readonly SenderIdentity Creditor = new()
    {
        Name = "Brightwell Tools", Email = "accounts@brightwell.example.com", ReplyTo = "replies@brightwell.example.com", Phone = "+447700900100", SmsFrom = "+447700900000",
    };

    public static OutgoingMessage Email(string id = "m0123456789abcdef01234567", int attempt = 1, string subject = "Invoice INV-7 is overdue",
        string text = "Please pay 120.00 GBP.", string? html = "<p>Please pay 120.00 GBP.</p>", string name = "Ada Miller") =>
        new(id, "uk", AccountId.Of("uk", "C-1"), attempt, MessageKind.Level, new("ada@customer.example.com", name), Creditor,
            new MessageText(id, attempt, subject, text, html, 0));

    public static OutgoingMessage Sms(string id = "m0123456789abcdef01234567", int attempt = 1, string text = "Invoice INV-7: 120.00 GBP is overdue. Ref 012345") =>
        new(id, "uk", AccountId.Of("uk", "C-1"), attempt, MessageKind.Level, new("+447700900513", "Ada Miller"), Creditor,
            new MessageText(id, attempt, "", text, null, 1));
}

/// <summary>A clock that moves by hand.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;
    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("collections-").FullName;
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
