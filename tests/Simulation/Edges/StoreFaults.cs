using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>What goes wrong at the store at present.</summary>
internal sealed class StoreFaults
{
    /// <summary>Whether it refuses connections.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether it accepts calls and answers none.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Whether it refuses writes, as a standby does.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether its disk is full, so that it takes no writes.</summary>
    public bool IsFull { get; set; }

    /// <summary>The share of writes that take effect, while the answer is lost.</summary>
    public double AnswerLost { get; set; }

    /// <summary>The processes that do not reach it.</summary>
    public HashSet<SimulatedProcess> CutOff { get; } = [];

    /// <summary>Whether every call reaches it and has its effect.</summary>
    public bool AreNone => !IsAway && !IsFrozen && !IsReadOnly && !IsFull && CutOff.Count == 0;

    public void Clear()
    {
        (IsAway, IsFrozen, IsReadOnly, IsFull, AnswerLost) = (false, false, false, false, 0);
        CutOff.Clear();
    }
}
