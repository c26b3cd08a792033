using Microsoft.Extensions.Time.Testing;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Engines;

public sealed class When_an_engine_is_held_to_labels
{
    private readonly FakeTimeProvider time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SimulatedEngine engine;
    private readonly LabelledContainers held;

    public When_an_engine_is_held_to_labels()
    {
        engine = new("red", time);
        held = new(engine, [new("team", "a"), new("stage", "test")]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_containers_with_each_label_are_listed()
    {
        Run("other");
        Run("half", ("team", "a"));
        Run("different", ("team", "a"), ("stage", "live"));
        var ours = Run("ours", ("team", "a"), ("stage", "test"), ("more", "1"));

        (await held.ListAsync(Cancel)).ShouldBe([ours]);
    }

    [Fact]
    public async Task Only_what_happens_to_them_is_heard()
    {
        Run("other");
        var ours = Run("ours", ("team", "a"), ("stage", "test"));
        Run("half", ("team", "a"));

        await foreach (var hint in held.WatchAsync(time.GetUtcNow().AddMinutes(-1), Cancel))
        {
            hint.ContainerId.ShouldBe(ours);
            break;
        }
    }

    [Fact]
    public async Task Failure_60_no_other_is_ever_stopped()
    {
        var other = Run("other", ("team", "a"));
        var ours = Run("ours", ("team", "a"), ("stage", "test"));

        (await held.StopAsync(other, Cancel)).ShouldBeFalse();
        (await held.StopAsync(ours, Cancel)).ShouldBeTrue();

        (await engine.ListAsync(Cancel)).ShouldBe([other]);
    }

    [Fact]
    public async Task One_whose_network_is_shared_can_still_be_asked_about()
    {
        var owner = Run("owner");
        (await held.InspectAsync(owner, Cancel)).ShouldNotBeNull();
    }

    private string Run(string name, params (string Name, string Value)[] labels) => engine.Run(
        new SimulatedRun(name, new Dictionary<int, string> { [80] = "web" })
        {
            Labels = labels.ToDictionary(label => label.Name, label => label.Value),
        });
}
