namespace Pipeline.Tests.Simulation.Machines;

/// <summary>What a container is made from.</summary>
/// <param name="Name">Its name; a world has each name once.</param>
/// <param name="Claims">The claims that are valid: the service of each port.</param>
internal sealed record ContainerSpec(string Name, IReadOnlyDictionary<int, string> Claims)
{
    /// <summary>Claims that cannot be registered, each by its port.</summary>
    public IReadOnlyDictionary<int, string> Nonsense { get; init; } = new Dictionary<int, string>();

    /// <summary>The ECS task that it belongs to; null for none.</summary>
    public string? Task { get; init; }

    /// <summary>Whether the ports of its machine are named for it; its engine chooses them otherwise.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Whether its ports are UDP ports; they are TCP ports otherwise.</summary>
    public bool IsUdp { get; init; }

    /// <summary>The value of its owner label; null for none.</summary>
    public string? Owner { get; init; }

    /// <summary>A container that claims one service.</summary>
    public static ContainerSpec Of(string name, string service, string? task = null) =>
        new(name, new Dictionary<int, string> { [8080] = service }) { Task = task };

    public override string ToString() =>
        $"{Name} ({string.Join(", ", Claims.Values.Concat(Nonsense.Values.Select(Printable)))})"
        + (IsUdp ? " over UDP" : "") + (Task is null ? "" : $" of task {Task}") + (Owner is null ? "" : $" of {Owner}");

    private static string Printable(string text) =>
        string.Concat(text.Take(24).Select(letter => char.IsControl(letter) ? '?' : letter)) + (text.Length > 24 ? "…" : "");
}
