using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Collections.Messaging;

/// <summary>Checks settings at start and lists every fault at once, without ever repeating a secret.</summary>
internal sealed class Settings(string provider)
{
    readonly List<string> faults = [];

    internal void Require(bool holds, string fault)
    {
        if (!holds) faults.Add($"{provider}: {fault}");
    }

    /// <summary>A key or a letter must not travel in the clear; loopback is where fakes live.</summary>
    internal void Secure(Uri? address, string name) => Require(
        address is { IsAbsoluteUri: true } && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)) && address.UserInfo.Length == 0
        && address.Query.Length == 0 && address.Fragment.Length == 0,
        $"{name} must be an https address (http on loopback alone) without user, query and fragment");

    internal void PublicKeys(IEnumerable<string> keys, string name)
    {
        foreach ((int at, string key) in keys.Index())
            Require(IsPublicKey(key), $"{name}[{at}] is no ECDSA P-256 public key in base64");
    }

    internal void ThrowIfAny(Type options)
    {
        if (faults.Count > 0) throw new OptionsValidationException(provider, options, faults);
    }

    static bool IsPublicKey(string key)
    {
        using ECDsa ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return ecdsa.KeySize == 256;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
