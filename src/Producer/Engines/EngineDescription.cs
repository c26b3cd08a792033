namespace Pipeline.Producer.Engines;

/// <summary>An engine's account of itself.</summary>
/// <param name="Id">Its own identifier; another one behind the same address is another engine.</param>
/// <param name="HostName">The name of the machine it runs on.</param>
/// <param name="Product">What people call it, with its version: <c>docker 20.10.24</c>.</param>
/// <param name="Clock">The time by its own clock when it was asked.</param>
public sealed record EngineDescription(string Id, string HostName, string Product, DateTimeOffset Clock);
