using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Access;
using Collections.Storage.Azure.Contacts;

namespace Collections.Storage.Azure;

/// <summary>What this store alone writes as JSON; accounts and events have the form that all stores share.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountLine))]
[JsonSerializable(typeof(ImmutableArray<WorkItem>))]
[JsonSerializable(typeof(ContactState))]
[JsonSerializable(typeof(ImmutableArray<CapEntry>))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(StaffPerson))]
[JsonSerializable(typeof(StaffSession))]
[JsonSerializable(typeof(KeptToken))]
[JsonSerializable(typeof(PortalLink))]
[JsonSerializable(typeof(LinkPointer))]
[JsonSerializable(typeof(PortalSession))]
[JsonSerializable(typeof(Sendings))]
[JsonSerializable(typeof(KeptEvidence))]
[JsonSerializable(typeof(FeedRecord))]
[JsonSerializable(typeof(ImmutableArray<SafeModeSpan>))]
internal sealed partial class AzureJson : JsonSerializerContext;
