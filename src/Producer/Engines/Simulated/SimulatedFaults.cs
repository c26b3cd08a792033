namespace Pipeline.Producer.Engines.Simulated;

/// <summary>The faults of a simulated engine. All are off until set. Random faults follow the seed.</summary>
/// <param name="seed">The same seed makes the same random faults.</param>
public sealed class SimulatedFaults(int seed = 0)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private int inspectionsToFail;
    private int hintsToLose;

    /// <summary>Whether the engine fails every call.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether the engine's own checks fail for whatever starts.</summary>
    public bool IsSick { get; set; }

    /// <summary>The probability that an inspection fails, from 0 to 1.</summary>
    public double InspectionFailure { get; set; }

    /// <summary>The probability that a hint is lost, from 0 to 1.</summary>
    public double HintLoss { get; set; }

    /// <summary>The probability that a hint breaks the event streams, from 0 to 1.</summary>
    public double StreamBreak { get; set; }

    /// <summary>Runs before the engine reads the state of an inspected container. The answer shows what happens meanwhile.</summary>
    public Func<string, Task>? BeforeInspection { get; set; }

    /// <summary>Runs after the engine read the state and before it answers. The answer does not show what happens meanwhile.</summary>
    public Func<string, Task>? BeforeAnswer { get; set; }

    /// <summary>Fails the next inspections.</summary>
    public void FailInspections(int count) => Interlocked.Exchange(ref inspectionsToFail, count);

    /// <summary>Loses the next hints.</summary>
    public void LoseHints(int count) => Interlocked.Exchange(ref hintsToLose, count);

    internal bool FailsInspection() => CountDown(ref inspectionsToFail) || Happens(InspectionFailure);

    internal bool LosesHint() => CountDown(ref hintsToLose) || Happens(HintLoss);

    internal bool BreaksStream() => Happens(StreamBreak);

    private bool Happens(double probability)
    {
        lock (gate) return probability > 0 && random.NextDouble() < probability;
    }

    private bool CountDown(ref int left)
    {
        lock (gate) return left > 0 && left-- > 0;
    }
}
