namespace Pipeline.Producer.Engines.Simulated;

/// <summary>Simulated machines on one real one: each has a name and a loopback address of its own.</summary>
public static class SimulatedHost
{
    /// <summary>How many there can be: 127.0.1.1 to 127.0.1.254.</summary>
    public const int Most = 254;

    /// <summary>The name of the n-th simulated host, from 1.</summary>
    public static string Name(int number) => $"sim-{number}";

    /// <summary>The address of the n-th simulated host, from 1.</summary>
    public static string Address(int number) => number is >= 1 and <= Most
        ? $"127.0.1.{number}"
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"there can be 1 to {Most} simulated hosts");
}
