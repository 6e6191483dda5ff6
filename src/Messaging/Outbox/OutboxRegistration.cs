using Collections.Domain;
using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collections.Messaging.Outbox;

/// <summary>How a host takes the outbox.</summary>
public static class OutboxRegistration
{
    /// <summary>Email and SMS go into files below <paramref name="folder"/>, a folder a ledger; nothing leaves the machine.</summary>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    public static IServiceCollection AddOutbox(this IServiceCollection services, string folder) =>
        services.AddOutbox(folder, Channel.Email).AddOutbox(folder, Channel.Sms);

    /// <summary>One channel alone, where the other has a provider.</summary>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    public static IServiceCollection AddOutbox(this IServiceCollection services, string folder, Channel channel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string root = Path.GetFullPath(folder);
        Directory.CreateDirectory(root);
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ISendMessages>(all => new OutboxChannel(root, channel, all.GetRequiredService<TimeProvider>()));
    }
}
