using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collections.Accounting.Connecting;

/// <summary>The two tokens of a connection. A class, not a record: a record prints its members.</summary>
internal sealed class Tokens
{
    public required string Access { get; init; }
    public required string Refresh { get; init; }
}

/// <summary>Encrypts tokens for the store with AES-256-GCM. Of several keys the first seals and all open, so that a key can be replaced. What is sealed for one source
/// does not open for another.</summary>
internal sealed class TokenSeal(ImmutableArray<byte[]> keys, string source)
{
    const int NonceBytes = 12, TagBytes = 16;
    readonly byte[] bound = Encoding.UTF8.GetBytes("collections:" + source);

    internal string Seal(Tokens tokens)
    {
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(tokens), made = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.GetBytes(32).AsSpan(0, NonceBytes).CopyTo(made);
        using AesGcm aes = new(keys[0], TagBytes);
        aes.Encrypt(made.AsSpan(0, NonceBytes), plain, made.AsSpan(NonceBytes + TagBytes), made.AsSpan(NonceBytes, TagBytes), bound);
        return Convert.ToBase64String(made);
    }

    /// <summary>Null where no key opens it: the key was taken out of the settings, or the row was changed.</summary>
    internal Tokens? Open(string made)
    {
        byte[] bytes = new byte[made.Length];
        if (!Convert.TryFromBase64String(made, bytes, out int length) || length <= NonceBytes + TagBytes) return null;
        byte[] plain = new byte[length - NonceBytes - TagBytes];
        foreach (byte[] key in keys)
        {
            try
            {
                using AesGcm aes = new(key, TagBytes);
                aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes, plain.Length), bytes.AsSpan(NonceBytes, TagBytes), plain, bound);
                return JsonSerializer.Deserialize<Tokens>(plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                // sealed with another key
            }
        }
        return null;
    }
}
