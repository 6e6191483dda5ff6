using Collections.Architecture.Tests.Rules;

namespace Collections.Architecture.Tests;

/// <summary>Each rule seen red on a planted snippet, and green on its nearest innocent neighbour.</summary>
public sealed class RulesTests
{
    static Source Planted(string text, string path = "src/Engine/Planted.cs") => Source.Of(path, text);

    [Fact]
    public void A_reference_outwards_is_found()
    {
        const string xml = """<Project><ItemGroup><ProjectReference Include="../Engine/Engine.csproj" /></ItemGroup></Project>""";
        Assert.Equal("Policies refers to Engine; it may refer to Domain", Assert.Single(ProjectArrows.Wrong("Policies", xml)));
        Assert.Empty(ProjectArrows.Wrong("Web", xml));
        Assert.Contains("no place", Assert.Single(ProjectArrows.Wrong("Newcomer", xml)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_the_domain_is_found() =>
        Assert.Equal(["Handlebars.Net"], ProjectArrows.Packages("""<Project><ItemGroup><PackageReference Include="Handlebars.Net" /></ItemGroup></Project>"""));

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void A_file_may_have_400_lines_and_no_more(int lines, int found) =>
        Assert.Equal(found, Sizes.Files(Planted(string.Concat(Enumerable.Repeat("// line\n", lines)))).Count());

    [Theory]
    [InlineData(57, 0)]
    [InlineData(58, 1)]
    public void A_method_may_have_60_lines_with_its_head_and_braces(int body, int found) =>
        Assert.Equal(found, Sizes.Methods(Planted($"class A\n{{\n    void M()\n    {{\n{string.Concat(Enumerable.Repeat("        N();\n", body))}    }}\n}}\n")).Count());

    [Theory]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f) { } }", 0)]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f, int g) { } }", 1)]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g);", 1)]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f, int g) { } }", 1)]
    [InlineData("record A(int a, int b, int c, int d, int e, int f, int g);", 0)]
    [InlineData("class A { T Match<T>(int a, int b, int c, int d, int e, int f, int g) => default; }", 0)]
    public void Seven_parameters_are_too_many_but_for_records_and_Match(string text, int found) => Assert.Equal(found, Sizes.Parameters(Planted(text)).Count());

    [Theory]
    [InlineData("class A { void Decide() { } }", 1)]
    [InlineData("class A { void M() => GateDecision.On(1); }", 1)]
    [InlineData("class A { void M() => account.Apply(1); }", 0)]
    [InlineData("class A { decimal Balance() => 1; }", 1)]
    public void A_rule_of_the_engine_told_again_in_the_simulation_is_found(string text, int found) => Assert.Equal(found, OnlyTheWorld.Broken(Planted(text, "tests/Simulation/Planted.cs")).Count());

    [Theory]
    [InlineData("class InvoiceService;", 1)]
    [InlineData("record PaymentInfo;", 1)]
    [InlineData("interface ILedgerBase;", 1)]
    [InlineData("class Database;", 0)]
    [InlineData("record BorrowingBase;", 0)]
    [InlineData("class ServiceTime;", 0)]
    public void A_name_that_says_nothing_is_found(string text, int found) => Assert.Equal(found, Names.Types(Planted(text)).Count());

    [Theory]
    [InlineData("src/Domain/Helpers/Round.cs", 1)]
    [InlineData("tests/common/Some.cs", 1)]
    [InlineData("tests/Shared.cs", 0)]
    public void A_folder_that_says_nothing_is_found(string path, int found) => Assert.Equal(found, Names.FoldersOf(path).Count());

    [Theory]
    [InlineData("DateTime.Now", 1)]
    [InlineData("System.DateTimeOffset.UtcNow", 1)]
    [InlineData("Guid.NewGuid()", 1)]
    [InlineData("Task.Run(Work)", 1)]
    [InlineData("new Random(7)", 1)]
    [InlineData("Thread.Sleep(1)", 1)]
    [InlineData("System.Environment.UserName", 1)]
    [InlineData("task.ConfigureAwait(false)", 1)]
    [InlineData("clock.GetUtcNow()", 0)]
    [InlineData("Guid.Parse(text)", 0)]
    [InlineData("mail.Thread", 0)]
    public void What_makes_a_decision_depend_on_more_than_its_inputs_is_found(string expression, int found) =>
        Assert.Equal(found, BannedCalls.Impure(Planted($"class A {{ object M() => {expression}; }}")).Count());

    [Theory]
    [InlineData("task.Result", 1)]
    [InlineData("task.Wait()", 1)]
    [InlineData("task.GetAwaiter().GetResult()", 1)]
    [InlineData("Reason.Wait", 0)]
    [InlineData("await task", 0)]
    public void Waiting_that_holds_a_thread_is_found(string expression, int found) =>
        Assert.Equal(found, BannedCalls.Blocking(Planted($"class A {{ async Task<object> M() => {expression}; }}")).Count());

    const string Closed = """
        abstract record Light
        {
            Light() { }
            public sealed record Red : Light;
            public sealed record Green(int Seconds) : Light;
            MATCH
        }
        """;

    [Theory]
    [InlineData("public T Match<T>(Func<Red, T> red, Func<Green, T> green) => this switch { Red r => red(r), Green g => green(g), _ => throw new E() };", 0)]
    [InlineData("public T Match<T>(Func<Red, T> red, Func<Green, T> green) => this switch { Red r => red(r), _ => throw new E() };", 1)]
    [InlineData("public T Match<T>(Func<Red, T> red) => this switch { Red r => red(r), _ => throw new E() };", 2)]
    [InlineData("", 1)]
    public void A_closed_record_whose_Match_misses_a_kind_is_found(string match, int found) =>
        Assert.Equal(found, ClosedKinds.WithoutMatch(Planted(Closed.Replace("MATCH", match, StringComparison.Ordinal))).Count());

    [Fact]
    public void An_event_that_nobody_could_read_back_is_found()
    {
        const string text = """
            [JsonDerivedType(typeof(Paid), "paid")]
            [JsonDerivedType(typeof(Gone), "paid")]
            public abstract record AccountEvent { }
            public sealed record Paid : AccountEvent;
            public sealed record Promised(int Days) : AccountEvent;
            """;
        Assert.Equal(
            ["Promised has no [JsonDerivedType] on AccountEvent", "Gone is registered and is no event", "two kinds are called \"paid\""],
            AccountEvents.Unregistered([Planted(text)]));
    }

    [Theory]
    [InlineData("given == known.Secret", 1)]
    [InlineData("signature != expected", 1)]
    [InlineData("token.Equals(given)", 1)]
    [InlineData("a.SequenceEqual(passwordHmac)", 1)]
    [InlineData("HashOf(token) == known.Hash", 1)]
    [InlineData("Convert.ToHexString(SHA256.HashData(secret)) == kept", 1)]
    [InlineData("Secret.Seal(key, text) == given", 1)]
    [InlineData("string.Equals(given, known.Token, StringComparison.Ordinal)", 1)]
    [InlineData("HashOf(commit) == stored.Hash", 0)]
    [InlineData("token is null", 0)]
    [InlineData("token == null", 0)]
    [InlineData("token.Length == 43", 0)]
    [InlineData("found.Reason == Reason.BadSignature", 0)]
    [InlineData("CryptographicOperations.FixedTimeEquals(signature, expected)", 0)]
    public void A_secret_compared_byte_by_byte_is_found(string expression, int found) =>
        Assert.Equal(found, Secrets.Compared(Planted($"class A {{ bool M() => {expression}; }}")).Count());

    [Theory]
    [InlineData("new Random(7)", 1, 0)]
    [InlineData("Random.Shared.Next()", 1, 0)]
    [InlineData("System.Security.Cryptography.MD5.HashData(bytes)", 0, 0)]
    [InlineData("MD5.HashData(bytes)", 1, 0)]
    [InlineData("Guid.NewGuid()", 1, 0)]
    [InlineData("Path.GetRandomFileName()", 1, 0)]
    [InlineData("RandomNumberGenerator.GetBytes(16)", 0, 1)]
    [InlineData("RandomNumberGenerator.GetHexString(24)", 0, 1)]
    [InlineData("RandomNumberGenerator.GetInt32(1000000)", 0, 1)]
    [InlineData("RandomNumberGenerator.GetBytes(32)", 0, 0)]
    [InlineData("RandomNumberGenerator.GetHexString(64, lowercase: true)", 0, 0)]
    [InlineData("HMACSHA256.HashData(key, bytes)", 0, 0)]
    [InlineData("customer.Random", 0, 0)]
    public void A_secret_that_can_be_guessed_is_found(string expression, int guessable, int tooShort)
    {
        Source planted = Planted($"class A {{ object M() => {expression}; }}");
        Assert.Equal((guessable, tooShort), (Chance.Guessable(planted, mayMakeIds: false).Count(), Chance.Short(planted).Count()));
        Assert.Single(Chance.Short(Planted("class A { const int Size = 16; byte[] New() => RandomNumberGenerator.GetBytes(Size); }")));
        Assert.Empty(Chance.Short(Planted("class A { const int Size = 32; byte[] New() => RandomNumberGenerator.GetBytes(Size); void Fill() => RandomNumberGenerator.Fill(made.AsSpan(0, NonceBytes)); }")));
        Assert.Empty(Chance.Short(Planted("class A { string NewName(int n) => RandomNumberGenerator.GetString(\"abc\", n); }")));
    }

    [Theory]
    [InlineData("bool M(string t) => Regex.IsMatch(t, \"(a+)+$\");", 1)]
    [InlineData("static readonly Regex P = new(\"(a+)+$\");", 1)]
    [InlineData("object M() => new Regex(\"(a+)+$\", RegexOptions.Compiled);", 1)]
    [InlineData("[GeneratedRegex(\"(a+)+$\")] static partial Regex P();", 1)]
    [InlineData("[GeneratedRegex(\"(a+)+$\", RegexOptions.NonBacktracking)] static partial Regex P();", 0)]
    [InlineData("static readonly Regex P = new(\"(a+)+$\", RegexOptions.None, TimeSpan.FromMilliseconds(100));", 0)]
    [InlineData("const RegexOptions Plain = RegexOptions.NonBacktracking; [GeneratedRegex(\"(a+)+$\", Plain)] static partial Regex P();", 0)]
    public void A_pattern_without_a_bound_is_found(string member, int found) => Assert.Equal(found, Patterns.Unbounded(Planted($"partial class A {{ {member} }}")).Count());

    [Theory]
    [InlineData("see [b](b.md)", 1)]
    [InlineData("see [a](../README.md#start)", 0)]
    [InlineData("see [a](../README.md#end)", 1)]
    [InlineData("see [here](#a-heading)\n# A heading", 0)]
    [InlineData("see [far](https://example.com/x)", 0)]
    [InlineData("```\n[not](a.link)\n```", 0)]
    public void A_link_that_leads_nowhere_is_found(string text, int found) =>
        Assert.Equal(found, Pages.DeadLinks("docs/a.md", text, p => p switch { "README.md" => "# Start", "docs/a.md" => text, _ => null }).Count());

    [Theory]
    [InlineData("Task M(int a, CancellationToken cancel);", 0)]
    [InlineData("Task M(int a, CancellationToken cancel = default);", 1)]
    [InlineData("Task M(CancellationToken cancel, int a);", 1)]
    [InlineData("Task M(CancellationToken token);", 1)]
    [InlineData("Task M(CancellationToken cancel, int most = 10);", 0)]
    public void A_call_that_nobody_can_end_is_found(string member, int found) => Assert.Equal(found, Leftovers.Cancels(Planted($"interface IA {{ {member} }}")).Count());

    [Fact]
    public void A_note_to_oneself_and_a_private_host_are_found()
    {
        Assert.Single(Leftovers.Notes("src/A.cs", "// TO" + "DO: mend"));
        Assert.Empty(Leftovers.Notes("src/A.cs", "// mastodon"));
        Assert.Equal(2, Leftovers.PrivateHosts("src/A.cs", "https://packages.corp" + "/x and 10." + "1.2.3").Count());
        Assert.Empty(Leftovers.PrivateHosts("src/A.cs", "internal sealed 10.0.14 a.internally"));
    }

    [Fact]
    public void A_path_of_one_machine_is_found()
    {
        Assert.Single(Pages.LocalPaths("docs/a.md", "look in /ho" + "me/me/collections"));
        Assert.Empty(Pages.LocalPaths("docs/a.md", "look in data/outbox"));
    }

    [Theory]
    [InlineData("see `src/Engine/Gate.cs`", 0)]
    [InlineData("see `src/Engine/Door.cs`", 1)]
    [InlineData("see `src/Engine/`", 0)]
    [InlineData("say `promise open`", 0)]
    public void A_file_that_is_named_and_not_there_is_found(string text, int found) =>
        Assert.Equal(found, Pages.AbsentFiles("docs/a.md", text, ["src/Engine/Gate.cs"]).Count());

    [Fact]
    public void A_command_or_option_that_does_not_exist_is_found()
    {
        CommandLines known = CommandLines.Of([Planted("class A { Command B() { Command add = new(\"add\", \"\"); return new(\"ledger\", \"\") { add }; } Option<string> Zone = new(\"--zone\"); }")]);

        Assert.Empty(known.Unknown("README.md", "$ collections ledger add uk --zone Europe/London"));
        Assert.Contains("'ledgr'", Assert.Single(known.Unknown("README.md", "$ collections ledgr add")), StringComparison.Ordinal);
        Assert.Contains("'--zona'", Assert.Single(known.Unknown("README.md", "$ collections ledger add uk \\\n    --zona X")), StringComparison.Ordinal);
        Assert.Equal(["add"], known.LeftOut("$ collections ledger list"));
    }
}
