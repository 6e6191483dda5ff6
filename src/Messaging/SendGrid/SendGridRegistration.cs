using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collections.Messaging.SendGrid;

/// <summary>How a host takes SendGrid as its email provider.</summary>
public static class SendGridRegistration
{
    /// <summary>Registers the channel, the recall of final notices, both webhooks and the suppression poll.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddSendGrid(this IServiceCollection services, SendGridOptions options)
    {
        options.Check();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(all => new SendGridApi(options, new ProviderCall(ProviderCall.Handler(), all.GetRequiredService<TimeProvider>(), ProviderCall.Timeout)));
        services.AddSingleton<ISendMessages>(all => new SendGridChannel(all.GetRequiredService<SendGridApi>(), options));
        services.AddSingleton<IRecallMessages>(all => new SendGridRecall(all.GetRequiredService<SendGridApi>(), options));
        services.AddSingleton<IPollSource>(all => new SendGridSuppressions(all.GetRequiredService<SendGridApi>()));
        services.AddSingleton<IInboundSource>(new SendGridEvents(options));
        return services.AddSingleton<IInboundSource>(new SendGridInbound(options));
    }
}
