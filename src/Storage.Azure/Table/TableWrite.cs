namespace Collections.Storage.Azure.Table;

/// <summary>What is done to a row.</summary>
internal enum WriteKind
{
    /// <summary>The row must not exist.</summary>
    Insert,
    /// <summary>Written whole, whatever stood there.</summary>
    Put,
    /// <summary>Written whole, if the row still has its ETag.</summary>
    Replace,
    /// <summary>The given properties are set on the row, which is made if it is absent.</summary>
    Merge,
    /// <summary>The given properties are set on a row that must exist.</summary>
    MergeExisting,
    /// <summary>Removed, if it still has its ETag ("*": whatever it has).</summary>
    Delete,
}

/// <summary>One write of a row.</summary>
internal sealed record TableWrite(WriteKind Kind, TableRow Row, string? IfMatch = null)
{
    public static TableWrite Insert(TableRow row) => new(WriteKind.Insert, row);
    public static TableWrite Put(TableRow row) => new(WriteKind.Put, row);
    public static TableWrite Merge(TableRow row) => new(WriteKind.Merge, row);
    public static TableWrite MergeExisting(TableRow row, string ifMatch = "*") => new(WriteKind.MergeExisting, row, ifMatch);
    public static TableWrite Delete(string partition, string key, string ifMatch = "*") => new(WriteKind.Delete, new(partition, key), ifMatch);

    /// <summary>Inserts when there is no ETag to hold against, else replaces.</summary>
    public static TableWrite Replace(TableRow row, string? ifMatch) => ifMatch is null ? Insert(row) : new(WriteKind.Replace, row, ifMatch);
}

/// <summary>How a write ended, as far as the answer tells.</summary>
internal enum WriteEnd
{
    Written,
    /// <summary>409: a row that was to be inserted exists. It may be our own, of an attempt whose answer was lost.</summary>
    Exists,
    /// <summary>412: the ETag has changed. As above.</summary>
    Changed,
    /// <summary>404: a row that must exist does not. As above, for a delete.</summary>
    Missing,
    /// <summary>No answer, half an answer, 429 or 5xx: it may have been written.</summary>
    Unclear,
}

/// <summary>The answer to a write.</summary>
/// <param name="End">How it ended.</param>
/// <param name="FailedAt">Which write of the transaction failed, from 0; -1 when it is not said.</param>
/// <param name="ETags">Of each write, in order; null for deletes. Empty unless written.</param>
internal sealed record WriteAnswer(WriteEnd End, int FailedAt, IReadOnlyList<string?> ETags, string Reason = "");

/// <summary>The service refused a request for good: a wrong key, a missing right, a row that is too large. Never a matter of trying again.</summary>
public sealed class TableRefusedException(int code, string what) : Exception($"Storage answered {code}: {what}")
{
    /// <summary>The HTTP code.</summary>
    public int Code { get; } = code;
}
