using Xunit.Abstractions;

namespace Collections.Simulation;

/// <summary>Whole worlds lived by the engine that ships, with hosts that die at every await and stores, providers and clocks that fail. The command of this project lives thousands.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)] // a notice of unknown fate that a person looked up and settled as sent warned
    [InlineData(25)] // a message settled as not sent lost count of its one automatic re-send
    [InlineData(50)]
    [InlineData(70)] // a letter that the provider told of as blocked, before its answer came, went the same way again every day
    [InlineData(132)] // a level that bounced at its second recipient went to the first again, who had bounced before
    [InlineData(91)] // HELP asked twice in a day was answered under one message id
    [InlineData(299)] // a level settled as not sent while the next was on its way was begun below it
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
