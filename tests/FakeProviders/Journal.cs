using System.Text.Json;

namespace Collections.FakeProviders;

/// <summary>What a provider really took, on disk before it answers: the truth that a test holds our own records against, also after a kill.</summary>
public sealed class Journal : IDisposable
{
    readonly FileStream file;
    readonly Lock gate = new();

    /// <summary>Appends to a file; a file that is there goes on.</summary>
    public Journal(string path) => file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

    /// <summary>Writes one line and waits for the disk.</summary>
    public void Write(object line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'];
        lock (gate)
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();
}
