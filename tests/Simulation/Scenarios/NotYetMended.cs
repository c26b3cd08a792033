using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Faults of the product that the simulation finds and that are not mended yet. Their scenarios are run and must fail, so that a mended one
/// is noticed; drawn plans leave out what leads to them.
/// </summary>
internal static class NotYetMended
{
    /// <summary>Drawn plans leave out what leads to these.</summary>
    public const KnownFault InDrawnPlans = KnownFault.RecordsOfALostLedger;

    /// <summary>The scenarios that fail, each with the fault in a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scenarios = new Dictionary<string, string>
    {
        [nameof(A_store_that_is_restored)] = "a database that is older than its zone writes nothing; records written since stay nobody's",
    };
}
