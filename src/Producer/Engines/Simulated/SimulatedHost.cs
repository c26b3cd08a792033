namespace Pipeline.Producer.Engines.Simulated;

/// <summary>The names and loopback addresses of simulated hosts on this machine.</summary>
public static class SimulatedHost
{
    /// <summary>The highest number of simulated hosts: their addresses are 127.0.1.1 to 127.0.1.254.</summary>
    public const int MaxCount = 254;

    /// <summary>The name of the n-th simulated host, from 1.</summary>
    public static string Name(int number) => $"sim-{number}";

    /// <summary>The address of the n-th simulated host, from 1.</summary>
    public static string Address(int number) => number is >= 1 and <= MaxCount
        ? $"127.0.1.{number}"
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"the number of a simulated host is 1 to {MaxCount}");
}
