namespace Pipeline.Store.Registry;

/// <summary>The progress of a rebuild, from which the next one continues after a crash.</summary>
/// <param name="Id">The store that is rebuilt.</param>
/// <param name="Upto">The last rebuilt stream.</param>
/// <param name="Events">The number of folded events.</param>
/// <param name="Replaced">The number of replaced documents.</param>
/// <param name="At">When the checkpoint was written.</param>
public sealed record ReplayCheckpoint(string Id, string Upto, long Events, int Replaced, DateTimeOffset At)
{
    public const string OfRegistry = "registry";
}
