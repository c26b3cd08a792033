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
        KnownFault.ListsAppliedLater | KnownFault.RecordsOfALostLedger;

    /// <summary>The scenarios that fail, each with the fault in a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scenarios = new Dictionary<string, string>
    {
        [nameof(A_list_that_is_applied_after_its_answer_was_lost)] = "a list has no fence, so that a late one leaves a record nobody owns",
        [nameof(A_store_that_is_restored)] = "records that were written after the backup are taken for foreign ones",
    };
}
