using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collections.Engine;

/// <summary>A buffer and its writer, kept by the thread: a sweep writes three texts an account, and a new pair for each was a fifth of its garbage.</summary>
internal sealed class Scratch
{
    const int MostKept = 1024 * 1024;

    [ThreadStatic] static Scratch? free;

    readonly ArrayBufferWriter<byte> buffer = new(4096);
    readonly Utf8JsonWriter writer;
    Scratch? next;

    // Stored text meets no HTML: a plus or an umlaut stays one character instead of six.
    Scratch() => writer = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The bytes that <paramref name="write"/> writes of a value.</summary>
    public static byte[] Bytes<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        Scratch scratch = free ?? new();
        free = scratch.next; // whoever writes within a write gets another
        write(scratch.writer, value);
        scratch.writer.Flush();
        byte[] bytes = scratch.buffer.WrittenSpan.ToArray();
        if (scratch.buffer.Capacity > MostKept) return bytes;
        scratch.buffer.ResetWrittenCount();
        scratch.writer.Reset();
        (scratch.next, free) = (free, scratch);
        return bytes;
    }
}
