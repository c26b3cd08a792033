using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>How facts and commands look on the wire: camelCase names, enums as words, nulls left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
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
