using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Registry;

/// <summary>Two hosts share a name; the Spot interruption of one is announced. The registry is in a real PostgreSQL.</summary>
public sealed class Leaving_early(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ModelHost blue = new("blue", "127.0.1.2");

    private ContainerSnapshot OnRed => red.Container("c1", "calc", 32768);

    private ContainerSnapshot OnBlue => blue.Container("c2", "calc", 32769);

    [Fact]
    public async Task Failure_55_A_host_leaves_early_what_others_answer_for_and_returns_when_they_stop()
    {
        await using var registry = await SharedAsync();

        await registry.Writer.FoldAsync([red.Ending(early: true, OnRed)], CancellationToken.None);
        (await AnsweringAsync(registry)).ShouldBe(["c1", "c2"]);
        await registry.Writer.FoldAsync([red.Ending(early: true, OnRed)], CancellationToken.None);
        (await AnsweringAsync(registry)).ShouldBe(["c2"]);
        (await registry.Reader.InstancesAsync("calc", CancellationToken.None)).Select(one => one.Status).ShouldContain("leaving");

        await registry.Writer.FoldAsync([blue.Stopping("c2")], CancellationToken.None);
        (await AnsweringAsync(registry)).ShouldBe(["c1"]);
    }

    [Fact]
    public async Task Two_reports_that_are_folded_together_do_not_leave()
    {
        await using var registry = await SharedAsync();

        await registry.Writer.FoldAsync([red.Ending(early: true, OnRed), red.Ending(early: true, OnRed)], CancellationToken.None);

        (await AnsweringAsync(registry)).ShouldBe(["c1", "c2"]);
    }

    [Fact]
    public async Task Two_hosts_that_end_at_once_do_not_leave_together()
    {
        await using var registry = await SharedAsync();
        for (var round = 0; round < 3; round++)
            await Task.WhenAll(
                registry.Writer.FoldAsync([red.Ending(early: true, OnRed)], CancellationToken.None),
                registry.Writer.FoldAsync([blue.Ending(early: true, OnBlue)], CancellationToken.None));

        (await AnsweringAsync(registry)).ShouldNotBeEmpty();
    }

    private async Task<RegistryUnderTest> SharedAsync()
    {
        var registry = await RegistryUnderTest.CreateAsync(postgres);
        await registry.Writer.FoldAsync([red.Reported(OnRed), blue.Reported(OnBlue)], CancellationToken.None);
        registry.Time.Advance(TimeSpan.FromMinutes(2));
        return registry;
    }

    private static async Task<string[]> AnsweringAsync(RegistryUnderTest registry) =>
    [
        .. (await registry.Store.State.ReadClaimantsAsync(["calc"], CancellationToken.None))
            .Where(container => container.Instances.Count > 0).Select(container => container.Id).Order(StringComparer.Ordinal),
    ];
}
