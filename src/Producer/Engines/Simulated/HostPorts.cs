namespace Pipeline.Producer.Engines.Simulated;

/// <summary>Hands out host ports from the ephemeral range; a port that was given back is the first to be handed out again.</summary>
internal sealed class HostPorts
{
    private const int First = 32_768;

    private readonly SortedSet<int> givenBack = [];
    private int next = First;

    public int Take()
    {
        if (givenBack.Count == 0) return next++;
        var port = givenBack.Min;
        givenBack.Remove(port);
        return port;
    }

    public void GiveBack(IEnumerable<int> ports) => givenBack.UnionWith(ports);
}
