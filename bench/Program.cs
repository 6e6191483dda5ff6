using System.Text.Json;
using Collections.Bench;

// Without arguments, or with --json: every figure, each measured in a process of its own. With --part NAME: one part, in this process.
return args switch
{
    ["--part", var part, .. var rest] => await Part.RunAsync(part, rest),
    _ => await Figures.PrintAsync(quick: args.Contains("--quick"), only: args.Where(a => !a.StartsWith('-')).ToHashSet()),
};
