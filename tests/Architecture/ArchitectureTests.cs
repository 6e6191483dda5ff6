using Collections.Architecture.Tests.Rules;

namespace Collections.Architecture.Tests;

/// <summary>The house's rules, each held over the whole repository. That each can fail is shown in RulesTests.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void References_between_projects_point_inwards_alone() =>
        Expect.None(Projects().SelectMany(p => ProjectArrows.Wrong(Path.GetFileNameWithoutExtension(p), Tree.Text(p))));

    [Fact]
    public void The_domain_takes_no_package() => Expect.None(ProjectArrows.Packages(Tree.Text("src/Domain/Domain.csproj")));

    [Fact]
    public void Every_project_of_the_product_is_in_the_solution()
    {
        string solution = Tree.Text("Collections.sln").Replace('\\', '/');
        Expect.None(Tree.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_file_has_more_than_400_lines() => Expect.None(Tree.Sources.SelectMany(Sizes.Files));

    [Fact]
    public void No_method_has_more_than_60_lines() => Expect.None(Tree.Sources.SelectMany(Sizes.Methods));

    // Builders of tests may take more: a test names only those that matter to it.
    [Fact]
    public void Nothing_takes_more_than_6_parameters_but_records_and_Match() => Expect.None(Tree.ProductSources.SelectMany(Sizes.Parameters));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Expect.None(Tree.Sources.Where(s => !s.Path.StartsWith("tests/Functions/Doubles/", StringComparison.Ordinal)).SelectMany(Names.Types)); // doubles have the names of what they stand for

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() => Expect.None(Tree.Files.SelectMany(Names.FoldersOf));

    [Fact]
    public void Nothing_that_decides_reads_a_clock_makes_an_id_or_leaves_its_thread() => Expect.None(Tree.Under("src/Domain", "src/Engine").SelectMany(BannedCalls.Impure));

    [Fact]
    public void The_simulation_tells_no_rule_of_the_engine_again() =>
        Expect.None(Tree.Under("tests/Simulation").Where(s => s.Path != "tests/Simulation/ConfluenceTests.cs").SelectMany(OnlyTheWorld.Broken));

    [Fact]
    public void Nothing_waits_by_holding_a_thread() => Expect.None(Tree.ProductSources.SelectMany(BannedCalls.Blocking));

    [Fact]
    public void Every_closed_record_has_a_Match_with_an_arm_for_each_of_its_kinds()
    {
        Assert.NotEmpty(Tree.ProductSources.SelectMany(ClosedKinds.Closed));
        Expect.None(Tree.ProductSources.SelectMany(ClosedKinds.WithoutMatch));
    }

    [Fact]
    public void Every_account_event_can_be_read_back() => Expect.None(AccountEvents.Unregistered([.. Tree.Under("src/Domain")]));

    [Fact]
    public void Secrets_are_compared_in_constant_time_alone() =>
        Expect.None(Tree.ProductSources.Where(s => !ComparedInPublic.Contains(s.Path)).SelectMany(Secrets.Compared));

    [Fact]
    public void Tokens_come_from_the_systems_generator_with_256_bits_and_nothing_that_can_be_guessed_stands_beside_it()
    {
        // Table storage tells its own writes apart by a Guid: an id, and no secret.
        Expect.None(Tree.ProductSources.SelectMany(s => Chance.Guessable(s, mayMakeIds: s.Path.StartsWith("src/Storage.", StringComparison.Ordinal))));
        Expect.None(Tree.ProductSources.SelectMany(Chance.Short));
    }

    // The signature's own base64 is compared with its canonical form: both stand in the request, and nothing is learnt from either.
    static readonly string[] ComparedInPublic = ["src/Messaging/SendGrid/EventSignature.cs"];

    [Fact]
    public void No_pattern_can_be_made_to_run_for_hours() => Expect.None(Tree.ProductSources.SelectMany(Patterns.Unbounded));

    [Fact]
    public void What_can_be_cancelled_says_so_last_and_without_a_default() => Expect.None(Tree.ProductSources.SelectMany(Leftovers.Cancels));

    [Fact]
    public void Domain_and_Engine_are_built_with_their_documentation_and_warnings_as_errors()
    {
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Tree.Text("Directory.Build.props"), StringComparison.Ordinal);
        foreach (string project in (string[])["src/Domain/Domain.csproj", "src/Engine/Engine.csproj"])
            Assert.Contains("<GenerateDocumentationFile>true</GenerateDocumentationFile>", Tree.Text(project), StringComparison.Ordinal);
        Assert.DoesNotContain("CS1591", Tree.Text("Directory.Build.props"), StringComparison.Ordinal);
    }

    static IEnumerable<string> Projects() =>
        Tree.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && (f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("server/", StringComparison.Ordinal) || f.StartsWith("functions/", StringComparison.Ordinal)));
}
