using System.Text;
using Collections.Engine;
using Collections.Policies;

namespace Collections.Server;

/// <summary>The policies of a data folder with every edition that was ever in use: a running ladder finishes under the edition that began it,
/// even when a release or a person has changed the pack since.</summary>
internal static class KeptBook
{
    public static async Task<PolicyBook> OpenAsync(string folder, ILedgerStore ledgers, DateTimeOffset now, CancellationToken cancel)
    {
        PolicyBook book = PolicyBook.Load(folder);
        IReadOnlyList<KeptPack> kept = await ledgers.PacksAsync(cancel);
        HashSet<string> known = [.. kept.Select(k => k.ContentId)];
        foreach (LoadedPack pack in book.All.Where(p => !known.Contains(p.ContentId)))
            await ledgers.KeepPackAsync(pack.ContentId, pack.Rules.Pack, pack.Rules.Version, Encoding.UTF8.GetBytes(pack.Files.ToJson()), now, cancel);
        return book.With(kept.Where(k => book.Edition(k.ContentId) is null).Select(k => PackReader.Read(PackFiles.FromJson(Encoding.UTF8.GetString(k.Content))).Pack).OfType<LoadedPack>());
    }
}
