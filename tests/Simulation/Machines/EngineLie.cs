namespace Pipeline.Tests.Simulation.Machines;

/// <summary>What an engine says that is not so.</summary>
internal enum EngineLie
{
    None,

    /// <summary>Its list is empty; inspections are true.</summary>
    NothingRuns,

    /// <summary>Containers that have ended run, in its list and in inspections.</summary>
    NothingEnds,

    /// <summary>Ports are published elsewhere.</summary>
    OtherPorts,

    /// <summary>No port is published.</summary>
    NoPorts,
}
