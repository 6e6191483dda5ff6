using System.Collections.Immutable;

namespace Collections.Engine.Cases;

/// <summary>How a worked case came out.</summary>
public enum CaseOutcome
{
    /// <summary>Every expected field equals what the product gives.</summary>
    Pass,
    /// <summary>At least one expected field differs.</summary>
    Differs,
    /// <summary>The family (the letters that begin the id) is not one we calculate.</summary>
    UnknownFamily,
    /// <summary>The family is known, but no rule fits these inputs, or a field is asked for that no rule gives.</summary>
    UnknownShape,
}

/// <summary>One expected field beside what the product gave, both as text; <paramref name="Got"/> is null when no rule gives that field.</summary>
public sealed record CaseField(string Name, string Expected, string? Got, bool IsEqual);

/// <summary>One worked case, calculated. <paramref name="Problem"/> says in words what kept it from being calculated; null otherwise.</summary>
public sealed record CaseResult(string Id, string Name, CaseOutcome Outcome, ImmutableArray<CaseField> Fields, string? Problem);
