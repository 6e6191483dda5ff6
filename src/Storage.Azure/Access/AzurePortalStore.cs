using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Access;

/// <summary>Customers' links, sessions, sendings and evidence, in the access table. Partitions: "plink" by the first two digits of the hash, "plinks of ACCOUNT"
/// which points to them, "psession" by the first character of the id, "psent" by the address's hash, and "evidence of ACCOUNT" with a row a file and one for each part of its bytes.</summary>
internal sealed class AzurePortalStore(Tables tables) : IPortalStore
{
    const int BytesARow = 600_000; // below the service's 1 MiB a row, base64 and names included

    readonly KeptRows rows = new(tables);

    // The pointer goes first: what is pointed to and absent is nothing, what is there and not pointed to could not be ended.
    public async Task AddLinkAsync(PortalLink link, CancellationToken cancel)
    {
        await PutAsync(KeptRows.Row(LinksOf(link.Account), TableKey.Of(link.Id), new LinkPointer(link.Hash)), cancel);
        if (!await rows.InsertAsync(KeptRows.Row(PartitionOf(link.Hash), TableKey.Of(link.Hash), link), cancel)) throw new InvalidOperationException("The link is there already.");
    }

    public async Task<PortalLink?> LinkAsync(string hash, CancellationToken cancel) => KeptRows.Read<PortalLink>(await rows.GetAsync(PartitionOf(hash), TableKey.Of(hash), cancel));

    public async Task<IReadOnlyList<PortalLink>> LinksOfAsync(AccountId account, CancellationToken cancel)
    {
        List<PortalLink> links = [];
        foreach (TableRow pointer in await tables.Client.ListAsync(tables.Access, new(LinksOf(account)), cancel))
            if (await LinkAsync(KeptRows.Read<LinkPointer>(pointer)!.Hash, cancel) is { } link) links.Add(link);
        return [.. links.OrderByDescending(l => l.CreatedAt).ThenBy(l => l.Id, StringComparer.Ordinal)];
    }

    public async Task<bool> RevokeLinkAsync(AccountId account, string id, DateTimeOffset at, CancellationToken cancel)
    {
        if (KeptRows.Read<LinkPointer>(await rows.GetAsync(LinksOf(account), TableKey.Of(id), cancel)) is not { } pointer) return false;
        return await rows.ChangeAsync<PortalLink>(PartitionOf(pointer.Hash), TableKey.Of(pointer.Hash), l => l.RevokedAt is null ? l with { RevokedAt = at } : null, cancel) is not null;
    }

    public async Task AddSessionAsync(PortalSession session, CancellationToken cancel)
    {
        if (!await rows.InsertAsync(KeptRows.Row(SessionsAt(session.Id), TableKey.Of(session.Id), session), cancel)) throw new InvalidOperationException("The session is there already.");
    }

    public async Task<PortalSession?> SessionAsync(string id, CancellationToken cancel) => KeptRows.Read<PortalSession>(await rows.GetAsync(SessionsAt(id), TableKey.Of(id), cancel));

    public Task<PortalSession?> ChangeSessionAsync(string id, Func<PortalSession, PortalSession?> change, CancellationToken cancel) =>
        rows.ChangeAsync(SessionsAt(id), TableKey.Of(id), change, cancel);

    public async Task<bool> TakeSendingAsync(string address, DateTimeOffset at, SendingLimit limit, CancellationToken cancel) =>
        await rows.PutAsync<Sendings>("psent " + TableKey.Hash(address)[..2], TableKey.Hash(address),
            before => limit.Take(before?.At ?? [], at) is { } after ? new Sendings(after) : null, cancel) is not null;

    // The bytes go first: a file is there when its own row is.
    public async Task AddEvidenceAsync(Evidence file, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (await rows.GetAsync(EvidenceOf(file.Account), "file " + TableKey.Of(file.Id), cancel) is not null) return;
        int parts = 0;
        for (int at = 0; at < content.Length; at += BytesARow)
        {
            TableRow part = new(EvidenceOf(file.Account), PartOf(file.Id, parts++));
            Packed.Into(part, "V", content.Span[at..Math.Min(content.Length, at + BytesARow)]);
            await PutAsync(part, cancel);
        }
        await rows.InsertAsync(KeptRows.Row(EvidenceOf(file.Account), "file " + TableKey.Of(file.Id), new KeptEvidence(file, parts)), cancel);
    }

    public async Task<IReadOnlyList<Evidence>> EvidenceOfAsync(AccountId account, CancellationToken cancel)
    {
        List<TableRow> files = await tables.Client.ListAsync(tables.Access, new(EvidenceOf(account), "file ", "file" + TableKey.End), cancel);
        return [.. files.Select(r => KeptRows.Read<KeptEvidence>(r)!.File).OrderBy(f => f.At).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }

    public async Task<byte[]?> EvidenceContentAsync(AccountId account, string id, CancellationToken cancel)
    {
        if (KeptRows.Read<KeptEvidence>(await rows.GetAsync(EvidenceOf(account), "file " + TableKey.Of(id), cancel)) is not { } kept) return null;
        byte[] content = new byte[kept.File.Size];
        for (int part = 0; part < kept.Parts; part++)
        {
            TableRow row = await rows.GetAsync(EvidenceOf(account), PartOf(id, part), cancel) ?? throw new StoreDamagedException($"A part of the file {id} is missing.");
            Packed.From(row, "V")!.CopyTo(content, part * BytesARow);
        }
        return content;
    }

    Task PutAsync(TableRow row, CancellationToken cancel) => tables.Writes.PutAsync(tables.Access, [TableWrite.Put(row)], cancel);

    static string PartitionOf(string hash) => "plink " + TableKey.Hash(hash)[..2];
    static string LinksOf(AccountId account) => "plinks of " + TableKey.Of(account.Value);
    static string SessionsAt(string id) => "psession " + TableKey.Hash(id)[..2];
    static string EvidenceOf(AccountId account) => "evidence of " + TableKey.Of(account.Value);
    static string PartOf(string id, int part) => $"part {TableKey.Of(id)} {TableKey.Rising(part)}";
}

/// <summary>Where a link is.</summary>
internal sealed record LinkPointer(string Hash);

/// <summary>When something went to an address.</summary>
internal sealed record Sendings(ImmutableArray<DateTimeOffset> At);

/// <summary>A file and the number of rows that hold its bytes.</summary>
internal sealed record KeptEvidence(Evidence File, int Parts);
