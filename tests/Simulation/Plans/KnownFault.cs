namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Faults of the product that the simulation has found and that are not mended yet.</summary>
[Flags]
internal enum KnownFault
{
    None = 0,

    /// <summary>A restored store does not know the records that were written after its backup, and leaves them alone for ever.</summary>
    RecordsOfALostLedger = 16,
}
