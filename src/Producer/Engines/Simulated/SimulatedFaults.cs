namespace Pipeline.Producer.Engines.Simulated;

/// <summary>How a simulated engine misbehaves. Everything is off until it is set; what is drawn, is drawn from the seed.</summary>
public sealed class SimulatedFaults(int seed = 0)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private int inspectionsToFail;
    private int hintsToLose;

    /// <summary>Whether the engine refuses every call.</summary>
    public bool IsDown { get; set; }

    /// <summary>How likely an inspection fails, from 0 to 1.</summary>
    public double InspectionFailure { get; set; }

    /// <summary>How likely a hint gets lost, from 0 to 1.</summary>
    public double HintLoss { get; set; }

    /// <summary>How likely the event stream breaks at a hint, from 0 to 1.</summary>
    public double StreamBreak { get; set; }

    /// <summary>Runs between the request for an inspection and its answer: what happens meanwhile, the answer shows.</summary>
    public Func<string, Task>? InMidInspection { get; set; }

    public void FailInspections(int count) => Interlocked.Exchange(ref inspectionsToFail, count);

    public void LoseHints(int count) => Interlocked.Exchange(ref hintsToLose, count);

    internal bool FailsInspection() => TakeOne(ref inspectionsToFail) || Draw(InspectionFailure);

    internal bool LosesHint() => TakeOne(ref hintsToLose) || Draw(HintLoss);

    internal bool BreaksStream() => Draw(StreamBreak);

    private bool Draw(double probability)
    {
        lock (gate) return probability > 0 && random.NextDouble() < probability;
    }

    private bool TakeOne(ref int left)
    {
        lock (gate) return left > 0 && left-- > 0;
    }
}
