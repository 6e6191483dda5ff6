using System.Collections.Immutable;
using Collections.Accounting.BusinessCentral;
using Collections.Accounting.QuickBooks;
using Collections.Accounting.StandardWebhooks;
using Collections.Accounting.Stripe;
using Collections.Accounting.Xero;
using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collections.Accounting;

/// <summary>How a host connects its ledgers to the software that keeps them. Each call takes all ledgers of one kind, because a route names the ledger.</summary>
public static class Connectors
{
    /// <summary>Registers Xero's webhook, and the poll and the reading of single objects of each ledger.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddXero(this IServiceCollection services, ImmutableArray<XeroOptions> ledgers)
    {
        foreach (XeroOptions options in ledgers)
        {
            options.Check();
            services.AddSingleton<IPollSource>(all => new XeroPoll(options, new XeroApi(options, Call(all)))).AddSingleton<IObjectSource>(all => new XeroApi(options, Call(all)));
        }
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IInboundSource>(new XeroWebhook(ledgers));
    }

    /// <summary>Registers QuickBooks Online's webhook, and the poll and the reading of single objects of each ledger.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddQuickBooks(this IServiceCollection services, ImmutableArray<QuickBooksOptions> ledgers)
    {
        foreach (QuickBooksOptions options in ledgers)
        {
            options.Check();
            services.AddSingleton<IPollSource>(all => new QuickBooksPoll(options, QuickBooks(options, all))).AddSingleton<IObjectSource>(all => QuickBooks(options, all));
        }
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IInboundSource>(new QuickBooksWebhook(ledgers));
    }

    /// <summary>Registers Stripe's webhook, and the poll and the reading of single objects of each ledger.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddStripe(this IServiceCollection services, ImmutableArray<StripeOptions> ledgers)
    {
        foreach (StripeOptions options in ledgers)
        {
            options.Check();
            services.AddSingleton<IPollSource>(all => new StripePoll(options, Stripe(options, all))).AddSingleton<IObjectSource>(all => Stripe(options, all));
        }
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IInboundSource>(new StripeWebhook(ledgers));
    }

    /// <summary>Registers the webhook for any other system.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddStandardWebhooks(this IServiceCollection services, ImmutableArray<StandardWebhooksOptions> ledgers)
    {
        foreach (StandardWebhooksOptions options in ledgers) options.Check();
        return services.AddSingleton<IInboundSource>(new StandardWebhook(ledgers));
    }

    /// <summary>Registers Business Central's notifications.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddBusinessCentral(this IServiceCollection services, ImmutableArray<BusinessCentralOptions> ledgers)
    {
        foreach (BusinessCentralOptions options in ledgers) options.Check();
        return services.AddSingleton<IInboundSource>(new BusinessCentralWebhook(ledgers));
    }

    static QuickBooksApi QuickBooks(QuickBooksOptions options, IServiceProvider all) =>
        new(options, new SourceCall(SourceCall.Handler(), all.GetRequiredService<TimeProvider>(), QuickBooksApi.IsThrottled));

    static StripeApi Stripe(StripeOptions options, IServiceProvider all) => new(options, Call(all), all.GetRequiredService<TimeProvider>());

    static SourceCall Call(IServiceProvider all) => new(SourceCall.Handler(), all.GetRequiredService<TimeProvider>());
}
