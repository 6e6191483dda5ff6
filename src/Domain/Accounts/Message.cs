using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>What a message is for.</summary>
[JsonConverter(typeof(KebabEnum<MessageKind>))]
public enum MessageKind
{
    /// <summary>A dunning level.</summary>
    Level,
    /// <summary>Before the due date.</summary>
    Courtesy,
    /// <summary>The day before a promised day.</summary>
    PromiseReminder,
    /// <summary>The day before an instalment.</summary>
    InstalmentReminder,
    /// <summary>The last letter again, after the end of the ladder.</summary>
    Repeat,
    /// <summary>Confirms what the customer asked for; spends no budget.</summary>
    Confirmation,
    /// <summary>Corrects an earlier message that turned out wrong; spends no budget.</summary>
    Correction,
}

/// <summary>Where a message stands on its way out.</summary>
[JsonConverter(typeof(KebabEnum<MessageState>))]
public enum MessageState
{
    /// <summary>Waits until a person releases it (the pack asks for review).</summary>
    AwaitingRelease,
    /// <summary>Reserved; may pass the gate from its time on.</summary>
    Ready,
    /// <summary>Past the gate: the one call may have been made.</summary>
    Sending,
    /// <summary>The outcome of the call is not known; never sent again blindly.</summary>
    Unknown,
    /// <summary>The provider holds it until its time: it may still be called back.</summary>
    Scheduled,
    /// <summary>It is being called back: something stopped it in between.</summary>
    Recalling,
    /// <summary>Called back in time: it never left.</summary>
    Withdrawn,
    /// <summary>The provider took it.</summary>
    Accepted,
    /// <summary>The provider refused it for good.</summary>
    Rejected,
    /// <summary>Its fate stayed unknown after reconciliation: counts as sent for "do not send again", as not sent for "do not punish".</summary>
    Uncertain,
    /// <summary>Given up before the gate: the account had changed.</summary>
    Dropped,
}

/// <summary>A message from its reservation to its outcome. A reservation names level, channel and recipient; the text is made at the gate.</summary>
public sealed record Message
{
    /// <summary>Made from what the message is for and whom it goes to, so that the same step can be reserved only once.</summary>
    public required string Id { get; init; }
    /// <summary>What it is for.</summary>
    public required MessageKind Kind { get; init; }
    /// <summary>The carrying invoice, the promise, the plan: what the message is about.</summary>
    public required string About { get; init; }
    /// <summary>The level, or the number of the instalment or repeat; zero where neither applies.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Number { get; init; }
    /// <summary>How it travels.</summary>
    public required Channel Channel { get; init; }
    /// <summary>The contact it goes to.</summary>
    public required string ContactId { get; init; }
    /// <summary>Normalised email address or E.164 number.</summary>
    public required string Address { get; init; }
    /// <summary>Whose budget it spends.</summary>
    public required string Person { get; init; }
    /// <summary>Name of the letter.</summary>
    public required string Letter { get; init; }
    /// <summary>Content id of the pack.</summary>
    public required string Pack { get; init; }
    /// <summary>When it was reserved.</summary>
    public required DateTimeOffset ReservedAt { get; init; }
    /// <summary>Not before this instant.</summary>
    public required DateTimeOffset NotBefore { get; init; }
    /// <summary>True when a person brought it forward.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool ByHand { get; init; }
    /// <summary>Where it stands.</summary>
    public MessageState State { get; init; } = MessageState.Ready;
    /// <summary>How often it passed the gate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Attempt { get; init; }
    /// <summary>Automatic sends after an unclear outcome; never more than one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Resends { get; init; }
    /// <summary>The ledger's day on which it last passed the gate; null before.</summary>
    public DateOnly? BegunDate { get; init; }
    /// <summary>When it last passed the gate; null before.</summary>
    public DateTimeOffset? BegunAt { get; init; }
    /// <summary>Searches of the provider's records that found nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Searches { get; init; }
    /// <summary>When the next search or retry is due; null: none.</summary>
    public DateTimeOffset? NextStepAt { get; init; }
    /// <summary>The provider's own id; null until accepted.</summary>
    public string? ProviderId { get; init; }
    /// <summary>When the provider lets it leave; null: at once, it goes in one phase.</summary>
    public DateTimeOffset? SendAt { get; init; }
    /// <summary>By what the provider calls it back: its batch, or its id there; null: not known yet, or it goes in one phase.</summary>
    public string? Handle { get; init; }
    /// <summary>Reason code of what stopped it while it was scheduled; null: nothing did.</summary>
    public string? RecallReason { get; init; }

    /// <summary>True until there is an outcome.</summary>
    [JsonIgnore] public bool IsPending => State is MessageState.AwaitingRelease or MessageState.Ready or MessageState.Sending or MessageState.Unknown or MessageState.Scheduled or MessageState.Recalling;
    /// <summary>True when it spends the person's budget and counts as the account's last message.</summary>
    [JsonIgnore] public bool CountsAsContact => Kind is not (MessageKind.Confirmation or MessageKind.Correction);
    /// <summary>When something must happen to it by itself; null while a person or the provider is awaited.</summary>
    [JsonIgnore] public DateTimeOffset? WakesAt => State switch
    {
        MessageState.Ready => NextStepAt ?? NotBefore,
        MessageState.Sending or MessageState.Unknown or MessageState.Scheduled or MessageState.Recalling => NextStepAt,
        _ => null,
    };

    /// <summary>The id of a message: a repeat of the same step to the same recipient has the same id. Its first digit is the account's, so that a store that
    /// spreads accounts over partitions finds a message by its id alone.</summary>
    public static string IdOf(AccountId account, MessageKind kind, string about, int number, Contact to, Channel channel)
    {
        string key = string.Join('\0', account.Value, Code.Of(kind), about, number.ToString(System.Globalization.CultureInfo.InvariantCulture), to.Id, to.AddressFor(channel), Code.Of(channel));
        string digit = account.Value.Length > 1 && char.IsAsciiHexDigitLower(account.Value[1]) ? account.Value[1..2] : "";
        return "m" + digit + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12))[digit.Length..];
    }

    /// <summary>Six characters that stand in the text of an SMS, so that it can be found in the provider's records.</summary>
    public static string ReferenceOf(string messageId) => messageId[1..7].ToUpperInvariant();
}

/// <summary>The last message that we began to send to the account, confirmations and corrections aside.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="Date">The ledger's day on which it passed the gate.</param>
public sealed record LastMessage(string MessageId, DateOnly Date);

/// <summary>Something that waits for a person.</summary>
public sealed record WorkItem
{
    /// <summary>"T1", unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>What kind: "credit-to-allocate", "no-contact", "ladder-ended", "uncertain-message", "reply", "hold-review"...</summary>
    public required string Kind { get; init; }
    /// <summary>What it is about: an invoice, a message, a promise; may be empty.</summary>
    public string About { get; init; } = "";
    /// <summary>One sentence for the controller, without the customer's private words.</summary>
    public required string Words { get; init; }
    /// <summary>When it came up.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
}
