using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Status;
using Pipeline.Drill.Scene;

namespace Pipeline.Drill.Incidents;

/// <summary>What somebody else does to the zone.</summary>
internal static class ZoneIncidents
{
    public static IReadOnlyList<Incident> All => [RecordDeleted, ForeignRecord];

    /// <summary>A script that deletes what it does not know leaves no time in which the record is there.</summary>
    private static readonly TimeSpan DeletesEvery = TimeSpan.FromMilliseconds(200);

    private static readonly Incident RecordDeleted = new("record-deleted", TroubleKind.RecordMissing)
    {
        Reported = "The name time is empty, and its containers run.",
        Cause = "A cleanup script deletes the record of time from the zone, again and again.",
        Remedy = "Find who else writes the zone (of Route 53, CloudTrail tells), and stop it. Then ./pipeline replay puts the record "
            + "back at once, or the leader does within a minute.",
        BringAbout = scene => Task.FromResult(scene.Repeat(DeletesEvery, () =>
        {
            if (Find(scene, "time") is { } held) scene.Zone.Edit(new ExactChange(ExactAction.Delete, held));
        })),
    };

    private static readonly Incident ForeignRecord = new("foreign-record", TroubleKind.ForeignRecord)
    {
        Reported = "We moved billing into a container, and its name still leads to the old machine.",
        Cause = "Somebody made the record of billing by hand before. It is not this system's, so it is left alone, and ours has no "
            + "place.",
        Remedy = "Remove the record by hand, and ours follows within a minute; or take it over: "
            + "./pipeline adopt --from hand billing --yes.",
        BringAbout = scene =>
        {
            var theirs = new RecordSet
            {
                Key = new($"billing.{scene.Zone.Domain}", RecordType.SRV),
                Ttl = 300,
                Values = ["0 5 8443 old-billing.example.com."],
            };
            scene.Zone.Edit(new ExactChange(ExactAction.Create, theirs));
            scene.Fleet[1].Run("billing-1", "billing");
            return Task.FromResult(() =>
            {
                scene.Zone.Edit(new ExactChange(ExactAction.Delete, theirs));
                return Task.CompletedTask;
            });
        },
    };

    private static RecordSet? Find(DrillScene scene, string service) => scene.Zone.Current.Sets.FirstOrDefault(
        set => set.Key == new RecordKey($"{service}.{scene.Zone.Domain}", RecordType.SRV));
}
