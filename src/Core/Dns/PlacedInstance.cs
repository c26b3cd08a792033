using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns;

/// <summary>A registered instance and where it runs.</summary>
/// <param name="Host">The name of its host.</param>
/// <param name="Container">The identifier of its container.</param>
public sealed record PlacedInstance(string Host, string Container, Instance Instance);
