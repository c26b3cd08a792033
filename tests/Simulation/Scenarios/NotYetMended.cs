using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Faults of the product that the simulation finds and that are not mended yet. Their scenarios are run and must fail, so that a mended one
/// is noticed; drawn plans leave out what leads to them.
/// </summary>
internal static class NotYetMended
{
    /// <summary>Drawn plans leave out what leads to these, or their oracles excuse it.</summary>
    public const KnownFault InDrawnPlans =
        KnownFault.RecordsOfALostLedger | KnownFault.IntrudersCountForTheFloor | KnownFault.TargetsOfRefusedChanges;

    /// <summary>The scenarios that fail, each with the fault in a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scenarios = new Dictionary<string, string>
    {
        [nameof(A_store_that_is_restored)] = "a database that is older than its zone writes nothing; records written since stay nobody's",
        [nameof(An_intruder_beside_the_last_instance)] = "a claim that is refused because of its owner counts for the floor of the name",
        [nameof(A_host_that_is_lost_while_its_service_is_refused)] =
            "an address is deleted although the zone refused to take it from the SRV record that points to it",
    };
}
