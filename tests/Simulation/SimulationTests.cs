using System.Diagnostics;
using Xunit.Abstractions;

namespace Collections.Simulation;

/// <summary>Whole worlds lived by the engine that ships, with every invariant checked at every commit and every call.</summary>
public sealed class TwoYearsTests(ITestOutputHelper output)
{
    [Fact]
    public Task Five_hundred_customers_live_through_two_years_and_nothing_that_must_hold_is_broken() => Lives.LiveAsync(new(20250106, 500, 730), output);
}

/// <summary>Smaller worlds, more seeds. A seed that ever failed stays.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public Task Forty_customers_live_through_a_year(int seed) => Lives.LiveAsync(new(seed, 40, 365), output);

    [Fact]
    public async Task The_same_seed_lives_the_same_life_to_the_last_letter()
    {
        string first = await Lives.LiveAsync(new(77, 30, 150), output);

        Assert.Equal(first, await Lives.LiveAsync(new(77, 30, 150), output));
        Assert.NotEqual(first, await Lives.LiveAsync(new(78, 30, 150), output));
    }
}

internal static class Lives
{
    public static async Task<string> LiveAsync(Size size, ITestOutputHelper output)
    {
        Stopwatch watch = Stopwatch.StartNew();
        World world = await World.OpenAsync(size);
        string hash = await world.LiveAsync();
        output.WriteLine($"seed {size.Seed}: {size.Accounts} accounts x {size.Days} days = {size.Accounts * size.Days} account-days, {world.Commits} commits, {world.Calls} calls "
            + $"({world.Provider.Unclear} unclear, {world.Provider.Refused} refused, {world.Provider.Later} later, {world.Provider.Bounced} bounced), {world.Deaths} deaths, "
            + $"{world.Customers.Staff.Blacklisted} blacklisted, {world.Customers.Refusals} inputs refused, transcript {hash}, {watch.Elapsed.TotalSeconds:F1} s");
        Assert.True(world.Calls > size.Accounts, "a world without messages shows nothing");
        return hash;
    }
}
