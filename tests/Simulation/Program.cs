using System.Diagnostics;
using System.Globalization;
using Collections.Simulation;
using Collections.Simulation.Watching;

return args switch
{
    ["--seed", var one] when int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) => Runs.One(seed, null),
    ["--seed", var one, "--about", var about] when int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) => Runs.One(seed, about),
    ["--seeds", var many] when int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out int seeds) => Runs.Many(1, seeds),
    ["--seeds", var many, "--until-broken"] when int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out int seeds) => Runs.Many(1, seeds, untilBroken: true),
    ["--seeds", var many, "--from", var at] when int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out int seeds) && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out int from) => Runs.Many(from, seeds),
    _ => Runs.Usage(),
};
