namespace Collections.Server;

/// <summary>A clock moved by hand: for `--at`, the dry run and the sample ledger. It never persists a tick.</summary>
internal sealed class HandClock(DateTimeOffset at) : TimeProvider
{
    DateTimeOffset now = at.ToUniversalTime();

    /// <summary>Moves forward; a time in the past leaves it where it is.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        if (at > now) now = at.ToUniversalTime();
    }

    public override DateTimeOffset GetUtcNow() => now;
}
