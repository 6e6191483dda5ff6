using System.Globalization;
using System.Text;
using Collections.Engine;

namespace Collections.Messaging.Outbox;

/// <summary>An email as a file that any mail program opens: RFC 5322 headers, text and HTML parts in quoted-printable, so that it can be read in an editor too.</summary>
internal static class EmailFile
{
    internal static string Write(OutgoingMessage message, DateTimeOffset at)
    {
        StringBuilder eml = new();
        Header("Date", at.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", ""));
        Header("From", Mailbox(message.From.Name, message.From.Email));
        Header("To", Mailbox(message.To.Name, message.To.Address));
        if (message.From.ReplyTo is { Length: > 0 } reply) Header("Reply-To", Mailbox(message.From.Name, reply));
        Header("Subject", Words(message.Text.Subject));
        Header("Message-ID", MessageIdHeader.Of(message));
        Header("X-Collections-Message", message.MessageId);
        Header("X-Collections-Ledger", message.LedgerId);
        Header("X-Collections-Account", message.AccountId.Value);
        Header("X-Collections-Attempt", message.Attempt.ToString(CultureInfo.InvariantCulture));
        Header("MIME-Version", "1.0");
        if (message.Text.Html is { } html)
        {
            string boundary = $"=_{message.MessageId}_{message.Attempt}"; // "=_" cannot occur in quoted-printable
            Header("Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
            eml.Append("\r\n");
            Part(boundary, "text/plain", message.Text.Text);
            Part(boundary, "text/html", html);
            eml.Append("--").Append(boundary).Append("--\r\n");
        }
        else Body("text/plain", message.Text.Text);
        return eml.ToString();

        void Header(string name, string value) => eml.Append(name).Append(": ").Append(value).Append("\r\n");
        void Part(string boundary, string type, string text)
        {
            eml.Append("--").Append(boundary).Append("\r\n");
            Body(type, text);
        }
        void Body(string type, string text)
        {
            Header("Content-Type", type + "; charset=utf-8");
            Header("Content-Transfer-Encoding", "quoted-printable");
            eml.Append("\r\n").Append(QuotedPrintable(text)).Append("\r\n");
        }
    }

    static string Mailbox(string name, string address)
    {
        string shown = OneLine(name), bare = OneLine(address).Replace("<", "").Replace(">", "");
        if (shown.Length == 0) return bare;
        bool plain = shown.All(c => c is >= ' ' and < '\x7f' and not '"' and not '\\');
        return (plain ? $"\"{shown}\"" : Words(shown, always: true)) + $" <{bare}>";
    }

    // RFC 2047: encoded words of at most 75 characters; a character's bytes stay together.
    static string Words(string text, bool always = false)
    {
        string line = OneLine(text);
        if (!always && line.All(c => c is >= ' ' and < '\x7f') && !line.Contains("=?")) return line;
        List<string> words = [];
        List<byte> bytes = [];
        foreach (Rune rune in line.EnumerateRunes())
        {
            byte[] next = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + next.Length > 42) Flush();
            bytes.AddRange(next);
        }
        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            if (bytes.Count > 0) words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
    }

    // A line break in a name would begin a header of the customer's choice.
    static string OneLine(string text) => new([.. text.Where(c => !char.IsControl(c) && c is not '\u2028' and not '\u2029')]);

    // RFC 2045, 6.7: lines of at most 76 characters, blanks at a line's end encoded.
    static string QuotedPrintable(string text)
    {
        StringBuilder all = new(), line = new();
        foreach (string row in text.ReplaceLineEndings("\n").Split('\n'))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(row);
            for (int at = 0; at < bytes.Length; at++)
            {
                bool last = at == bytes.Length - 1;
                bool literal = bytes[at] is > 32 and < 127 and not (byte)'=' || (bytes[at] == ' ' && !last);
                string next = literal ? ((char)bytes[at]).ToString() : $"={bytes[at]:X2}";
                if (line.Length + next.Length > 75) { all.Append(line).Append("=\r\n"); line.Clear(); }
                line.Append(next);
            }
            all.Append(line).Append("\r\n");
            line.Clear();
        }
        return all.ToString(0, all.Length - 2);
    }
}
