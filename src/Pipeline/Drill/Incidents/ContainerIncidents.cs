using Pipeline.Contracts;
using Pipeline.Core.Status;

namespace Pipeline.Drill.Incidents;

/// <summary>What goes wrong with a container.</summary>
internal static class ContainerIncidents
{
    public static IReadOnlyList<Incident> All => [Unhealthy, ContainerStopped, EjectionsFrozen, NeverPasses, CrashLoop];

    private static readonly TimeSpan CrashesEvery = TimeSpan.FromSeconds(5);

    private static readonly Incident Unhealthy = new("unhealthy", TroubleKind.Unhealthy)
    {
        Reported = "Every call to report fails, and its name still answers.",
        Cause = "The check of report-1 fails. It is the last container of its name, so the floor keeps it in DNS.",
        Remedy = "Mend or replace the container: ./pipeline why report has the last words of its check. Start a second one, so that a sick "
            + "one can be removed.",
        BringAbout = scene =>
        {
            var host = scene.Fleet[1];
            var container = host.Find("report-1");
            host.Engine.SetHealth(container, EngineHealth.Unhealthy);
            return Task.FromResult(() =>
            {
                host.Engine.SetHealth(container, EngineHealth.Healthy);
                return Task.CompletedTask;
            });
        },
    };

    private static readonly Incident ContainerStopped = new("container-stopped", TroubleKind.Unhealthy)
    {
        Reported = "calc-1 was stopped, and nobody of us did it.",
        Cause = "Its check failed three times, so it was removed from DNS, and once the TTL had run out it was stopped. Two others answer.",
        Remedy = "./pipeline why calc-1 has the last words of its check. Its scheduler starts another one; mend what made it fail.",
        PassesByItself = true,
        BringAbout = scene =>
        {
            var host = scene.Fleet[1];
            host.Engine.SetHealth(host.Find("calc-1"), EngineHealth.Unhealthy);
            return Task.FromResult(() =>
            {
                host.Run("calc-6", "calc");
                return Task.CompletedTask;
            });
        },
    };

    private static readonly Incident EjectionsFrozen = new("ejections-frozen", TroubleKind.Frozen)
    {
        Reported = "A third of all calls fails, whatever the service is.",
        Cause = "Everything on sim-3 began to fail at once. That is not the containers' fault, so nothing is ejected or stopped.",
        Remedy = "Look for what they share: the host, its network, a security group, what their checks depend on. It ends by itself.",
        BringAbout = scene =>
        {
            SetHealth(EngineHealth.Unhealthy);
            return Task.FromResult(() =>
            {
                SetHealth(EngineHealth.Healthy);
                return Task.CompletedTask;
            });

            void SetHealth(EngineHealth health)
            {
                var engine = scene.Fleet[3].Engine;
                foreach (var container in engine.Running) engine.SetHealth(container.Id, health);
            }
        },
    };

    private static readonly Incident NeverPasses = new("never-passes", TroubleKind.NeverPassed)
    {
        Reported = "We deployed the new service search. Its name answers, and the dashboard says that it is not healthy.",
        Cause = "The check of search-1 has never passed, so it may be the check that is wrong. Nothing is removed by such a check.",
        Remedy = "Correct the check (SERVICE_8080_CHECK), or mend what it looks at, and deploy again.",
        BringAbout = scene =>
        {
            var host = scene.Fleet[1];
            var container = host.Run("search-1", "search", EngineHealth.Unhealthy);
            return Task.FromResult(() =>
            {
                host.Remove(container);
                host.Run("search-1", "search");
                return Task.CompletedTask;
            });
        },
    };

    private static readonly Incident CrashLoop = new("crash-loop", TroubleKind.CrashLoop)
    {
        Reported = "The name import came and went, and now it is empty.",
        Cause = "import-1 ends by itself with exit code 1 soon after each start. From the second time on it is kept out of DNS for "
            + "a pause.",
        Remedy = "Read its log (docker logs import-1), and deploy a version that stays up.",
        BringAbout = scene =>
        {
            var host = scene.Fleet[2];
            var container = host.Find("import-1");
            var end = scene.Repeat(CrashesEvery, () =>
            {
                host.Engine.Exit(container, exitCode: 1);
                host.Engine.Restart(container);
            });
            return Task.FromResult(async () =>
            {
                await end();
                host.Remove(container);
                host.Run("import-1", "import");
            });
        },
    };
}
