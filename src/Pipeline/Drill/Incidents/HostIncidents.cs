using Pipeline.Core.Status;

namespace Pipeline.Drill.Incidents;

/// <summary>What goes wrong with a host.</summary>
internal static class HostIncidents
{
    public static IReadOnlyList<Incident> All => [HostVanished, AgentDead, ClockWrong, TwoHostsOfOneName];

    private static readonly TimeSpan WrongBy = TimeSpan.FromMinutes(10);

    private static readonly Incident HostVanished = new("host-vanished", TroubleKind.HostLost)
    {
        Reported = "Every third call to portal times out.",
        Cause = "The machine of sim-3 lost its power. Its containers are gone, and stay in DNS until the host is confirmed lost.",
        Remedy = "DNS mends itself: the containers leave it within a minute. Start the machine again, or let it be replaced; see it return "
            + "with ./pipeline hosts.",
        BringAbout = async scene =>
        {
            var host = scene.Fleet[3];
            await host.PowerOffAsync();
            return () =>
            {
                host.PowerOn();
                return Task.CompletedTask;
            };
        },
    };

    private static readonly Incident AgentDead = new("agent-dead", TroubleKind.AgentDown)
    {
        Reported = "We replaced calc on sim-2, and its name still leads to the old container.",
        Cause = "The agent on sim-2 died. The machine runs, and nobody says what starts and stops there.",
        Remedy = "Start the agent again: systemctl restart pipeline-agent on the host, or its ECS daemon task. Its first report "
            + "corrects everything.",
        BringAbout = async scene =>
        {
            var host = scene.Fleet[2];
            await host.StopAgentAsync();
            host.Remove(host.Find("calc-2"));
            host.Run("calc-2", "calc");
            return () =>
            {
                host.StartAgent();
                return Task.CompletedTask;
            };
        },
    };

    private static readonly Incident ClockWrong = new("clock-wrong", TroubleKind.ClockWrong)
    {
        Reported = "The log of sim-1 is ten minutes ahead of all others.",
        Cause = "The clock of sim-1 was set ten minutes ahead. DNS is right nonetheless: facts are not ordered by clocks.",
        Remedy = "Set the clock, and have it kept by NTP: chronyc makestep on the host.",
        BringAbout = scene =>
        {
            var clock = scene.Fleet[1].Clock;
            clock.Ahead = WrongBy;
            return Task.FromResult(() =>
            {
                clock.Ahead = TimeSpan.Zero;
                return Task.CompletedTask;
            });
        },
    };

    private static readonly Incident TwoHostsOfOneName = new("two-hosts-of-one-name", TroubleKind.HostConflict)
    {
        Reported = "We started a new machine, and since then half of what runs on sim-2 is not in DNS.",
        Cause = "The new machine is a copy of sim-2 and has its name, so two agents speak for sim-2. Only one is believed, and only its "
            + "containers are in DNS.",
        Remedy = "Give the new machine a name of its own (Pipeline__HostId), or stop its agent: then the other is believed with its second "
            + "report. ./pipeline hosts has the address of the one that is believed.",
        BringAbout = scene =>
        {
            var copy = scene.Fleet.Add("sim-2", "127.0.1.12");
            copy.Run("calc-4", "calc");
            return Task.FromResult(copy.StopAgentAsync);
        },
    };
}
