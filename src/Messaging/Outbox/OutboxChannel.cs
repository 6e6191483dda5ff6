using System.Text;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.Outbox;

/// <summary>A channel that writes messages as files into a folder and sends nothing: what a business sees before it trusts us with its provider's key.
/// A message's file is named by its id and attempt, so a repeated call finds its own file and changes nothing.</summary>
internal sealed class OutboxChannel(string folder, Channel channel, TimeProvider clock) : ISendMessages
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public Channel Channel => channel;

    public string Name => "outbox";

    /// <summary>The folder is the record: one look settles it.</summary>
    public ReconcileRule Reconcile { get; } = new(true, 1, TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));

    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromResult<SendOutcome>(new SendOutcome.Unclear("cancelled"));
        try
        {
            return Task.FromResult(Write(message));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<SendOutcome>(new SendOutcome.Later("outbox-not-writable", null));
        }
    }

    public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) =>
        Task.FromResult<SearchOutcome>(
            File.Exists(PathOf(message)) ? new SearchOutcome.Found(NameOf(message))
            : Directory.Exists(folder) ? new SearchOutcome.Absent()
            : new SearchOutcome.Unavailable("outbox-folder-absent"));

    // The message itself is moved into place last: while it is absent, nothing was taken.
    SendOutcome Write(OutgoingMessage message)
    {
        string path = PathOf(message);
        if (File.Exists(path)) return new SendOutcome.Accepted(NameOf(message));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (channel == Channel.Email && message.Text.Html is { } html) Place(Path.ChangeExtension(path, ".html"), html);
        Place(path, channel == Channel.Email ? EmailFile.Write(message, clock.GetUtcNow()) : Sms(message));
        return new SendOutcome.Accepted(NameOf(message));
    }

    static void Place(string path, string text)
    {
        string half = path + ".part";
        using (FileStream file = new(half, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Utf8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(half, path, overwrite: true);
    }

    static string Sms(OutgoingMessage message) =>
        $"To: {message.To.Address}\nFrom: {message.From.SmsFrom}\nSegments: {message.Text.Segments}\n"
        + $"Message: {message.MessageId}\nAttempt: {message.Attempt}\n\n{message.Text.Text}\n";

    string PathOf(OutgoingMessage message) =>
        Path.Combine(folder, Safe(message.LedgerId), NameOf(message) + (channel == Channel.Email ? ".eml" : ".txt"));

    static string NameOf(OutgoingMessage message) => $"{Safe(message.MessageId)}-{message.Attempt}";

    static string Safe(string id) => new([.. id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_')]);
}
