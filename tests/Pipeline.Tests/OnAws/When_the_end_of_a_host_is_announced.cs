using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.OnAws;

/// <summary>An Auto Scaling group replaces a host, as at each change of the machine image, and ECS drains it.</summary>
[Collection(typeof(HostTests))]
public sealed class When_the_end_of_a_host_is_announced(StandInFleet fleet)
{
    private const string State = "autoscaling/target-lifecycle-state", Reason = "terminated by its Auto Scaling group";

    [Fact]
    public async Task Failure_54_A_host_is_replaced_under_managed_draining_without_a_failed_look_up()
    {
        await using var metadata = await EmulatedMetadata.StartAsync((State, "InService"));
        await using var former = await StandInEngine.StartAsync();
        await using var next = await StandInEngine.StartAsync();
        var task = former.Run("drained", 4301);
        await using var leaving = await fleet.StartAgentAsync(former, "former", "127.0.6.1", metadata: metadata);
        await fleet.LeadsToAsync("drained", "former:4301");
        await using var lookUps = new LookUps(() => fleet.Places("drained"));

        metadata.Say(State, "Terminated");
        await fleet.SeesAsync("former", host => host is { Status: "live", Ending: Reason }, "its end is announced");
        await fleet.LeadsToAsync("drained", "former:4301");

        await using var arriving = await fleet.StartAgentAsync(next, "next", "127.0.6.2");
        next.Run("drained", 4302);
        await fleet.LeadsToAsync("drained", "former:4301", "next:4302");
        former.Stop(task);
        await fleet.LeadsToAsync("drained", "next:4302");
        await leaving.StopAsync();
        await fleet.SeesAsync("former", host => host is { Status: "left", Ending: null }, "nothing ran there, and it left");

        lookUps.Failed.ShouldBe(0, $"of {lookUps.Asked}");
        lookUps.Asked.ShouldBeGreaterThan(100);
    }

    /// <summary>Somebody who looks a name up again and again.</summary>
    private sealed class LookUps : IAsyncDisposable
    {
        private readonly PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        private readonly Task asking;

        public LookUps(Func<IReadOnlyList<string>> lookUp) => asking = AskAsync(lookUp);

        public int Asked { get; private set; }

        public int Failed { get; private set; }

        public async ValueTask DisposeAsync()
        {
            timer.Dispose();
            await asking;
        }

        private async Task AskAsync(Func<IReadOnlyList<string>> lookUp)
        {
            while (await timer.WaitForNextTickAsync())
            {
                Asked++;
                if (lookUp() is []) Failed++;
            }
        }
    }
}
