namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Faults of the product that the simulation has found and that are not mended yet.</summary>
[Flags]
internal enum KnownFault
{
    None = 0,

    /// <summary>A restored store does not know the records that were written after its backup, and leaves them alone for ever.</summary>
    RecordsOfALostLedger = 16,

    /// <summary>A container whose claim to a name is refused because of its owner counts for the floor of that name.</summary>
    IntrudersCountForTheFloor = 32,

    /// <summary>While Route 53 refuses the change of an SRV record, the address that it points to may be deleted.</summary>
    TargetsOfRefusedChanges = 64,
}
