using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine.Storing;

/// <summary>The stored texts are written by hand: what a record gains later must not be lost on the way.</summary>
public sealed class WrittenTests
{
    static JsonObject Read(byte[] bytes) => JsonNode.Parse(bytes)!.AsObject();

    static string[] Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always })
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_member_of_an_account_is_stored_and_read_back()
    {
        Account account = (Account)Filled.Of(typeof(Account)) with { Invoices = [], CreditNotes = [], Payments = [] };
        byte[] head = AccountSnapshot.Head(account);
        Assert.Equal(Members(typeof(Account)), Read(head).Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Members(typeof(PaymentHabit)), Read(head)["habit"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Encoding.UTF8.GetString(head), Encoding.UTF8.GetString(AccountSnapshot.Head(AccountSnapshot.Read(head, []))));
    }

    [Theory]
    [InlineData(typeof(Invoice))]
    [InlineData(typeof(Posting))]
    [InlineData(typeof(CreditNote))]
    [InlineData(typeof(Payment))]
    [InlineData(typeof(Allocation))]
    [InlineData(typeof(Message))]
    [InlineData(typeof(Contact))]
    public void Every_member_of_what_an_account_holds_is_stored_and_read_back(Type type)
    {
        object filled = Filled.Of(type);
        JsonSerializerOptions options = AccountJson.Default.Options;
        string text = JsonSerializer.Serialize(filled, type, options);
        Assert.Equal(Members(type), Read(Encoding.UTF8.GetBytes(text)).Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type, options), type, options));
    }

    [Fact]
    public void What_has_its_default_takes_no_room_and_comes_back_as_it_was()
    {
        Account account = Account.New("uk", "C-1") with
        {
            Invoices = [new() { Number = "1", IssueDate = new(2026, 1, 2), DueDate = new(2026, 2, 2), Amount = new(10_050, Currency.Of("GBP")) }], Contacts = [new() { Id = "ap" }],
        };
        byte[] head = AccountSnapshot.Head(account), chunk = AccountSnapshot.Chunk(account, 0);
        Assert.Equal($$"""{"id":"{{account.Id}}","ledgerId":"uk","customer":"C-1","contacts":[{"id":"ap"}]}""", Encoding.UTF8.GetString(head));
        Assert.Equal("""{"invoices":[{"number":"1","issueDate":"2026-01-02","dueDate":"2026-02-02","amount":"100.50 GBP"}]}""", Encoding.UTF8.GetString(chunk));
        Account back = AccountSnapshot.Read(head, [chunk]);
        Assert.Equal(account with { Invoices = [], Contacts = [] }, back with { Invoices = [], Contacts = [] });
        Assert.Equal((account.Invoices[0], account.Contacts[0]), (back.Invoices[0], back.Contacts[0]));
    }

    [Fact]
    public void An_account_written_before_defaults_were_left_out_is_still_read()
    {
        const string head = """
            {"id":"a468593806a411c2a377abe2b","ledgerId":"bench","customer":"C0","name":"Customer 0","contacts":[{"id":"ap-1","name":"","role":"accounts-payable","email":"p@example.com","mobile":"\u002B447700900123"}],
            "promises":[],"plans":[],"disputes":[],"blocks":[],"flags":{"insolvency":false,"vulnerability":false,"unreadReply":false},
            "standing":{"standing":"good","reason":"","steps":0,"noticed":[]},"releases":[],"moratoria":[],"messages":[{"id":"m1","kind":"level","about":"0-0","number":1,"channel":"email","contactId":"ap-1",
            "address":"p@example.com","person":"p@example.com","letter":"friendly","pack":"f60d72bd","reservedAt":"2026-11-18T08:00:00+00:00","notBefore":"2026-11-18T09:00:00+00:00","state":"ready"}],
            "tasks":[],"habit":{"settled":0,"settledLate":0,"daysLateTotal":0,"promisesKept":0,"promisesBroken":0},"isOpened":true,"nextNumber":1,"nextPlace":10}
            """;
        const string chunk = """{"invoices":[{"number":"0-0","place":0,"issueDate":"2026-10-02","dueDate":"2026-11-01","amount":"100.00 GBP","postings":[]}]}""";
        Account account = AccountSnapshot.Read(Encoding.UTF8.GetBytes(head), [Encoding.UTF8.GetBytes(chunk)]);
        Assert.Equal((StandingRecord.Good, AccountFlags.None, PaymentHabit.Unknown, 10, true), (account.Standing, account.Flags, account.Habit, account.NextPlace, account.IsOpened));
        Assert.Equal("+447700900123", account.Contacts.Single().Mobile);
        Assert.Equal("p@example.com", account.MessageOf("m1")!.Person);
        Assert.Empty(account.Invoices.Single().Postings);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"ledgerId\":\"uk\"}")]
    [InlineData("{\"id\":\"a\",\"ledgerId\":\"uk\",\"customer\":\"C\",\"contacts\":[{}]}")]
    [InlineData("{\"id\":\"a\",\"ledgerId\":\"uk\",\"customer\":\"C\",\"habit\":{\"lastPaymentDate\":\"2026-02-30\"}}")]
    public void A_head_that_was_not_written_by_us_is_no_head(string text) => Assert.ThrowsAny<JsonException>(() => AccountSnapshot.Read(Encoding.UTF8.GetBytes(text), []));
}

/// <summary>A value of any record in which nothing has its default.</summary>
static class Filled
{
    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return ListOf(type.GetGenericArguments()[0]);
        return type == typeof(string) ? "text é \"quoted\"" : type == typeof(int) ? 7 : type == typeof(long) ? 8L : type == typeof(decimal) ? 0.25m : type == typeof(double) ? 0.5 : type == typeof(bool) ? true
            : type == typeof(DateOnly) ? new DateOnly(2026, 2, 28) : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 2, 28, 9, 30, 15, 123, TimeSpan.Zero)
            : type == typeof(Money) ? new Money(-12_345, Currency.Of("KWD")) : type == typeof(AccountId) ? new AccountId("a1") : RecordOf(type);
    }

    static object ListOf(Type element)
    {
        Array one = Array.CreateInstance(element, 1);
        one.SetValue(element == typeof(string) ? "one" : Of(element), 0);
        return typeof(Filled).GetMethod(nameof(List), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(element).Invoke(null, [one])!;
    }

    static ImmutableArray<T> List<T>(T[] items) => [.. items];

    static object RecordOf(Type type)
    {
        if (type.IsAbstract) return RecordOf(type.GetNestedTypes().Concat(type.Assembly.GetTypes()).First(type.IsAssignableFrom));
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        object record = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.SetMethod is not null && p.Name != "Person")) property.SetValue(record, Of(property.PropertyType));
        type.GetProperty("Person")?.SetMethod?.Invoke(record, ["another person"]);
        return record;
    }
}
