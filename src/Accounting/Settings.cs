using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Collections.Accounting;

/// <summary>Checks settings at start and lists every fault at once, without ever repeating a secret.</summary>
internal sealed class Settings(string source)
{
    readonly List<string> faults = [];

    internal void Require(bool holds, string fault)
    {
        if (!holds) faults.Add($"{source}: {fault}");
    }

    /// <summary>A token must not travel in the clear; loopback is where fakes live.</summary>
    internal void Secure(Uri? address, string name) => Require(
        address is { IsAbsoluteUri: true } && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)) && address.UserInfo.Length == 0
        && address.Query.Length == 0 && address.Fragment.Length == 0,
        $"{name} must be an https address (http on loopback alone) without user, query and fragment");

    internal void Secrets(ImmutableArray<string> secrets, string name)
    {
        Require(!secrets.IsDefault, $"{name} is missing");
        if (!secrets.IsDefault) Require(secrets.All(s => s is { Length: >= 8 }), $"{name} holds an empty secret or one of fewer than 8 characters");
    }

    internal void Ledger(string? id) => Require(id is { Length: > 0 }, "LedgerId is missing");

    internal void ThrowIfAny(Type options)
    {
        if (faults.Count > 0) throw new OptionsValidationException(source, options, faults);
    }
}
