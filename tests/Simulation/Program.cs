using System.Globalization;
using Collections.Simulation;

return args switch
{
    ["--seed", var one] when int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) => Runs.One(seed, null),
    ["--seed", var one, "--about", var about] when int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) => Runs.One(seed, about),
    ["--record", var file] => Histories.Record(file, seeds: 40, days: 90),
    _ => Span.Read(args) is { } span ? Runs.Many(span) : Runs.Usage(),
};
