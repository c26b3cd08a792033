namespace Pipeline.Tests.RealParts;

/// <summary>A network bridge for one private engine, so that engines on one machine do not share docker0.</summary>
internal sealed class DockerEngineBridge : IAsyncDisposable
{
    private const int Attempts = 20;
    private const string Prefix = "pt";

    private DockerEngineBridge(string name) => Name = name;

    public string Name { get; }

    /// <summary>A name that no bridge has.</summary>
    public static string NewName() => $"{Prefix}{Random.Shared.Next():x8}";

    /// <summary>The bridges that are there of those that name a folder below the one given, as the folders of engines do.</summary>
    public static IEnumerable<string> NamedIn(string folder) =>
        from path in Directory.EnumerateDirectories(folder, $"{Prefix}*")
        where Directory.Exists($"/sys/class/net/{Path.GetFileName(path)}")
        select Path.GetFileName(path);

    public static async Task<DockerEngineBridge> CreateAsync(string name)
    {
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
