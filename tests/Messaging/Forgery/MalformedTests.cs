using System.Diagnostics;
using System.Text;
using Collections.Engine;
using Collections.Messaging.SendGrid;
using Xunit.Abstractions;

namespace Collections.Messaging.Tests.Forgery;

/// <summary>Reliability S3 for the message providers: whatever comes, the answer is facts or faults.</summary>
public sealed class MalformedTests(ITestOutputHelper output)
{
    static readonly string[] Awkward =
    [
        "\\ud800", "1e400", "null", "{}", "[]", "-1", "\"", "true", "99999999999999999999", "\\u0000", "%", "%zz", "%C3%28", "&&==&", "=", "+", "\r\n", "\r\n\r\n", "--b", "--b--\r\n", "boundary=", ";", "=?",
        "Content-Transfer-Encoding: base64\r\n", "Content-Type: multipart/mixed; boundary=b\r\n", "charset=utf-7", "<", ">", "@", "\u2028", "😀", "[[[[[[[[[[", "\"event\":", "sg_event_id", "timestamp", "whatsapp:",
    ];

    static readonly byte[][] Seeds =
    [
        Encoding.UTF8.GetBytes("""[{"email":"ada@example.com","timestamp":1772443800,"event":"bounce","type":"blocked","sg_event_id":"e1","sg_message_id":"abc.1","reason":"x","status":"5.0.0","collections_attempt":"1","asm_group_id":10},{"email":"b@example.com","timestamp":1,"event":"unsubscribe"}]"""),
        Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"headers\"\r\n\r\nFrom: a@example.com\r\nIn-Reply-To: <m0123456789abcdef01234567.1@x>\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nAda <a@example.com>\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nYes\r\nOn Mon 2 Ada wrote:\r\n> no\r\n--b\r\nContent-Disposition: form-data; name=\"charsets\"\r\n\r\n{\"text\":\"iso-8859-1\"}\r\n--b\r\nContent-Disposition: form-data; name=\"html\"\r\n\r\n<p>Yes</p><!-- x --><blockquote>no\r\n--b--\r\n"),
        Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nFrom: a@example.com\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe=\r\n x\r\n--c\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+eDwvcD4=\r\n--c--\r\n--b--\r\n"),
        Encoding.UTF8.GetBytes("MessageSid=SM1&From=%2B447700900513&To=%2B447700900000&Body=PAY+250+28+NOV&NumMedia=1&OptOutType=&MessageStatus=failed&ErrorCode=30003"),
    ];

    [Fact]
    public void Bodies_that_nobody_should_send_give_facts_or_faults()
    {
        int count = 0;
        foreach (byte[] body in Corpus())
        {
            Read(body);
            count++;
        }
        output.WriteLine($"corpus: {count} bodies by four readers, no exception");
        Assert.True(count >= 2_000);
    }

    [Fact]
    public void Two_hundred_thousand_mutations_give_facts_or_faults()
    {
        const int seed = 20260302, iterations = 200_000;
        Random random = new(seed);
        long slowest = 0, facts = 0, faults = 0;
        Stopwatch all = Stopwatch.StartNew();
        for (int i = 0; i < iterations; i++)
        {
            int source = i % Seeds.Length;
            byte[] body = Mutated(Seeds[source], random);
            long begun = Stopwatch.GetTimestamp();
            try
            {
                InboundReading reading = ReadOne(source, i / Seeds.Length % 2, body);
                (facts, faults) = (facts + reading.Facts.Length, faults + reading.Faults.Length);
            }
            catch (Exception thrown)
            {
                Assert.Fail($"seed {seed}, iteration {i}: {thrown.GetType().Name} {thrown.Message}\n{Convert.ToBase64String(body)}\n{thrown.StackTrace}");
            }
            slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - begun);
        }
        output.WriteLine($"seed {seed}: {iterations} mutations in {all.Elapsed.TotalSeconds:F1} s, {facts} facts, {faults} faults, 0 exceptions, slowest {Stopwatch.GetElapsedTime(0, slowest).TotalMilliseconds:F1} ms");
        Assert.True(facts > 1_000 && faults > 1_000, "the mutations must reach both ends");
    }

    static InboundReading ReadOne(int seed, int other, byte[] body) => seed switch
    {
        0 => Requests.Events.Read(Requests.Raw(Requests.Base, body)),
        1 or 2 => Requests.Mail.Read(Requests.Raw(Requests.Base, body, ("Content-Type", other == 0 ? "multipart/form-data; boundary=b" : "multipart/form-data"))),
        _ => other == 0 ? Requests.Sms.Read(Requests.Raw(Requests.Base, body)) : Requests.Status.Read(Requests.Raw(Requests.Base + "/s?message=x&attempt=1", body)),
    };

    static void Read(byte[] body)
    {
        for (int seed = 0; seed < 4; seed++)
            for (int other = 0; other < 2; other++) ReadOne(seed, other, body);
        Requests.Events.Verify(Requests.Raw(Requests.Base, body, (EventSignature.SignatureHeader, Encoding.Latin1.GetString(body)), (EventSignature.TimestampHeader, "1")), Some.Now);
        Requests.Sms.Verify(Requests.Raw("http://x/?bodySHA256=%", body, ("X-Twilio-Signature", new string('A', 28))), Some.Now);
    }

    static IEnumerable<byte[]> Corpus()
    {
        foreach (byte[] seed in Seeds)
            for (int cut = 0; cut <= seed.Length; cut++) yield return seed[..cut];
        foreach (byte[] seed in Seeds)
            foreach (string word in Awkward)
                for (int at = 0; at < seed.Length; at += 29) yield return [.. seed[..at], .. Encoding.UTF8.GetBytes(word), .. seed[at..]];
        yield return Encoding.UTF8.GetBytes(new string('[', 33) + new string(']', 33));
        yield return new byte[(256 << 10) + 1];
        yield return Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]");
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a=b&", 100_000)));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n", 20_000)));
    }

    static byte[] Mutated(byte[] seed, Random random)
    {
        List<byte> body = [.. seed];
        for (int changes = random.Next(1, 6); changes > 0 && body.Count > 0; changes--)
        {
            int at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: body[at] = (byte)random.Next(256); break;
                case 2: body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at)); break;
                case 3: body.InsertRange(at, Encoding.UTF8.GetBytes(Awkward[random.Next(Awkward.Length)])); break;
                default: body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 40), body.Count - at))); break;
            }
        }
        return [.. body];
    }
}
