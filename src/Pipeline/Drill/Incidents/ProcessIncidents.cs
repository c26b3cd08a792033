using Pipeline.Core.Status;

namespace Pipeline.Drill.Incidents;

/// <summary>What goes wrong with the pipeline's own processes.</summary>
internal static class ProcessIncidents
{
    public static IReadOnlyList<Incident> All => [LeaderFrozen, DatabaseDown];

    private static readonly Incident LeaderFrozen = new("leader-frozen", TroubleKind.NobodyLeads)
    {
        Reported = "We started calc-5 on sim-1, and its name does not lead there.",
        Cause = "The only projector is frozen, as on a machine that is paused: it sends no heartbeat, and nobody stands by to take over.",
        Remedy = "Start another projector (./pipeline projector), or restart the frozen one. Run two, so that one takes over within 15 s.",
        BringAbout = async scene =>
        {
            scene.Leases.Freeze();
            await scene.UntilAsync(() => !scene.Leadership.Leads);
            scene.Fleet[1].Run("calc-5", "calc");
            return () =>
            {
                scene.Leases.Thaw();
                return Task.CompletedTask;
            };
        },
    };

    private static readonly Incident DatabaseDown = new("database-down", TroubleKind.DatabaseAway)
    {
        Reported = "Nothing that we deploy reaches DNS, and the console says that it cannot read.",
        Cause = "The database lets nobody in: somebody closed it for maintenance. DNS goes on answering what it did.",
        Remedy = "Open or start PostgreSQL, or correct Pipeline__Database. What was reported meanwhile is taken in by itself.",
        BringAbout = async scene =>
        {
            await scene.CloseDatabaseAsync();
            return scene.OpenDatabaseAsync;
        },
    };
}
