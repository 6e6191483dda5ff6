using System.Text;
using Collections.Engine;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

[Collection("lived")]
public sealed class MutatedBodiesTests(LivedHost lived, ITestOutputHelper print)
{
    static readonly (string Path, string Body)[] Seeds =
    [
        ("/api/v1/ledgers/uk/accounts/C-2/promises", """{"amount":"-1.00 GBP","date":"2026-12-01","invoices":["X"]}"""), ("/api/v1/ledgers/uk/accounts/C-2/plans", """{"invoices":["X"],"instalments":[{"dueDate":"2026-12-01","amount":"1.00 GBP"}],"reason":"r"}"""),
        ("/api/v1/ledgers/uk/feeds", """{"customers":[{"customer":"M","contacts":[{"id":"a","email":"no"}]}],"invoices":[{"customer":"M","number":"1","issueDate":"2026-01-01","dueDate":"2026-01-01","amount":"-1.00 GBP","sourceVersion":9223372036854775807}]}"""),
        ("/api/v1/ledgers/uk/accounts/C-2/flags", """{"insolvency":null,"complaintUntil":"2026-12-01","reason":""}"""), ("/api/v1/ledgers/uk/accounts/C-2/gate", """{"amount":"-0.01 GBP","order":"S"}"""),
    ];

    static readonly string[] Tokens = ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e400", "-0", "9999999999999999999999", "\\ud800", "\\u0000", "\uFEFF", "\"amount\":", "[[[[", "{\"a\":", "0001-01-01", "9999-12-31", "XXX", " GBP", "\\", "\n", "\0", "%00", "..", "\u202E"];

    [Fact]
    public async Task Two_thousand_broken_bodies_are_all_answered_and_none_breaks_the_house()
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Admin);
        Random dice = new(20261122);
        SortedDictionary<int, int> answers = [];
        for (int i = 0; i < 2_000; i++)
        {
            (string path, string seed) = Seeds[i % Seeds.Length];
            byte[] body = Mutate(seed, dice);
            using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            request.Headers.Add("Idempotency-Key", $"mutated-{i}");
            int status = (int)(await program.SendAsync(request)).StatusCode;
            Assert.True(status < 500, $"{i}: {status} for {Encoding.UTF8.GetString(body)}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }
        print.WriteLine(string.Join(", ", answers.Select(a => $"{a.Value} x {a.Key}")));
        Assert.DoesNotContain(lived.Host.Log.Lines, l => l.Contains("A request failed"));
    }

    static byte[] Mutate(string seed, Random dice)
    {
        List<byte> body = [.. Encoding.UTF8.GetBytes(seed)];
        for (int n = dice.Next(1, 4); n > 0; n--)
        {
            int at = dice.Next(body.Count);
            switch (dice.Next(5))
            {
                case 0: body[at] = (byte)dice.Next(256); break;
                case 1: body.RemoveRange(at, Math.Min(dice.Next(1, 20), body.Count - at)); break;
                case 2: body.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[dice.Next(Tokens.Length)])); break;
                case 3: body.InsertRange(at, body.GetRange(at, Math.Min(dice.Next(1, 40), body.Count - at))); break;
                default: body = body[..Math.Max(1, at)]; break;
            }
            if (body.Count == 0) body.Add((byte)'{');
        }
        return [.. body];
    }
}
