using System.Diagnostics;
using System.Globalization;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Processes;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Engines;

public sealed class When_containers_are_processes : IAsyncDisposable
{
    private readonly ProcessEngine engine = new("here", TimeProvider.System);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task One_that_runs_is_on_the_machines_own_network()
    {
        Run("sleep 60");

        var seen = await OnlyAsync();
        seen.Status.ShouldBe(EngineContainerStatus.Running);
        seen.NetworkMode.ShouldBe("host");
        seen.Environment.ShouldBe(["SERVICE_8081_NAME=calc"]);
    }

    [Fact]
    public async Task One_that_ends_by_itself_is_told_of_with_its_exit_code()
    {
        var pid = Run("sleep 60");
        var id = (await OnlyAsync()).Id;
        await ShellCommand.RunAsync("kill", ["-KILL", pid.ToString(CultureInfo.InvariantCulture)]);

        var end = await HintAsync("die");
        end.ContainerId.ShouldBe(id);
        (await engine.InspectAsync(id, CancellationToken.None)).ShouldNotBeNull().ExitCode.ShouldBe(128 + Signals.Kill);
        (await engine.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_stopped_drains_first_and_is_over()
    {
        var pid = Run("sleep 60");
        var id = (await OnlyAsync()).Id;

        (await engine.StopAsync(id, CancellationToken.None)).ShouldBeTrue();

        (await HintAsync("kill")).Signal.ShouldBe(Signals.Terminate);
        await HintAsync("die");
        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
        (await engine.StopAsync("unknown", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task All_end_with_the_engine()
    {
        var pid = Run("sleep 60");
        await engine.DisposeAsync();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
    }

    private int Run(string script) => engine.Run(SimulatedRun.Of("calc-1", "calc", 8081), new ProcessStartInfo("sh", ["-c", script]));

    private async Task<ContainerInspection> OnlyAsync()
    {
        var id = (await engine.ListAsync(CancellationToken.None)).ShouldHaveSingleItem();
        return (await engine.InspectAsync(id, CancellationToken.None)).ShouldNotBeNull();
    }

    private async Task<EngineHint> HintAsync(string action)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await foreach (var hint in engine.WatchAsync(DateTimeOffset.UnixEpoch, patience.Token))
            if (hint.Action == action)
                return hint;
        throw new InvalidOperationException("the stream ended");
    }
}
