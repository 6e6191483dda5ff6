using System.Net.Mail;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Messaging.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Messaging.Tests.Outbox;

public sealed class OutboxChannelTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_email_becomes_a_mail_file_and_a_page_a_person_can_open()
    {
        SendOutcome outcome = await Channel().SendAsync(Some.Email(subject: "Rechnung überfällig"), default);

        Assert.Equal(new SendOutcome.Accepted("m0123456789abcdef01234567-1"), outcome);
        string eml = await File.ReadAllTextAsync(Path.Combine(folder.Path, "uk", "m0123456789abcdef01234567-1.eml"));
        Assert.Contains("From: \"Brightwell Tools\" <accounts@brightwell.example.com>\r\n", eml);
        Assert.Contains("Reply-To: \"Brightwell Tools\" <replies@brightwell.example.com>\r\n", eml);
        Assert.Contains("To: \"Ada Miller\" <ada@customer.example.com>\r\n", eml);
        Assert.Contains($"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Rechnung überfällig"))}?=\r\n", eml);
        Assert.Contains("Message-ID: <m0123456789abcdef01234567.1@brightwell.example.com>\r\n", eml);
        Assert.Contains("Date: Mon, 02 Mar 2026 09:30:00 +0000\r\n", eml);
        Assert.Contains("text/plain; charset=utf-8", eml);
        Assert.Contains("<p>Please pay 120.00 GBP.</p>", eml);
        Assert.Equal("<p>Please pay 120.00 GBP.</p>", await File.ReadAllTextAsync(Path.Combine(folder.Path, "uk", "m0123456789abcdef01234567-1.html")));
    }

    [Fact]
    public async Task A_text_message_shows_its_segments_and_its_words()
    {
        await Channel(Domain.Channel.Sms).SendAsync(Some.Sms(), default);

        string text = await File.ReadAllTextAsync(Path.Combine(folder.Path, "uk", "m0123456789abcdef01234567-1.txt"));
        Assert.Contains("To: +447700900513\n", text);
        Assert.Contains("Segments: 1\n", text);
        Assert.EndsWith("Ref 012345\n", text);
    }

    [Fact]
    public async Task The_same_attempt_is_written_once_and_another_attempt_beside_it()
    {
        await Channel().SendAsync(Some.Email(text: "first"), default);
        await Channel().SendAsync(Some.Email(text: "second"), default);
        await Channel().SendAsync(Some.Email(text: "third", attempt: 2), default);

        string[] mails = Directory.GetFiles(folder.Path, "*.eml", SearchOption.AllDirectories);
        Assert.Equal(2, mails.Length);
        Assert.Contains("first", await File.ReadAllTextAsync(mails.Single(m => m.EndsWith("-1.eml"))));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_search_finds_what_was_written_and_nothing_else()
    {
        OutboxChannel channel = Channel();
        Assert.IsType<SearchOutcome.Absent>(await channel.FindAsync(Some.Email(), Some.Now, default));
        await channel.SendAsync(Some.Email(), default);

        Assert.Equal(new SearchOutcome.Found("m0123456789abcdef01234567-1"), await channel.FindAsync(Some.Email(), Some.Now, default));
        Assert.IsType<SearchOutcome.Absent>(await channel.FindAsync(Some.Email(attempt: 2), Some.Now, default));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_later_and_is_no_proof()
    {
        OutboxChannel channel = new(Path.Combine(folder.Path, "file", "below"), Domain.Channel.Email, new HandClock(Some.Now));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "");

        Assert.IsType<SendOutcome.Later>(await channel.SendAsync(Some.Email(), default));
        Assert.IsType<SearchOutcome.Unavailable>(await channel.FindAsync(Some.Email(), Some.Now, default));
    }

    [Theory]
    [InlineData("Ada\r\nBcc: other@example.com")]
    [InlineData("Ada\" <x@example.com>, \"Bob")]
    [InlineData("Ädä 😀 \n\t Miller")]
    public async Task A_name_cannot_begin_a_header_of_its_own(string name)
    {
        await Channel().SendAsync(Some.Email(name: name, subject: name), default);

        string eml = await File.ReadAllTextAsync(Directory.GetFiles(folder.Path, "*.eml", SearchOption.AllDirectories).Single());
        string[] headers = eml[..eml.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.DoesNotContain(headers, h => h.StartsWith("Bcc"));
        Assert.Equal(12, headers.Count(h => !h.StartsWith(' ')));
        string to = headers.Single(h => h.StartsWith("To: "))[4..];
        Assert.Equal("ada@customer.example.com", new MailAddress(to).Address);
    }

    [Fact]
    public async Task Long_lines_and_blanks_at_their_end_survive_the_mail_format()
    {
        string text = "Total: 1.250,00 € = fällig \n\n" + new string('ä', 200) + " end";
        await Channel().SendAsync(Some.Email(text: text, html: null), default);

        string eml = await File.ReadAllTextAsync(Directory.GetFiles(folder.Path, "*.eml", SearchOption.AllDirectories).Single());
        Assert.All(eml.Split("\r\n"), line => Assert.True(line.Length <= 76));
        Assert.Equal(text, Decoded(eml[(eml.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..^2]));
    }

    [Fact]
    public void A_host_without_providers_gets_both_channels()
    {
        using ServiceProvider services = new ServiceCollection().AddOutbox(folder.Path).BuildServiceProvider();

        Assert.Equal([Domain.Channel.Email, Domain.Channel.Sms], services.GetServices<ISendMessages>().Select(c => c.Channel));
    }

    OutboxChannel Channel(Channel channel = Domain.Channel.Email) => new(folder.Path, channel, new HandClock(Some.Now));

    static string Decoded(string quoted)
    {
        List<byte> bytes = [];
        string joined = quoted.Replace("=\r\n", "").Replace("\r\n", "\n");
        for (int at = 0; at < joined.Length; at++)
            if (joined[at] == '=') { bytes.Add(Convert.ToByte(joined.Substring(at + 1, 2), 16)); at += 2; }
            else bytes.Add((byte)joined[at]);
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
