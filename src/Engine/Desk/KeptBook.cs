using System.Text;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The policies of a data folder with every edition that was ever in use: a running ladder finishes under the edition that began it,
/// even when a release or a person has changed the pack since.</summary>
public static class KeptBook
{
    /// <summary>Loads them, and keeps the content of those never seen before.</summary>
    /// <param name="folder">The data folder's own packs; null: those that ship alone.</param>
    public static async Task<PolicyBook> OpenAsync(string? folder, ILedgerStore ledgers, DateTimeOffset now, CancellationToken cancel)
    {
        PolicyBook book = PolicyBook.Load(folder);
        IReadOnlyList<KeptPack> kept = await ledgers.PacksAsync(cancel);
        HashSet<string> known = [.. kept.Select(k => k.ContentId)];
        foreach (LoadedPack pack in book.All.Where(p => !known.Contains(p.ContentId)))
            await ledgers.KeepPackAsync(pack.ContentId, pack.Rules.Pack, pack.Rules.Version, Encoding.UTF8.GetBytes(pack.Files.ToJson()), now, cancel);
        return book.With(kept.Where(k => book.Edition(k.ContentId) is null).Select(k => PackReader.Read(PackFiles.FromJson(Encoding.UTF8.GetString(k.Content))).Pack).OfType<LoadedPack>());
    }
}
