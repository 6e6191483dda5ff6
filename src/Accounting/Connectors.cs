using Collections.Accounting.BusinessCentral;
using Collections.Accounting.QuickBooks;
using Collections.Accounting.StandardWebhooks;
using Collections.Accounting.Stripe;
using Collections.Accounting.Xero;
using Collections.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collections.Accounting;

/// <summary>How a host connects its ledgers to the software that keeps them. A route names the ledger.</summary>
public static class Connectors
{
    /// <summary>Registers every connector that the settings name: its webhook, its poll, the reading of single objects, and consent where a person gives it. The host registers ILedgerStore
    /// and TimeProvider.</summary>
    /// <exception cref="OptionsValidationException">Settings are wrong; it lists every fault.</exception>
    public static IServiceCollection AddConnectors(this IServiceCollection services, ConnectorSettings settings)
    {
        Check(settings);
        services.AddSingleton<Connections>().AddSingleton<ConnectedSources>(all => all.GetRequiredService<Connections>().SourcesAsync);
        HttpMessageHandler handler = SourceCall.Handler();
        if (settings.Xero is { } xero)
            services.AddSingleton<IConnectLedgers>(all => new XeroConnect(xero, handler, Clock(all)))
                .AddSingleton<IInboundSource>(all => new XeroWebhook(xero.WebhookSecrets, ledger => all.GetRequiredService<Connections>().OrganisationOf(ledger, "xero")));
        if (settings.QuickBooks is { } quickBooks)
            services.AddSingleton<IConnectLedgers>(all => new QuickBooksConnect(quickBooks, handler, Clock(all)))
                .AddSingleton<IInboundSource>(all => new QuickBooksWebhook(quickBooks.WebhookSecrets, ledger => all.GetRequiredService<Connections>().OrganisationOf(ledger, "quickbooks")));
        foreach (StripeOptions stripe in settings.Stripe.Where(s => s.ApiKey is not null))
            services.AddSingleton<IPollSource>(all => new StripePoll(stripe, Stripe(stripe, handler, all))).AddSingleton<IObjectSource>(all => Stripe(stripe, handler, all));
        if (!settings.Stripe.IsEmpty) services.AddSingleton<IInboundSource>(new StripeWebhook(settings.Stripe));
        if (!settings.StandardWebhooks.IsEmpty) services.AddSingleton<IInboundSource>(new StandardWebhook(settings.StandardWebhooks));
        if (!settings.BusinessCentral.IsEmpty) services.AddSingleton<IInboundSource>(new BusinessCentralWebhook(settings.BusinessCentral));
        return services;
    }

    static void Check(ConnectorSettings settings)
    {
        List<string> faults = [.. settings.Faults];
        Try(() => settings.Xero?.Check("xero"));
        Try(() => settings.QuickBooks?.Check("quickbooks"));
        foreach (StripeOptions options in settings.Stripe) Try(options.Check);
        foreach (StandardWebhooksOptions options in settings.StandardWebhooks) Try(options.Check);
        foreach (BusinessCentralOptions options in settings.BusinessCentral) Try(options.Check);
        if (faults.Count > 0) throw new OptionsValidationException("connectors", typeof(ConnectorSettings), faults);

        void Try(Action check)
        {
            try
            {
                check();
            }
            catch (OptionsValidationException wrong)
            {
                faults.AddRange(wrong.Failures);
            }
        }
    }

    static StripeApi Stripe(StripeOptions options, HttpMessageHandler handler, IServiceProvider all) => new(options, new SourceCall(handler, Clock(all)), Clock(all));

    static TimeProvider Clock(IServiceProvider all) => all.GetRequiredService<TimeProvider>();
}
