using System.Security.Cryptography;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Portal;

/// <summary>A file as it came, known by its content.</summary>
internal sealed record ReadFile(string Name, string Type, byte[] Content);

/// <summary>Tells a file by its bytes: what it calls itself, and what the browser says it is, count for nothing.</summary>
internal static class EvidenceFiles
{
    public const int MostAtOnce = 3;

    static readonly byte[] PngBegins = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], PngEnds = [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];
    static readonly byte[] JpegBegins = [0xFF, 0xD8, 0xFF], JpegEnds = [0xFF, 0xD9];

    /// <summary>The media type of what begins and ends as a PDF, PNG or JPEG; null for anything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8) && content[^Math.Min(1024, content.Length)..].IndexOf("%%EOF"u8) >= 0) return "application/pdf";
        if (content.StartsWith(PngBegins) && content.Length > 33 && content[12..].StartsWith("IHDR"u8) && content.EndsWith(PngEnds)) return "image/png";
        if (content.StartsWith(JpegBegins) && content[^Math.Min(4096, content.Length)..].LastIndexOf(JpegEnds) >= 0) return "image/jpeg";
        return null;
    }

    /// <summary>The ending of a download's name, from its type alone.</summary>
    public static string EndingOf(string type) => type switch { "application/pdf" => "pdf", "image/png" => "png", "image/jpeg" => "jpg", _ => "bin" };

    public static async Task<(IReadOnlyList<ReadFile> Files, IReadOnlyList<Fault> Faults)> ReadAsync(IFormFileCollection sent, Tongue say, CancellationToken cancel)
    {
        IFormFile[] chosen = [.. sent.Where(f => f.Name == "files" && (f.Length > 0 || f.FileName.Length > 0))];
        List<ReadFile> files = [];
        List<Fault> faults = [];
        if (chosen.Length > MostAtOnce) return ([], [new("files", say[$"Please send at most {MostAtOnce} files at once.", $"Bitte senden Sie höchstens {MostAtOnce} Dateien auf einmal."])]);
        foreach (IFormFile file in chosen)
        {
            string name = CleanText.Line(Path.GetFileName(file.FileName.Replace('\\', '/')), 100);
            if (file.Length > FormGuard.MostBytesAFile) faults.Add(new("files", say[$"{name} is larger than 5 MB.", $"{name} ist größer als 5 MB."]));
            else if (await BytesAsync(file, cancel) is var content && TypeOf(content) is { } type) files.Add(new(name.Length > 0 ? name : "file", type, content));
            else faults.Add(new("files", say[$"{name} is no PDF, PNG or JPEG.", $"{name} ist kein PDF, PNG oder JPEG."]));
        }
        return (files, faults);
    }

    static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancel)
    {
        byte[] content = new byte[file.Length];
        await using Stream stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancel);
        return content;
    }
}

/// <summary>Keeps what customers send, beside the accounts and out of reach of any address but that of the staff's download.</summary>
internal sealed class EvidenceDesk(IPortalStore portal, ILedgerStore ledgers, TimeProvider clock)
{
    const int MostAnAccount = 60;

    public async Task<bool> HasRoomAsync(AccountId account, int files, CancellationToken cancel) =>
        files == 0 || (await portal.EvidenceOfAsync(account, cancel)).Count + files <= MostAnAccount;

    /// <summary>Keeps files about a dispute or request; the same bytes about the same thing are kept once.</summary>
    public async Task KeepAsync(Visit visit, string about, IReadOnlyList<ReadFile> files, CancellationToken cancel)
    {
        IReadOnlyList<Evidence> known = files.Count == 0 ? [] : await portal.EvidenceOfAsync(visit.Account.Id, cancel);
        foreach (ReadFile file in files)
        {
            string sum = Convert.ToHexStringLower(SHA256.HashData(file.Content));
            if (known.Any(k => k.About == about && k.Sha256 == sum)) continue;
            Evidence kept = new(Secret.NewName(12), visit.Account.Id, visit.Ledger.Id, about, file.Name, file.Type, file.Content.Length, sum, clock.GetUtcNow());
            await portal.AddEvidenceAsync(kept, file.Content, cancel);
            await ledgers.AuditAsync(visit.Ledger.Id, new(clock.GetUtcNow(), visit.Visitor.Origin.By, "evidence-received", $"{kept.Id} about {about} of account {visit.Account.Id}"), cancel);
        }
    }
}
