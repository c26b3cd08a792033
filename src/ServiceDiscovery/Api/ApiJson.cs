using System.Text.Json.Serialization;

namespace Pipeline.ServiceDiscovery.Api;

/// <summary>The part of the API's answer that is read.</summary>
internal sealed record InstanceList(IReadOnlyList<ListedInstance>? Instances);

/// <param name="Host">The name of its host.</param>
internal sealed record ListedInstance(string Address, int Port, string Host);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InstanceList))]
internal sealed partial class ApiJson : JsonSerializerContext;
