using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;
using Pipeline.Core.Storage;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Registry;

public sealed class Folding_facts(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_started_container_is_registered_with_its_host()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var host = new ModelHost("red", "127.0.1.1");

        var outcomes = await registry.Writer.FoldAsync([host.Started(host.Container("c1", "calc", 32768))], None);

        outcomes.ShouldBe([FactOutcome.Applied]);
        (await registry.HistoryAsync("c1")).ShouldBe([nameof(RunBegan), nameof(InstanceRegistered)]);
        (await registry.HistoryAsync(Host.StreamOf("red"))).ShouldBe([nameof(HostJoined)]);
        var instance = (await registry.Reader.InstancesAsync("calc", None)).ShouldHaveSingleItem();
        (instance.Host, instance.Address, instance.Port, instance.Status).ShouldBe(("red", "127.0.1.1", 32768, "running"));
    }

    [Fact]
    public async Task A_batch_is_one_transaction_over_many_streams()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var (red, blue) = (new ModelHost("red", "127.0.1.1"), new ModelHost("blue", "127.0.1.2"));

        await registry.Writer.FoldAsync(
            [
                red.Reported([.. Enumerable.Range(0, 50).Select(i => red.Container($"r{i}", "calc", 32768 + i))]),
                blue.Reported([.. Enumerable.Range(0, 50).Select(i => blue.Container($"b{i}", "time", 32768 + i))]),
                red.Stopped("r7"),
            ], None);

        (await registry.Reader.ServicesAsync(None)).Select(s => (s.Name, s.Instances)).ShouldBe([("calc", 49), ("time", 50)]);
        (await registry.HistoryAsync("r7"))
            .ShouldBe([nameof(RunBegan), nameof(InstanceRegistered), nameof(RunEnded), nameof(InstanceWithdrawn)]);
    }

    [Fact]
    public async Task A_duplicate_and_a_late_fact_append_nothing()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var host = new ModelHost("red", "127.0.1.1");
        var started = host.Started(host.Container("c1", "calc", 32768));
        var stopped = host.Stopped("c1");
        await registry.Writer.FoldAsync([started], None);
        await registry.Writer.FoldAsync([stopped], None);
        var history = await registry.HistoryAsync("c1");

        (await registry.Writer.FoldAsync([stopped, started], None)).ShouldBe([FactOutcome.Late, FactOutcome.Late]);

        (await registry.HistoryAsync("c1")).ShouldBe(history);
    }

    [Fact]
    public async Task A_reused_host_port_leaves_its_former_holder_in_the_same_transaction()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var host = new ModelHost("red", "127.0.1.1");
        await registry.Writer.FoldAsync([host.Started(host.Container("old", "calc", 32768))], None);

        await registry.Writer.FoldAsync([host.Started(host.Container("new", "time", 32768, startedAfterSeconds: 60))], None);

        (await registry.Reader.InstancesAsync(null, None)).ShouldHaveSingleItem().ContainerId.ShouldBe("new");
        (await registry.HistoryAsync("old"))[^1].ShouldBe(nameof(InstanceWithdrawn));
    }

    [Fact]
    public async Task Writers_that_meet_on_one_host_wait_for_each_other_and_lose_nothing()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var host = new ModelHost("red", "127.0.1.1");
        var facts = Enumerable.Range(0, 40).Select(i => host.Started(host.Container($"c{i}", "calc", 32768 + i))).ToList();

        await Task.WhenAll(facts.Chunk(5).Select(chunk => registry.Writer.FoldAsync(chunk, None)));

        (await registry.Reader.ServicesAsync(None)).ShouldHaveSingleItem().Instances.ShouldBe(40);
    }

    [Fact]
    public async Task Writers_that_meet_on_one_container_of_two_hosts_conflict_in_a_way_that_may_pass()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var hosts = Enumerable.Range(1, 8).Select(i => new ModelHost($"host-{i}", $"127.0.1.{i}", epoch: i)).ToList();

        await Task.WhenAll(hosts.Select(async host =>
        {
            var fact = host.Started(host.Container("c1", "calc", 32768));
            while (true)
            {
                try
                {
                    await registry.Writer.FoldAsync([fact], None);
                    return;
                }
                catch (Exception failure) when (StoreFailures.IsTransient(failure))
                {
                }
            }
        }));

        (await registry.Reader.InstancesAsync(null, None)).ShouldHaveSingleItem().ContainerId.ShouldBe("c1");
    }

    [Fact]
    public async Task A_refused_claim_is_listed_and_the_containers_other_claims_work()
    {
        await using var registry = await RegistryUnderTest.CreateAsync(postgres);
        var host = new ModelHost("red", "127.0.1.1");
        var good = host.Container("c1", "calc", 32768).Endpoints[0];

        await registry.Writer.FoldAsync(
            [
                host.Started(ModelHost.Container(
                    "c1", 0, Contracts.ContainerPhase.Running, good, good with { ContainerPort = 9000, Service = "no name!" })),
            ],
            None);

        (await registry.Reader.InstancesAsync(null, None)).ShouldHaveSingleItem().Service.ShouldBe("calc");
        var refusal = (await registry.Reader.RefusalsAsync(None)).ShouldHaveSingleItem();
        (refusal.Claim, refusal.ContainerPort).ShouldBe(("no name!", 9000));
        refusal.Reason.ShouldContain("no DNS name");
    }
}
