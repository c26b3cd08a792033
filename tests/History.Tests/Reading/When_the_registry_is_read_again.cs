using Pipeline.Contracts;
using Pipeline.Store;

namespace Pipeline.History.Tests.Reading;

public sealed class When_the_registry_is_read_again(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_asked_before_is_told_the_same_as_who_asks_for_the_first_time()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        var (red, blue) = (new ModelHost("red", "127.0.1.1"), new ModelHost("blue", "127.0.1.2"));
        var before = registry.Reader;
        (await before.AllAsync(None)).Instances.ShouldBeEmpty();

        IHostFact[] facts =
        [
            red.Started(red.Container("c1", "calc", 32768)),
            red.Started(red.Container("c2", "calc", 32769)),
            blue.Started(blue.Container("c3", "time", 32768)),
            red.Paused("c1"),
            red.Started(red.Container("c4", "time", 32769, startedAfterSeconds: 60)),
            red.Stopped("c1"),
            red.Started(red.Container("c1", "calc", 32770, startedAfterSeconds: 90)),
            blue.Left(),
        ];
        foreach (var fact in facts)
        {
            await registry.FoldAsync(fact);

            var fresh = RecordedRegistry.ReaderOf(new RegistryDatabase(registry.Database, registry.Time));
            var (told, first) = (await before.AllAsync(None), await fresh.AllAsync(None));
            told.Instances.ShouldBeEquivalentTo(first.Instances);
            told.Services.ShouldBeEquivalentTo(first.Services);
            told.Refusals.ShouldBe(first.Refusals);
            told.Hosts.ShouldBeEquivalentTo(first.Hosts);
        }

        (await before.InstancesAsync(null, None)).Select(instance => instance.ContainerId).ShouldBe(["c1", "c4"], ignoreOrder: true);
    }
}
