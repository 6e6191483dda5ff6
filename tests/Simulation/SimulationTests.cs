using Xunit.Abstractions;

namespace Collections.Simulation;

/// <summary>Whole worlds lived by the engine that ships, with hosts that die at every await and stores, providers and clocks that fail. The command of this project lives thousands.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_seed_that_once_failed_holds(int seed)
    {
        Life life = Life.Of(seed);
        Assert.True(life.Broken is null, $"seed {seed}: {life.Broken}\n{string.Join('\n', life.Lately)}");
    }

    [Fact]
    public void The_same_seed_lives_the_same_life_to_the_last_event()
    {
        Life first = Life.Of(77);
        output.WriteLine($"seed 77: {first.Transcript}, {first.Tally.Of("commits")} commits, {first.Tally.Of("calls")} calls");

        Assert.Equal(first.Transcript, Life.Of(77).Transcript);
        Assert.NotEqual(first.Transcript, Life.Of(78).Transcript);
    }
}
