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
        KnownFault.StopsOfLaterRuns | KnownFault.SiblingsBelowTheFloor | KnownFault.RecordsOfALostLedger;

    /// <summary>The scenarios that fail, each with the fault in a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scenarios = new Dictionary<string, string>
    {
        [nameof(A_store_that_is_restored)] = "a database that is older than its zone writes nothing; records written since stay nobody's",
        [nameof(A_stop_that_comes_in_the_next_run)] = "a stop names its run, and whoever stops does not compare it",
        [nameof(A_service_that_sickens_with_its_siblings)] = "the floor does not count what else a stop of the task ends",
    };
}
