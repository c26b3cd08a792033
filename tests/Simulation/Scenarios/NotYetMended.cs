namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// Faults of the product that the simulation finds and that are not mended yet. Their scenarios are run and must fail, so that a mended
/// one is noticed.
/// </summary>
internal static class NotYetMended
{
    /// <summary>The scenarios that fail, each with the fault in a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scenarios = new Dictionary<string, string>();
}
