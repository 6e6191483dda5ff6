using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>What a run did, as a controller reads it: what went out, and why the others were left alone.</summary>
internal sealed class RunPrint(RunReport report)
{
    public void Print(TextWriter to, bool full)
    {
        to.WriteLine($"{(report.IsRehearsal ? "Rehearsal (nothing was changed): " : "")}{report.Considered} accounts considered, {report.Messages.Length} messages, {report.Waiting.Length} left alone.{(report.Reserved > 0 ? $" {report.Reserved} reserved and not yet sent: they wait for release ('message release') or for their hour." : "")}");
        to.WriteLine();
        to.WriteLine(report.IsRehearsal ? "What would go out" : "What went out");
        Tables.Print(to, ["when", "customer", "what", "channel", "about", "demanded", "to"], report.Messages.OrderBy(m => m.At).Select(Row));
        to.WriteLine();
        to.WriteLine("Who was left alone, and why");
        Tables.Print(to, ["customer", "name", "reason", "why", "may change"], report.Waiting.OrderBy(s => s.Reason).Select(s => new[]
        {
            s.Account, s.Name, Code.Of(s.Reason), s.FirstStop ?? s.Decided, s.Until is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "by an event or a person",
        }));
        foreach (RunFailure failed in report.Failed) to.WriteLine($"FAILED {failed.Account}: {failed.Message}");
        if (full) foreach (RunMessage message in report.Messages) PrintInFull(to, message);
    }

    static string[] Row(RunMessage m) =>
    [
        m.At?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "", m.Account, m.Level is { } level ? $"level {level}" : Code.Of(m.Kind).Replace('-', ' '),
        Code.Of(m.Channel), m.About, string.Join(", ", m.Demanded), m.To,
    ];

    static void PrintInFull(TextWriter to, RunMessage message)
    {
        to.WriteLine();
        to.WriteLine($"=== {message.Id} to {message.To}{(message.Subject is { Length: > 0 } subject ? $": {subject}" : "")}");
        to.WriteLine(message.Text);
    }
}
