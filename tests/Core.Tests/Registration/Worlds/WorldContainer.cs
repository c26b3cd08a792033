using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Registration.Worlds;

/// <summary>A container as it really is. It keeps its ports while it is paused or stopping, and gives them back when it ends.</summary>
/// <param name="id">Its identifier.</param>
/// <param name="services">The names of each of its ports, separated by commas.</param>
/// <param name="ownAddress">The address that it has for itself; null where it uses its host's.</param>
internal sealed class WorldContainer(string id, IReadOnlyList<string> services, string? ownAddress)
{
    private const int FirstContainerPort = 8081;

    public string Id => id;

    /// <summary>How many ports it needs.</summary>
    public int Ports => services.Count;

    /// <summary>The address that it has for itself; null where it uses its host's.</summary>
    public string? OwnAddress => ownAddress;

    /// <summary>Null once it has ended.</summary>
    public ContainerPhase? Phase { get; set; }

    public DateTimeOffset StartedAt { get; private set; }

    public IReadOnlyList<int> HostPorts { get; private set; } = [];

    public void Start(DateTimeOffset now, IReadOnlyList<int> hostPorts) =>
        (Phase, StartedAt, HostPorts) = (ContainerPhase.Running, now, hostPorts);

    public void End() => (Phase, HostPorts) = (null, []);

    public ContainerSnapshot Snapshot(string hostAddress) => new()
    {
        Id = id,
        Name = $"name-of-{id}",
        Image = "calc:1",
        StartedAt = StartedAt,
        Phase = Phase!.Value,
        Endpoints = [.. Names.Select(name => new Endpoint
        {
            Service = name.Service,
            Protocol = TransportProtocol.Tcp,
            ContainerPort = FirstContainerPort + name.Index,
            HostPort = HostPorts[name.Index],
            Address = ownAddress ?? hostAddress,
        })],
    };

    /// <summary>What is to be seen of it in the registry.</summary>
    public IEnumerable<string> Picture(string host, string hostAddress)
    {
        var status = Phase switch
        {
            ContainerPhase.Running => ContainerStatus.Running,
            ContainerPhase.Stopping => ContainerStatus.Stopping,
            _ => ContainerStatus.Paused,
        };
        return [
            Registration.Picture.Container(id, host, status),
            .. Phase is ContainerPhase.Running
                ? Names.Select(name => Registration.Picture.Instance(
                    id, name.Service, new TransportAddress(ownAddress ?? hostAddress, HostPorts[name.Index], TransportProtocol.Tcp)))
                : [],
        ];
    }

    private IEnumerable<(string Service, int Index)> Names =>
        services.SelectMany((names, index) => names.Split(',').Select(service => (service, index)));
}
