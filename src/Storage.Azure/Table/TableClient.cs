using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Collections.Engine;

namespace Collections.Storage.Azure.Table;

/// <summary>The calls of the Table service that the stores need, over Azure.Core's pipeline, and nothing else.</summary>
internal sealed class TableClient(Uri endpoint, HttpPipeline pipeline)
{
    const string Plain = "application/json;odata=nometadata", WithETags = "application/json;odata=minimalmetadata";
    readonly string root = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Makes a table; one that exists is left as it is.</summary>
    public async Task CreateAsync(string table, CancellationToken cancel)
    {
        using HttpMessage message = Message("create table", RequestMethod.Post, "/Tables", Plain);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes($"{{\"TableName\":\"{table}\"}}"));
        await SendAsync(message, cancel);
        if (message.Response.Status != 409) Refuse(message.Response);
    }

    /// <summary>One row by its keys; null when it does not exist.</summary>
    public async Task<TableRow?> GetAsync(string table, string partition, string key, CancellationToken cancel, string? select = null)
    {
        using HttpMessage message = Message("point read", RequestMethod.Get, RowPath(table, partition, key), Plain);
        if (select is not null) message.Request.Uri.AppendQuery("$select", "PartitionKey,RowKey," + select, true);
        await SendAsync(message, cancel);
        if (message.Response.Status == 404 && !IsNoTable(TableGroup.CodeOf(message.Response.Content.ToString()))) return null;
        Refuse(message.Response);
        using JsonDocument json = Parse(message.Response);
        TableRow row = TableRow.Read(json.RootElement);
        if (message.Response.Headers.TryGetValue("ETag", out string? etag)) row.ETag = etag;
        return row;
    }

    /// <summary>Rows of a partition by rising key, page by page. Each page asked for is one transaction.</summary>
    public async IAsyncEnumerable<TableRow> QueryAsync(string table, RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? nextPartition = null, nextRow = null;
        int left = range.Most;
        do
        {
            using HttpMessage message = Message("query", RequestMethod.Get, $"/{table}()", range.WithETags ? WithETags : Plain);
            message.Request.Uri.AppendQuery("$filter", range.Filter, true);
            if (range.Select is not null) message.Request.Uri.AppendQuery("$select", "PartitionKey,RowKey," + range.Select, true);
            message.Request.Uri.AppendQuery("$top", Math.Min(left, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture), true);
            if (nextPartition is not null) message.Request.Uri.AppendQuery("NextPartitionKey", nextPartition, true);
            if (nextRow is not null) message.Request.Uri.AppendQuery("NextRowKey", nextRow, true);
            await SendAsync(message, cancel);
            Refuse(message.Response);
            nextPartition = Header(message.Response, "x-ms-continuation-NextPartitionKey");
            nextRow = Header(message.Response, "x-ms-continuation-NextRowKey");
            using JsonDocument json = Parse(message.Response);
            foreach (JsonElement row in json.RootElement.GetProperty("value").EnumerateArray())
            {
                yield return TableRow.Read(row);
                if (--left == 0) yield break;
            }
        }
        while (nextPartition is not null);
    }

    /// <summary>All rows of a range at once.</summary>
    public async Task<List<TableRow>> ListAsync(string table, RowRange range, CancellationToken cancel)
    {
        List<TableRow> rows = [];
        await foreach (TableRow row in QueryAsync(table, range, cancel)) rows.Add(row);
        return rows;
    }

    /// <summary>Writes rows of one partition, all or none. More than one travel as an entity-group transaction.</summary>
    public Task<WriteAnswer> WriteAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel) =>
        writes.Count == 1 ? WriteOneAsync(table, writes[0], cancel) : WriteGroupAsync(table, writes, cancel);

    async Task<WriteAnswer> WriteOneAsync(string table, TableWrite write, CancellationToken cancel)
    {
        (string verb, string path) = Target(table, write);
        using HttpMessage message = Message(KindOf(write.Kind), RequestMethod.Parse(verb), path, Plain);
        if (write.IfMatch is not null) message.Request.Headers.Add("If-Match", write.IfMatch);
        if (write.Kind == WriteKind.Insert) message.Request.Headers.Add("Prefer", "return-no-content");
        if (write.Kind != WriteKind.Delete)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(TableGroup.Body(write.Row));
        }
        if (await TrySendAsync(message, cancel) is { } unclear) return unclear;
        return EndOf(message.Response.Status) is { } end && !IsNoTable(TableGroup.CodeOf(message.Response.Content.ToString()))
            ? new(end, end == WriteEnd.Written ? -1 : 0, [Header(message.Response, "ETag")], message.Response.ReasonPhrase)
            : throw Refusal(message.Response);
    }

    async Task<WriteAnswer> WriteGroupAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        string boundary = Guid.NewGuid().ToString("N");
        using HttpMessage message = Message("group of writes", RequestMethod.Post, "/$batch", Plain);
        message.Request.Headers.Add("Content-Type", $"multipart/mixed; boundary=batch_{boundary}");
        message.Request.Content = RequestContent.Create(TableGroup.Write(boundary, writes, w => Target(table, w) is var (verb, path) ? (verb, root + path) : default));
        if (await TrySendAsync(message, cancel) is { } unclear) return unclear;
        if (message.Response.Status != 202) return EndOf(message.Response.Status) is WriteEnd.Unclear ? new(WriteEnd.Unclear, -1, [], "") : throw Refusal(message.Response);
        GroupAnswer answer = TableGroup.Read(message.Response.Content.ToString(), writes.Count);
        return answer.Code switch
        {
            null => new(WriteEnd.Unclear, -1, [], "half an answer"),
            { } code when EndOf(code) is { } end && !IsNoTable(answer.Words) => new(end, answer.FailedAt, answer.ETags, answer.Words),
            { } code => throw new TableRefusedException(code, answer.Words),
        };
    }

    static (string Verb, string Path) Target(string table, TableWrite write) => write.Kind switch
    {
        WriteKind.Insert => ("POST", "/" + table),
        WriteKind.Put or WriteKind.Replace => ("PUT", RowPath(table, write.Row.Partition, write.Row.Key)),
        WriteKind.Merge or WriteKind.MergeExisting => ("PATCH", RowPath(table, write.Row.Partition, write.Row.Key)),
        WriteKind.Delete => ("DELETE", RowPath(table, write.Row.Partition, write.Row.Key)),
    };

    /// <summary>A row that is absent is an answer; a table that is absent is a host that was never prepared.</summary>
    static bool IsNoTable(string codeWord) => codeWord == "TableNotFound";

    static string KindOf(WriteKind kind) => kind switch
    {
        WriteKind.Insert => "insert",
        WriteKind.Put => "put",
        WriteKind.Replace => "replace",
        WriteKind.Merge or WriteKind.MergeExisting => "merge",
        WriteKind.Delete => "delete",
    };

    static WriteEnd? EndOf(int status) => status switch
    {
        201 or 202 or 204 => WriteEnd.Written,
        404 => WriteEnd.Missing,
        409 => WriteEnd.Exists,
        412 => WriteEnd.Changed,
        < 300 or 408 or 429 or >= 500 => WriteEnd.Unclear, // 200 answers no write: something else on the way has spoken
        _ => null,
    };

    static string RowPath(string table, string partition, string key) => $"/{table}(PartitionKey='{Quoted(partition)}',RowKey='{Quoted(key)}')";

    static string Quoted(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out string? value) ? value : null;

    HttpMessage Message(string kind, RequestMethod method, string path, string accept)
    {
        HttpMessage message = pipeline.CreateMessage();
        message.SetProperty(MeterPolicy.Kind, kind);
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(root + path));
        message.Request.Headers.Add("Accept", accept);
        message.Request.Headers.Add("x-ms-version", "2019-02-02");
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("MaxDataServiceVersion", "3.0;NetFx");
        return message;
    }

    /// <summary>For reads, which the pipeline has already repeated: what is still broken is unavailable.</summary>
    async Task SendAsync(HttpMessage message, CancellationToken cancel)
    {
        if (await TrySendAsync(message, cancel) is { } unclear) throw new StoreUnavailableException($"Table storage does not answer: {unclear.Reason}");
        if (message.Response.Status is 408 or 429 or >= 500) throw new StoreUnavailableException($"Table storage answers {message.Response.Status}.");
    }

    async Task<WriteAnswer?> TrySendAsync(HttpMessage message, CancellationToken cancel)
    {
        try
        {
            await pipeline.SendAsync(message, cancel);
            return null;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && fault is RequestFailedException or HttpRequestException or IOException or OperationCanceledException or AggregateException)
        {
            return new(WriteEnd.Unclear, -1, [], fault.GetType().Name);
        }
    }

    static JsonDocument Parse(Response response)
    {
        try
        {
            return JsonDocument.Parse(response.Content);
        }
        catch (JsonException fault)
        {
            throw new StoreUnavailableException("Table storage gives half an answer.", fault);
        }
    }

    static void Refuse(Response response)
    {
        if (response.Status is < 200 or >= 300) throw Refusal(response);
    }

    /// <summary>The service's code word alone: its sentences may repeat what was sent.</summary>
    static TableRefusedException Refusal(Response response) => new(response.Status, TableGroup.CodeOf(response.Content.ToString()));
}

/// <summary>Rows of one partition between two keys.</summary>
/// <param name="Partition">The partition's key.</param>
/// <param name="From">Included; null: from its first row.</param>
/// <param name="To">Excluded; null: to its last row.</param>
/// <param name="Most">At most so many.</param>
/// <param name="Select">Names of the properties that are needed; null: all.</param>
/// <param name="WithETags">True when the rows' ETags are needed.</param>
/// <param name="And">A further condition on properties; null: none.</param>
internal sealed record RowRange(string Partition, string? From = null, string? To = null, int Most = int.MaxValue, string? Select = null, bool WithETags = false, string? And = null)
{
    public string Filter
    {
        get
        {
            StringBuilder filter = new();
            filter.Append("PartitionKey eq '").Append(Doubled(Partition)).Append('\'');
            if (From is not null) filter.Append(" and RowKey ge '").Append(Doubled(From)).Append('\'');
            if (To is not null) filter.Append(" and RowKey lt '").Append(Doubled(To)).Append('\'');
            if (And is not null) filter.Append(" and (").Append(And).Append(')');
            return filter.ToString();
        }
    }

    /// <summary>Every row whose key begins so.</summary>
    public static RowRange Prefix(string partition, string prefix) => new(partition, prefix, prefix + TableKey.End);

    static string Doubled(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
