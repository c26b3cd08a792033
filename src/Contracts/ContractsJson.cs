using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// Every message as JSON: member names in camelCase, enums as words, nulls left out. Readers ignore members that they do not know, so a
/// new optional member is compatible; a renamed one is not.
/// </summary>
/// <remarks>
/// All messages share the namespace <c>Pipeline.Contracts</c>, in whatever folder they lie: MassTransit makes message URNs and topic names
/// from it (<c>urn:message:Pipeline.Contracts:HostLeft</c>), so the namespace is part of the contract.
/// </remarks>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerStarted))]
[JsonSerializable(typeof(ContainerStopping))]
[JsonSerializable(typeof(ContainerPaused))]
[JsonSerializable(typeof(ContainerStopped))]
[JsonSerializable(typeof(HostReported))]
[JsonSerializable(typeof(HostLeft))]
[JsonSerializable(typeof(ContainerSnapshot[]))]
[JsonSerializable(typeof(ContainerCondemned))]
[JsonSerializable(typeof(ContainerReinstated))]
[JsonSerializable(typeof(VerdictCarriedOut))]
[JsonSerializable(typeof(StopTask))]
public sealed partial class ContractsJson : JsonSerializerContext;
