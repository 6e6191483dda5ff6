using System.Collections.Immutable;
using Collections.Accounting;
using Collections.Domain;
using Collections.Engine;
using Collections.Messaging.Outbox;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;

namespace Collections.Server;

/// <summary>Which providers carry the messages, and which software feeds the ledgers: from settings.json in the data folder, then from COLLECTIONS_ environment variables, which win
/// (COLLECTIONS_SendGrid__ApiKey). A channel without a provider goes into the outbox folder.</summary>
internal static class ChannelSettings
{
    public static ServiceProvider Open(string data, string outbox, ILedgerStore ledgers, TimeProvider clock)
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(Path.Combine(data, "settings.json")), optional: true).AddEnvironmentVariables("COLLECTIONS_").Build();
        ServiceCollection services = new();
        ConnectorSettings connectors = ConnectorSettings.Read(name => Text(settings, name));
        services.AddSingleton(clock).AddSingleton(ledgers).AddSingleton(connectors).AddConnectors(connectors);
        if (SendGrid(settings.GetSection("SendGrid")) is { } sendGrid) services.AddSendGrid(sendGrid);
        else services.AddOutbox(outbox, Channel.Email);
        if (Twilio(settings.GetSection("Twilio")) is { } twilio) services.AddTwilio(twilio);
        else services.AddOutbox(outbox, Channel.Sms);
        return services.BuildServiceProvider();
    }

    /// <summary>Nothing leaves the machine and nothing outside is read, whatever the settings say: rehearsals, previews and the sample.</summary>
    public static ServiceProvider OutboxOnly(string outbox, ILedgerStore ledgers, TimeProvider clock) =>
        new ServiceCollection().AddSingleton(clock).AddSingleton(ledgers).AddSingleton<Connections>().AddOutbox(outbox).BuildServiceProvider();

    // Several values may stand in one, with commas, or in a list.
    static string? Text(IConfiguration settings, string name) =>
        settings[name] ?? (settings.GetSection(name).GetChildren().Select(c => c.Value).OfType<string>().ToArray() is [_, ..] list ? string.Join(',', list) : null);

    static SendGridOptions? SendGrid(IConfigurationSection section) => !section.Exists() ? null : new()
    {
        ApiKey = section["ApiKey"] ?? "", BaseAddress = Address(section["BaseAddress"]) ?? new("https://api.sendgrid.com"), EventKeys = All(section, "EventKeys"), InboundKeys = All(section, "InboundKeys"),
        SandboxMode = section.GetValue<bool>("SandboxMode"), ListUnsubscribe = Address(section["ListUnsubscribe"]),
    };

    static TwilioOptions? Twilio(IConfigurationSection section) => !section.Exists() ? null : new()
    {
        AccountSid = section["AccountSid"] ?? "", AuthTokens = All(section, "AuthTokens"), ApiKeySid = section["ApiKeySid"], ApiKeySecret = section["ApiKeySecret"],
        MessagingServiceSid = section["MessagingServiceSid"], InboundNumbers = All(section, "InboundNumbers"), PublicBaseUrl = section["PublicBaseUrl"] ?? "",
        BaseAddress = Address(section["BaseAddress"]) ?? new("https://api.twilio.com"),
    };

    static ImmutableArray<string> All(IConfigurationSection section, string name) => [.. section.GetSection(name).GetChildren().Select(c => c.Value).OfType<string>()];

    static Uri? Address(string? text) => text is { Length: > 0 } ? new Uri(text, UriKind.Absolute) : null;
}
