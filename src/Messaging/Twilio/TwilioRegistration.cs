using Collections.Engine;
using Collections.Policies.Contacting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collections.Messaging.Twilio;

/// <summary>How a host takes Twilio as its SMS provider.</summary>
public static class TwilioRegistration
{
    /// <summary>Registers the channel, the recall of final notices where there is a Messaging Service, both webhooks and the poll for lost ones.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddTwilio(this IServiceCollection services, TwilioOptions options)
    {
        options.Check();
        TwilioInbound inbound = new(options, ContactRuleFile.Own.Keywords);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(all => new TwilioApi(options, new ProviderCall(ProviderCall.Handler(), all.GetRequiredService<TimeProvider>(), ProviderCall.Timeout)));
        services.AddSingleton<ISendMessages>(all => new TwilioChannel(all.GetRequiredService<TwilioApi>(), options));
        if (options.MessagingServiceSid is not null) services.AddSingleton<IRecallMessages>(all => new TwilioRecall(all.GetRequiredService<TwilioApi>(), options));
        services.AddSingleton<IPollSource>(all => new TwilioInboundPoll(all.GetRequiredService<TwilioApi>(), options, inbound));
        services.AddSingleton<IInboundSource>(new TwilioStatus(options));
        return services.AddSingleton<IInboundSource>(inbound);
    }
}
