using System.Collections.Immutable;

namespace Collections.Policies;

/// <summary>One exact edition of a pack: its rules, its letters, its worked examples, and the files it was read from.</summary>
public sealed record LoadedPack(PolicyPack Rules, LetterSet Letters, ImmutableArray<PolicyCase> Cases, PackFiles Files)
{
    /// <summary>First 8 hex digits of the SHA-256 of the rules and letters.</summary>
    public string ContentId => Rules.ContentId;
}

/// <summary>What reading gave: the pack, or everything that is wrong with it.</summary>
public sealed record PackReading(LoadedPack? Pack, ImmutableArray<PolicyFault> Faults);
