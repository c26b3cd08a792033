namespace Pipeline.Demo;

/// <summary>One instance of a sample service that the demo runs.</summary>
/// <param name="Name">What the instance is called: <c>calc-1</c>.</param>
/// <param name="Service">The service that it claims, and the name of its image: <c>calc</c>.</param>
/// <param name="Port">The port that it listens on in a container of its own.</param>
internal sealed record Sample(string Name, string Service, int Port)
{
    /// <summary>What the portal looks up.</summary>
    public static IReadOnlyList<Sample> Services { get; } =
        [new("calc-1", "calc", 8081), new("calc-2", "calc", 8081), new("time-1", "time", 8082)];

    /// <summary>The page, on a port of the machine's own network, where it can ask the pipeline's name server.</summary>
    public static Sample Portal(int port) => new("portal", "portal", port);
}
