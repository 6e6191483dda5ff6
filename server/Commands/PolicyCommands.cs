using System.CommandLine;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;

namespace Collections.Server;

/// <summary>policy check | schema | publish.</summary>
internal static class PolicyCommands
{
    static readonly Argument<string?> Pack = new("pack") { Description = "A pack's name, or the folder of one; all without it", Arity = ArgumentArity.ZeroOrOne };

    public static Command Build()
    {
        Option<string> creditor = new("--creditor") { Description = "Who publishes the rules", DefaultValueFactory = _ => "the creditor" };
        Option<string?> language = new("--language") { Description = "en, de; the pack's first without it" };
        Command check = AccountCommands.Make("check", "Find every fault of a pack at once, each with where and how to mend it", Check, Pack);
        Command schema = AccountCommands.Make("schema", "The JSON schema of pack.json", call =>
        {
            call.Out.WriteLine(PolicySchema.Write());
            return Task.FromResult(0);
        });
        Command publish = AccountCommands.Make("publish", "The rules as a customer may read them beforehand", call =>
        {
            foreach (LoadedPack pack in Readings(call).Select(r => r.Reading.Pack).OfType<LoadedPack>()) call.Out.WriteLine(PolicyNotice.Write(pack, call.Get(creditor)!, call.Get(language)));
            return Task.FromResult(0);
        }, Pack, creditor, language);
        return new("policy", "Check, describe and publish policy packs") { check, schema, publish };
    }

    static Task<int> Check(Invocation call)
    {
        DateOnly today = SendTime.DateIn(TimeZoneInfo.Utc, call.Now);
        List<(string Pack, PolicyFault Fault)> faults = [];
        if (call.Get(Pack) is { } folder && Directory.Exists(folder))
            faults.AddRange(PolicyLint.Check(PackFiles.FromFolder(folder), call.Folder.Book.Holidays, today).Select(f => (NameOf(folder), f)));
        else
            foreach ((string name, PackReading reading) in Readings(call))
            {
                faults.AddRange(reading.Faults.Select(f => (name, f)));
                if (reading.Pack is { } pack) faults.AddRange(PolicyLint.Check(pack, call.Folder.Book.Holidays, today).Select(f => (name, f)));
            }
        call.Print(faults.Select(f => new { pack = f.Pack, f.Fault.Where, f.Fault.What, f.Fault.Cure, f.Fault.Stops }), () =>
        {
            foreach ((string name, PolicyFault fault) in faults) call.Out.WriteLine($"{name}: {fault.Where}: {fault.What}. {fault.Cure}.{(fault.Stops ? "" : " (advice)")}");
            call.Out.WriteLine(faults.Count == 0 ? "No fault." : $"{faults.Count} faults.");
        });
        return Task.FromResult(faults.Any(f => f.Fault.Stops) ? 2 : 0);
    }

    static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    static IEnumerable<(string Name, PackReading Reading)> Readings(Invocation call)
    {
        if (call.Get(Pack) is not { } named) return call.Folder.Book.All.Select(p => (p.Rules.Pack, new PackReading(p, []))).Concat(call.Folder.Book.Faults.Select(f => ("", new PackReading(null, [f]))));
        if (Directory.Exists(named)) return [(NameOf(named), PackReader.ReadFolder(named))];
        return call.Folder.Book.Current(named) is { } pack ? [(named, new PackReading(pack, []))] : throw new BadInputException("pack", $"there is no pack '{named}'", $"name a folder, or one of: {string.Join(", ", call.Folder.Book.All.Select(p => p.Rules.Pack))}");
    }
}
