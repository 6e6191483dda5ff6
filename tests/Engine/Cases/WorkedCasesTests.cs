using System.Text;
using Collections.Engine.Cases;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Engine.Tests.Cases;

public sealed class WorkedCasesTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_worked_case_on_file_comes_out_as_its_source_says()
    {
        using FileStream file = File.OpenRead(Shared.Path("reference/oracles.json"));

        IReadOnlyList<CaseResult> results = WorkedCases.Run(file);

        output.WriteLine(CaseReport.Of(results));
        Assert.True(results.Count >= 135, $"{results.Count} cases read");
        Assert.Empty(results.Where(r => r.Outcome != CaseOutcome.Pass).Select(r => $"{r.Id}: {r.Outcome}"));
        Assert.Equal(0, WorkedCases.ExitCode(results));
    }

    [SkippableTheory]
    [InlineData("UK", 21), InlineData("IE", 4), InlineData("DE", 9), InlineData("FR", 4), InlineData("IN", 8), InlineData("US", 3), InlineData("EU", 3), InlineData("AU", 2)]
    [InlineData("TW", 14), InlineData("FQ", 11), InlineData("SMS", 16), InlineData("KW", 13), InlineData("EM", 7), InlineData("DN", 7), InlineData("GD", 2), InlineData("KPI", 8), InlineData("IF", 3)]
    public void The_cases_of_a_family_are_all_there(string family, int atLeast)
    {
        using FileStream file = File.OpenRead(Shared.Path("reference/oracles.json"));

        CaseResult[] results = [.. WorkedCases.Run(file).Where(r => r.Id.StartsWith(family + "-", StringComparison.Ordinal))];

        Assert.Empty(results.Where(r => r.Outcome != CaseOutcome.Pass).Select(r => $"{r.Id}: {r.Outcome} {r.Problem}"));
        Assert.True(results.Length >= atLeast, $"{results.Length} cases of {family}");
    }

    [Fact]
    public void A_difference_is_shown_beside_what_was_expected()
    {
        CaseResult result = Assert.Single(Run("""{"oracles":[{"id":"UK-99","inputs":{"principal":"1000","rate":"12","days":30},"expected":{"interest":"9.87"}}]}"""));

        Assert.Equal(CaseOutcome.Differs, result.Outcome);
        Assert.Equal(new CaseField("interest", "9.87", "9.86", false), Assert.Single(result.Fields));
        Assert.Equal(1, WorkedCases.ExitCode([result]));
    }

    [Fact]
    public void A_bare_list_numbers_as_numbers_and_another_name_for_the_principal_are_understood()
    {
        CaseResult result = Assert.Single(Run("""[{"id":"FR-77","inputs":{"principal_ttc":10000,"due":"2024-08-31","until":"2024-10-31"},"expected":{"penalty":238.15,"indemnity":40}}]"""));

        Assert.Equal(CaseOutcome.Pass, result.Outcome);
    }

    [Fact]
    public void A_family_we_do_not_calculate_is_listed_and_not_passed()
    {
        CaseResult result = Assert.Single(Run("""[{"id":"ZZ-1","inputs":{},"expected":{"x":1}}]"""));

        Assert.Equal(CaseOutcome.UnknownFamily, result.Outcome);
        Assert.Contains("1 of unknown family (ZZ-1)", CaseReport.Of([result]));
    }

    [Fact]
    public void A_field_that_no_rule_gives_is_of_unknown_shape_and_not_passed()
    {
        CaseResult result = Assert.Single(Run("""[{"id":"UK-1","inputs":{"debt":"5"},"expected":{"compensation":"40","moon":"full"}}]"""));

        Assert.Equal(CaseOutcome.UnknownShape, result.Outcome);
        Assert.Equal(["40", null], result.Fields.Select(f => f.Got));
    }

    [Theory]
    [InlineData("""{"figures":[]}"""), InlineData("""{"oracles":{}}"""), InlineData("{bad"), InlineData("")]
    public void A_file_without_a_list_of_cases_is_refused_in_words(string json) => Assert.NotEmpty(Assert.Throws<FormatException>(() => Run(json)).Message);

    [Fact]
    public void One_odd_case_never_stops_the_others()
    {
        IReadOnlyList<CaseResult> results = Run("""
            [ {"id":"UK-1","inputs":{"principal":"100.123","due":"2025-01-31","until":"2025-02-10"},"expected":{"interest":"1"}},
              {"id":"UK-2","inputs":{"principal":"100","due":"1999-01-31","until":"1999-02-10"},"expected":{"interest":"1"}},
              {"id":"TW-3","inputs":{"send_at_utc":"2026-06-15T12:30:00Z","tz":"Mars/Base"},"expected":{"allowed":true}},
              {"id":"UK-4"}, 7, {"id":5,"inputs":[],"expected":"x"},
              {"id":"KW-6","inputs":{"body":"\ud83d no"},"expected":{"class":"\ud83d"}},
              {"id":"UK-7","inputs":{"debt":"5"},"expected":{"compensation":40.00}} ]
            """);

        Assert.Equal(
            [CaseOutcome.UnknownShape, CaseOutcome.UnknownShape, CaseOutcome.UnknownShape, CaseOutcome.UnknownShape, CaseOutcome.UnknownFamily, CaseOutcome.Differs, CaseOutcome.Pass],
            results.Select(r => r.Outcome));
        Assert.Contains("begins on 2009-03-05", results[1].Problem);
        Assert.NotNull(CaseReport.Of(results));
    }

    static IReadOnlyList<CaseResult> Run(string json) => WorkedCases.Run(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
