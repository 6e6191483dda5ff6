using Collections.Engine;
using Collections.Simulation.Running;
using Collections.Simulation.Outside;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Hosts;

/// <summary>From one life of a host to the store and back. What has left the host goes on in the world, whether the host still lives or not.</summary>
internal sealed class Wire(World world, Incarnation host)
{
    public Incarnation Host => host;

    public World World => world;

    public Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        TaskCompletionSource<T> reply = new();
        world.Loop.After(world.Weather.WayOrSlow(), () =>
        {
            if (host.IsDead) return;
            if (world.Weather.OfRead() != StoreEnd.Well) reply.SetException(new StoreUnavailableException("503"));
            else reply.SetResult(read().Result);
        });
        return reply.Task;
    }

    /// <param name="landed">In the moment in which the write has taken effect.</param>
    public Task<T> WriteAsync<T>(Func<T> write, Action<T>? landed = null)
    {
        TaskCompletionSource<T> reply = new();
        world.Loop.After(world.Weather.WayOrSlow(), () =>
        {
            StoreEnd end = world.Weather.OfWrite();
            TimeSpan back = end is StoreEnd.LostBefore or StoreEnd.LostAfter ? TimeSpan.FromSeconds(1 + world.Random.Next(9)) : world.Weather.Way();
            if (end is StoreEnd.RefusedBefore or StoreEnd.LostBefore)
            {
                Fail(reply, back);
                return;
            }
            T result;
            try
            {
                result = write();
            }
            catch (Exception refused)
            {
                world.Loop.After(back, () => reply.SetException(refused));
                return;
            }
            landed?.Invoke(result);
            if (end == StoreEnd.LostAfter) Fail(reply, back);
            else world.Loop.After(back, () => reply.SetResult(result));
        });
        return reply.Task;
    }

    public Task WriteAsync(Action write, Action? landed = null) => WriteAsync(() => { write(); return true; }, _ => landed?.Invoke());

    void Fail<T>(TaskCompletionSource<T> reply, TimeSpan back) => world.Loop.After(back, () => reply.SetException(new StoreUnavailableException("no clear answer")));

    /// <summary>What a dead host waits for.</summary>
    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    public bool Crash(CrashPoint point) => world.Crash(host, point);
}
