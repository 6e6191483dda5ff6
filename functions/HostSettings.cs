using System.Collections.Immutable;
using Collections.Accounting;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Storage.Azure;
using Microsoft.Extensions.Configuration;

namespace Collections.Functions;

/// <summary>Who vouches for the staff.</summary>
internal enum StaffSignIn
{
    /// <summary>Our own one-time links alone.</summary>
    Links,
    /// <summary>App Service authentication, which must be on.</summary>
    AppService,
}

/// <summary>Every setting of the host, read once and checked at once. Each is explained in docs/operations.md.</summary>
internal sealed class HostSettings
{
    readonly IConfiguration configuration;
    readonly List<string> faults = [];

    HostSettings(IConfiguration configuration) => this.configuration = configuration;

    public Uri? TableEndpoint { get; private init; }
    public Uri? QueueEndpoint { get; private init; }
    public string? AccountName { get; private init; }
    public string? AccountKey { get; private init; }
    public string TablePrefix { get; private init; } = "";
    public string? PolicyFolder { get; private init; }
    public string? OutboxFolder { get; private init; }
    public StaffSignIn StaffSignIn { get; private init; }
    /// <summary>Set by the platform alone, where App Service authentication stands before us.</summary>
    public bool PlatformAuthenticates { get; private init; }
    /// <summary>The store is an emulator on this machine, and nobody vouches for the staff: only there may a way in be printed.</summary>
    public bool IsOnOneMachine => StaffSignIn == StaffSignIn.Links && TableEndpoint is { IsLoopback: true };
    public SendGridOptions? SendGrid { get; private init; }
    public TwilioOptions? Twilio { get; private init; }
    public ConnectorSettings Connectors { get; private init; } = ConnectorSettings.Read(_ => null);

    /// <summary>Everything that is wrong so far; who uses a setting adds what it finds.</summary>
    public List<string> Faults => faults;

    public static HostSettings Read(IConfiguration configuration)
    {
        HostSettings at = new(configuration);
        HostSettings read = new(configuration)
        {
            TableEndpoint = at.Address("Collections:TableEndpoint"), QueueEndpoint = at.Address("Collections:QueueEndpoint"),
            AccountName = at.Text("Collections:AccountName"), AccountKey = at.Text("Collections:AccountKey"), TablePrefix = at.Text("Collections:TablePrefix") ?? "collections",
            PolicyFolder = at.Text("Collections:PolicyFolder"), OutboxFolder = at.Text("Collections:OutboxFolder") is { } folder ? Path.Combine(Path.GetTempPath(), folder) : null,
            StaffSignIn = at.SignIn("Collections:StaffSignIn"), PlatformAuthenticates = at.Flag("WEBSITE_AUTH_ENABLED"),
            SendGrid = at.ReadSendGrid(), Twilio = at.ReadTwilio(), Connectors = ConnectorSettings.Read(at.Text),
        };
        read.faults.AddRange(at.faults);
        read.Require();
        return read;
    }

    /// <summary>Ends the start with every fault, each with its setting.</summary>
    public void ThrowIfFaulty()
    {
        if (faults.Count > 0) throw new HostSettingsException(faults);
    }

    void Require()
    {
        if (TableEndpoint is null) faults.Add("Collections:TableEndpoint: missing; https://ACCOUNT.table.core.windows.net.");
        if (QueueEndpoint is null) faults.Add("Collections:QueueEndpoint: missing; https://ACCOUNT.queue.core.windows.net.");
        if (Text("Collections:TaskHub") is not { } hub || hub.Length is < 3 or > 45 || !char.IsAsciiLetter(hub[0]) || !hub.All(char.IsAsciiLetterOrDigit)) faults.Add("Collections:TaskHub: 3 to 45 letters and digits, a letter first.");
        if (Text("AzureWebJobsStorage") is null && Text("AzureWebJobsStorage:accountName") is null) faults.Add("AzureWebJobsStorage: missing; the host keeps its own state there.");
        if ((SendGrid is null || Twilio is null) && OutboxFolder is null) faults.Add("Collections:OutboxFolder: missing; a channel without a provider needs a folder to write to.");
        if (PolicyFolder is not null && !Directory.Exists(PolicyFolder)) faults.Add("Collections:PolicyFolder: there is no such folder.");
        if (StaffSignIn == StaffSignIn.AppService && !PlatformAuthenticates) faults.Add("Collections:StaffSignIn: AppService needs App Service authentication to be on (WEBSITE_AUTH_ENABLED).");
    }

    SendGridOptions? ReadSendGrid() => Text("SendGrid:ApiKey") is not { } key ? null : new()
    {
        ApiKey = key, BaseAddress = Address("SendGrid:BaseAddress") ?? new("https://api.sendgrid.com"), EventKeys = All("SendGrid:EventKeys"), InboundKeys = All("SendGrid:InboundKeys"),
        SandboxMode = Flag("SendGrid:SandboxMode"), ListUnsubscribe = Address("SendGrid:ListUnsubscribe"),
    };

    TwilioOptions? ReadTwilio() => Text("Twilio:AccountSid") is not { } sid ? null : new()
    {
        AccountSid = sid, AuthTokens = All("Twilio:AuthTokens"), ApiKeySid = Text("Twilio:ApiKeySid"), ApiKeySecret = Text("Twilio:ApiKeySecret"),
        MessagingServiceSid = Text("Twilio:MessagingServiceSid"), InboundNumbers = All("Twilio:InboundNumbers"), PublicBaseUrl = Text("Twilio:PublicBaseUrl") ?? "",
        BaseAddress = Address("Twilio:BaseAddress") ?? new("https://api.twilio.com"),
    };

    string? Text(string name) => configuration[name] is { } text && text.Trim().Length > 0 ? text.Trim() : null;

    // Several values stand in one setting, because a vault's reference is one value.
    ImmutableArray<string> All(string name) => [.. (Text(name) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    Uri? Address(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address)) return address;
        faults.Add($"{name}: no full address.");
        return null;
    }

    bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (!bool.TryParse(text, out bool flag)) faults.Add($"{name}: true or false.");
        return flag;
    }

    StaffSignIn SignIn(string name)
    {
        if (Text(name) is not { } text) return StaffSignIn.Links;
        if (Enum.TryParse(text, out StaffSignIn known) && Enum.IsDefined(known) && !char.IsAsciiDigit(text[0])) return known;
        faults.Add($"{name}: Links or AppService.");
        return StaffSignIn.Links;
    }
}

/// <summary>The host cannot start; its words list every fault, and no secret.</summary>
internal sealed class HostSettingsException(IReadOnlyList<string> faults) : Exception("The settings are wrong:" + string.Concat(faults.Select(f => "\n- " + f)))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
