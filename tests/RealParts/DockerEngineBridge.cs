namespace Pipeline.Tests.RealParts;

/// <summary>
/// A network bridge for one private engine, so that engines on one machine do not share docker0; and with its number a range of host ports,
/// below those that the kernel gives to connections, so that no engine chooses what another has taken.
/// </summary>
internal sealed class DockerEngineBridge : IAsyncDisposable
{
    private const int Subnets = 256;
    private const int FirstPort = 16_384, PortsEach = 64;
    private const string Prefix = "pt";

    private static int last = Random.Shared.Next(Subnets);

    private readonly int number;

    private DockerEngineBridge(string name, int number) => (Name, this.number) = (name, number);

    public string Name { get; }

    /// <summary>The host ports that its engine may choose, as <c>ip_local_port_range</c> holds them.</summary>
    public string PortRange => $"{FirstPort + (number * PortsEach)}\t{FirstPort + (number * PortsEach) + PortsEach - 1}\n";

    /// <summary>
    /// The subnets of the networks that its containers make, as <c>--default-address-pool</c> takes them. What an engine chooses otherwise
    /// may be taken by another engine, or by the machine.
    /// </summary>
    public string AddressPool => $"base={PoolOf(number)}.0/24,size=28";

    /// <summary>A name that no bridge has.</summary>
    public static string NewName() => $"{Prefix}{Random.Shared.Next():x8}";

    /// <summary>The bridges that are there of those that name a folder below the one given, as the folders of engines do.</summary>
    public static IEnumerable<string> NamedIn(string folder) =>
        from path in Directory.EnumerateDirectories(folder, $"{Prefix}*")
        where Directory.Exists($"/sys/class/net/{Path.GetFileName(path)}")
        select Path.GetFileName(path);

    public static async Task<DockerEngineBridge> CreateAsync(string name)
    {
        var number = await FreeNumberAsync();
        await IpAsync("link", "add", "name", name, "type", "bridge");
        await IpAsync("addr", "add", SubnetOf(number), "dev", name);
        await IpAsync("link", "set", name, "up");
        return new DockerEngineBridge(name, number);
    }

    public async ValueTask DisposeAsync()
    {
        await IpAsync("link", "del", Name);
        foreach (var left in await NetworksAsync()) await IpAsync("link", "del", left);
    }

    /// <summary>The bridges of the networks that its containers made: an engine that ends leaves them.</summary>
    private async Task<IEnumerable<string>> NetworksAsync() =>
        from line in (await IpAsync("-o", "-4", "addr")).Split('\n')
        where line.Contains($" {PoolOf(number)}.", StringComparison.Ordinal)
        select line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

    private static string PoolOf(int number) => $"10.231.{number}";

    private static string SubnetOf(int number) => $"172.30.{number}.1/24";

    private static async Task<int> FreeNumberAsync()
    {
        var taken = await IpAsync("-o", "-4", "addr");
        for (var attempt = 0; attempt < Subnets; attempt++)
            if (Interlocked.Increment(ref last) % Subnets is var number && !taken.Contains(SubnetOf(number), StringComparison.Ordinal)
                && !taken.Contains($" {PoolOf(number)}.", StringComparison.Ordinal))
                return number;

        throw new InvalidOperationException("no free subnet for a bridge in 172.30.0.0/16");
    }

    private static Task<string> IpAsync(params string[] arguments) => ShellCommand.RunAsync("ip", arguments);
}
