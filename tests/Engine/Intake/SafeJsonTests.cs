using System.Text;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Engine.Tests.Intake;

public sealed class SafeJsonTests
{
    [Theory]
    [InlineData("""{"name":"a\ud800b"}""", "a\uFFFDb")]
    [InlineData("""{"name":"\udc00\n\u00e9\"\\\/"}""", "\uFFFD\né\"\\/")]
    [InlineData("""{"name":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"name":7}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""[]""", null)]
    public void A_name_with_half_a_character_is_read_and_never_throws(string json, string? expected) =>
        Assert.Equal(expected, Parsed(json).Text("name"));

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"\\ud800\":1,\"b\":2}")]
    [InlineData("")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{} x")]
    public void A_body_that_is_no_plain_JSON_is_one_fault(string json)
    {
        using JsonDocument? document = SafeJson.Parse(Encoding.UTF8.GetBytes(json), out string fault);

        Assert.True(document is null ? fault.Length > 0 : document.RootElement.Member("b") is null or { ValueKind: JsonValueKind.Number });
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Nesting_is_read_to_a_depth_of_32(int depth, bool read) =>
        Assert.Equal(read, SafeJson.Parse(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), out _) is not null);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_a_fault() =>
        Assert.True(SafeJson.Parse(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }, out string fault) is null && fault == "not UTF-8");

    [Fact]
    public void Numbers_beyond_their_range_are_absent_not_wrong()
    {
        JsonElement at = Parsed("""{"big":1e400,"long":9223372036854775808,"half":1.5,"text":"7","whole":7,"id":12345678901234567890}""");

        Assert.Null(at.Number("big"));
        Assert.Null(at.Whole("long"));
        Assert.Null(at.Whole("half"));
        Assert.Null(at.Whole("text"));
        Assert.Equal(7, at.Whole("whole"));
        Assert.Equal("12345678901234567890", at.TextOrNumber("id"));
        Assert.Null(SafeJson.FromUnixSeconds(long.MaxValue));
        Assert.Equal(2026, SafeJson.FromUnixSeconds(1_772_443_800)?.Year);
    }

    static JsonElement Parsed(string json) => SafeJson.Parse(Encoding.UTF8.GetBytes("\uFEFF" + json), out _)!.RootElement;
}
