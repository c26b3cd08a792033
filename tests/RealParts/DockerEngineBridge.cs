namespace Pipeline.Tests.RealParts;

/// <summary>A network bridge for one private engine, so that engines on one machine do not share docker0.</summary>
internal sealed class DockerEngineBridge : IAsyncDisposable
{
    private const int Attempts = 20;

    private DockerEngineBridge(string name) => Name = name;

    public string Name { get; }

    public static async Task<DockerEngineBridge> CreateAsync()
    {
        var name = $"pt{Random.Shared.Next():x8}";
        await IpAsync("link", "add", "name", name, "type", "bridge");
        await IpAsync("addr", "add", await FreeSubnetAsync(), "dev", name);
        await IpAsync("link", "set", name, "up");
        return new DockerEngineBridge(name);
    }

    public async ValueTask DisposeAsync() => await IpAsync("link", "del", Name);

    private static async Task<string> FreeSubnetAsync()
    {
        var taken = await IpAsync("-o", "-4", "addr");
        for (var attempt = 0; attempt < Attempts; attempt++)
            if ($"172.30.{Random.Shared.Next(256)}.1/24" is var subnet && !taken.Contains(subnet, StringComparison.Ordinal))
                return subnet;

        throw new InvalidOperationException("no free subnet for a bridge in 172.30.0.0/16");
    }

    private static Task<string> IpAsync(params string[] arguments) => ShellCommand.RunAsync("ip", arguments);
}
