using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine.Tests;

public sealed class TimelineTests
{
    public static TheoryData<Type> Kinds => [.. typeof(AccountEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_event_has_words_that_end_as_a_sentence(Type kind)
    {
        AccountEvent happened = (AccountEvent)Sample.Of(kind);
        string words = Timeline.Words(Account.New("uk", "C-1"), happened);
        Assert.True(words.Length > 8 && (char.IsUpper(words[0]) || char.IsDigit(words[0])), words);
        Assert.Matches("[.:?!]$|x$", words);
        Assert.DoesNotContain("Collections.", words);
    }

    [Fact]
    public void A_message_is_named_by_what_it_is_while_the_account_knows_it()
    {
        Message message = ((Message)Sample.Of(typeof(Message))) with { Id = "m1", Kind = MessageKind.Level, Number = 2, About = "INV-7", Channel = Channel.Sms };
        Account account = Account.New("uk", "C-1") with { Messages = [message] };
        Assert.Equal("Level 2 by sms for invoice INV-7 was accepted by twilio.", Timeline.Words(account, new MessageAccepted("m1", null, "twilio")));
        Assert.Equal("Message m2 was accepted by twilio.", Timeline.Words(account, new MessageAccepted("m2", null, "twilio")));
    }
}

/// <summary>Makes any record with plain values in it.</summary>
static class Sample
{
    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner);
        if (type == typeof(string)) return "x";
        if (type == typeof(Money)) return new Money(12345, Currency.Of("GBP"));
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, 20);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return ArrayOf(type.GetGenericArguments()[0]);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0)!;
        if (type.IsPrimitive) return type == typeof(bool) ? true : Convert.ChangeType(1, type);
        ConstructorInfo make = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        object made = make.Invoke([.. make.GetParameters().Select(p => Of(p.ParameterType))]);
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.SetMethod is not null && make.GetParameters().All(a => a.Name != p.Name))) property.SetValue(made, Of(property.PropertyType));
        return made;
    }

    static object ArrayOf(Type item)
    {
        Array one = Array.CreateInstance(item, 1);
        one.SetValue(Of(item), 0);
        return typeof(ImmutableArray).GetMethods().First(m => m.Name == "Create" && m.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(item).Invoke(null, [one])!;
    }
}
