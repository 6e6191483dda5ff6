using System.Text.Json.Nodes;

namespace Collections.Policies.Tests;

public class PolicySchemaTests
{
    [Fact]
    public void The_published_schema_is_the_one_the_types_give() => Golden.HoldFile("policies/policy.schema.json", PolicySchema.Write());

    [Fact]
    public void The_schema_names_what_an_end_of_ladder_may_be_and_refuses_other_properties()
    {
        JsonNode schema = JsonNode.Parse(PolicySchema.Write())!;
        Assert.Equal("hand-over", schema["properties"]!["endOfLadder"]!["enum"]![0]!.GetValue<string>());
        Assert.False(schema["properties"]!["levels"]!["items"]!["additionalProperties"]!.GetValue<bool>());
        Assert.Contains("levels", schema["required"]!.AsArray().Select(r => r!.GetValue<string>()));
    }
}
