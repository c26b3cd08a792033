using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Watching;

/// <summary>The clock stands still in all of these: events alone tell the agent, and no full report is due.</summary>
public class When_what_a_claim_depends_on_changes
{
    private static readonly SimulatedRun Calc = SimulatedRun.Of("calc-1", "calc");

    [Fact]
    public async Task Failure_15_a_container_that_is_taken_out_of_its_network_is_published_nowhere()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await SeesPortAsync(host, id, isPublished: true);

        host.Engine.Disconnect(id);

        await SeesPortAsync(host, id, isPublished: false);
    }

    [Fact]
    public async Task Failure_15_a_container_that_is_put_back_into_its_network_is_published_where_it_is_now()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        host.Engine.Disconnect(id);
        host.Engine.Run(SimulatedRun.Of("calc-2", "calc")); // takes the port
        await SeesPortAsync(host, id, isPublished: false);

        host.Engine.Connect(id);

        await host.AgreesAsync();
    }

    [Fact]
    public async Task Failure_15_an_event_of_the_network_s_owner_is_a_hint_for_all_that_share_its_network()
    {
        await using var host = await WatchedHost.StartAsync();
        var owner = host.Engine.Run(Calc);
        string[] sharing = [Share(host, owner, 1), Share(host, owner, 2)];
        foreach (var id in sharing) await SeesPortAsync(host, id, isPublished: true);

        host.Engine.Disconnect(owner);
        foreach (var id in sharing) await SeesPortAsync(host, id, isPublished: false);
        host.Engine.Connect(owner);

        foreach (var id in sharing) await SeesPortAsync(host, id, isPublished: true);
    }

    [Fact]
    public async Task Failure_15_an_owner_that_ends_takes_the_ports_of_those_that_share_its_network_with_it()
    {
        await using var host = await WatchedHost.StartAsync();
        var owner = host.Engine.Run(Calc);
        var sharing = Share(host, owner, 1);
        await SeesPortAsync(host, sharing, isPublished: true);

        host.Engine.Exit(owner);

        await SeesPortAsync(host, sharing, isPublished: false);
    }

    [Fact]
    public async Task Failure_15_an_owner_that_is_started_again_has_another_network_than_those_that_shared_its_last_one()
    {
        await using var host = await WatchedHost.StartAsync();
        var owner = host.Engine.Run(Calc);
        var sharing = Share(host, owner, 1);
        await SeesPortAsync(host, sharing, isPublished: true);

        host.Engine.Restart(owner);
        await SeesPortAsync(host, owner, isPublished: true);
        await SeesPortAsync(host, sharing, isPublished: false);
        host.Engine.Restart(sharing);

        await SeesPortAsync(host, sharing, isPublished: true);
    }

    [Fact]
    public async Task Failure_15_an_owner_that_changes_while_a_container_is_inspected_is_not_missed()
    {
        await using var host = await WatchedHost.StartAsync();
        var owner = host.Engine.Run(Calc);
        await SeesPortAsync(host, owner, isPublished: true);
        var inspectedOwner = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        var sharing = Share(host, owner, 1, before: id => host.Engine.Faults.BeforeAnswer = inspected =>
        {
            if (inspected == owner) inspectedOwner.TrySetResult();
            return inspected == owner ? answer.Task : Task.CompletedTask;
        });
        await inspectedOwner.Task;

        host.Engine.Disconnect(owner);
        answer.SetResult();

        await SeesPortAsync(host, sharing, isPublished: false);
    }

    [Fact]
    public async Task Failure_18_another_name_of_a_container_is_reported()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await SeesPortAsync(host, id, isPublished: true);

        host.Engine.Rename(id, "sums-1");

        await host.SeesAsync(_ => Find(host, id)?.Name is "sums-1", "another name");
    }

    private static string Share(WatchedHost host, string owner, int number, Action<string>? before = null)
    {
        before?.Invoke(owner);
        return host.Engine.Run(SimulatedRun.Of($"side-{number}", "side") with { NetworkMode = $"container:{owner}" });
    }

    private static Task SeesPortAsync(WatchedHost host, string id, bool isPublished) => host.SeesAsync(
        _ => Find(host, id) is { } found && found.Endpoints[0].HostPort is not null == isPublished
            && found.StartedAt == StartOf(host, id),
        isPublished ? "its port is published" : "its port is published nowhere");

    private static DateTimeOffset? StartOf(WatchedHost host, string id) =>
        host.Engine.Running.SingleOrDefault(container => container.Id == id)?.StartedAt;

    private static ContainerSnapshot? Find(WatchedHost host, string id) =>
        host.Registry.Containers.SingleOrDefault(container => container.Id == id);
}
