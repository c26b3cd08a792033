namespace Pipeline.Store.Registry;

/// <summary>How far a rebuild had come, to go on from where it was killed.</summary>
/// <param name="Id">What is rebuilt.</param>
/// <param name="Upto">The last stream that is done.</param>
public sealed record ReplayCheckpoint(string Id, string Upto, long Events, int Replaced, DateTimeOffset At)
{
    public const string OfRegistry = "registry";
}
