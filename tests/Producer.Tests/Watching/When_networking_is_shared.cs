using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Watching;

namespace Pipeline.Producer.Tests.Watching;

public class When_networking_is_shared
{
    private readonly Shelf shelf = new();
    private readonly TaskAddress tasks = new();

    [Fact]
    public async Task A_container_is_reached_through_the_ports_of_the_one_whose_network_it_shares()
    {
        shelf.Add("owner", "bridge", new ContainerPort(8081, TransportProtocol.Tcp, [new HostBinding("0.0.0.0", 32768)]));
        shelf.Add("middle", "container:owner");
        shelf.Add("calc", "container:middle");

        (await FindAsync("calc")).ShouldBe(("10.0.0.7", 32768));
    }

    [Fact]
    public async Task One_that_shares_a_network_that_is_gone_is_published_nowhere()
    {
        shelf.Add("calc", "container:gone");

        (await FindAsync("calc")).ShouldBe((null, null));
    }

    [Fact]
    public async Task Networks_that_point_at_each_other_end_the_search()
    {
        shelf.Add("calc", "container:other");
        shelf.Add("other", "container:calc");

        (await FindAsync("calc")).ShouldBe((null, null));
    }

    [Fact]
    public async Task Failure_11_a_task_with_an_interface_of_its_own_is_reached_at_its_own_address()
    {
        shelf.Add("pause", "none");
        shelf.Add("calc", "container:pause", isTask: true);
        tasks.Address = "10.0.5.20";

        (await FindAsync("calc")).ShouldBe(("10.0.5.20", 8081));
    }

    [Fact]
    public async Task A_task_whose_address_nobody_knows_yet_is_published_nowhere()
    {
        shelf.Add("pause", "none");
        shelf.Add("calc", "container:pause", isTask: true);

        (await FindAsync("calc")).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("host", false)]
    [InlineData("bridge", true)]
    public async Task A_task_that_the_engine_itself_shows_the_way_to_is_not_asked_about(string mode, bool isPublished)
    {
        ContainerPort[] ports = isPublished ? [new ContainerPort(8081, TransportProtocol.Tcp, [new HostBinding("", 32768)])] : [];
        shelf.Add("calc", mode, ports);
        shelf.Containers["calc"] = shelf.Containers["calc"] with { Labels = Shelf.TaskLabels };

        await FindAsync("calc");

        tasks.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_container_outside_ecs_is_not_asked_about()
    {
        shelf.Add("calc", "none");

        await FindAsync("calc");

        tasks.Asked.ShouldBe(0);
    }

    private async Task<(string?, int?)> FindAsync(string id)
    {
        var inspector = new ContainerInspector(shelf, tasks, () => new InterfaceAddresses("10.0.0.7"));
        var seen = await inspector.InspectAsync(id, CancellationToken.None);
        var endpoint = seen.ShouldBeOfType<Observation.Present>().Container.Endpoints.ShouldHaveSingleItem();
        return (endpoint.Address, endpoint.HostPort);
    }

    private sealed class TaskAddress : ITaskAddressReader
    {
        public string? Address { get; set; }

        public int Asked { get; private set; }

        public Task<InterfaceAddresses?> FindAsync(string containerId, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult(Address is null ? null : new InterfaceAddresses(Address));
        }
    }

    /// <summary>An engine that can only be inspected.</summary>
    private sealed class Shelf : IEngine
    {
        public static readonly IReadOnlyDictionary<string, string> TaskLabels =
            new Dictionary<string, string> { ["com.amazonaws.ecs.task-arn"] = "arn:aws:ecs:eu-west-1:123456789012:task/prod/0123" };

        public Dictionary<string, ContainerInspection> Containers { get; } = [];

        public void Add(string id, string networkMode, params ContainerPort[] ports) => Add(id, networkMode, isTask: false, ports);

        public void Add(string id, string networkMode, bool isTask, params ContainerPort[] ports) =>
            Containers[id] = new ContainerInspection
            {
                Id = id,
                Name = id,
                Image = "calc:1",
                Status = EngineContainerStatus.Running,
                StartedAt = DateTimeOffset.UnixEpoch,
                Environment = ["SERVICE_8081_NAME=calc"],
                Labels = isTask ? TaskLabels : new Dictionary<string, string>(),
                NetworkMode = networkMode,
                Ports = ports,
            };

        public Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel) =>
            Task.FromResult(Containers.GetValueOrDefault(containerId));

        public Task<EngineDescription> DescribeAsync(CancellationToken cancel) => throw new NotSupportedException();

        public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => throw new NotSupportedException();
    }
}
