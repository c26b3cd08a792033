namespace Pipeline.Producer.Engines;

/// <summary>What an engine says about itself.</summary>
/// <param name="Id">Its identifier. If it changes behind the same endpoint, another engine answers there.</param>
/// <param name="HostName">The name of the machine that it runs on.</param>
/// <param name="Product">Its product name and version: <c>docker 20.10.24</c>.</param>
/// <param name="Clock">Its clock at the time of the call.</param>
public sealed record EngineDescription(string Id, string HostName, string Product, DateTimeOffset Clock);
