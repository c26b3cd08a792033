namespace Pipeline.Producer.Engines.Simulated;

/// <summary>
/// Allocates host ports from the ephemeral range. A released port is allocated again first, so that containers reuse ports soon.
/// </summary>
internal sealed class HostPortAllocator
{
    private const int FirstEphemeralPort = 32_768;

    private readonly SortedSet<int> released = [];
    private int next = FirstEphemeralPort;

    public int Allocate()
    {
        if (released.Count == 0) return next++;
        var port = released.Min;
        released.Remove(port);
        return port;
    }

    /// <summary>Takes back ports; those that it did not allocate are not its own.</summary>
    public void Release(IEnumerable<int> ports) => released.UnionWith(ports.Where(port => port is >= FirstEphemeralPort && port < next));
}
