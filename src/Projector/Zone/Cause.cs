using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>The cause of changes to the zone.</summary>
/// <param name="Traces">Traces, each as its causing span, by the names of services and hosts.</param>
/// <param name="Stated">When the oldest fact or verdict was issued; null if there is none.</param>
public sealed record Cause(IReadOnlyDictionary<string, string[]> Traces, DateTimeOffset? Stated)
{
    public static readonly Cause Unknown = new(ChangeNotice.NoTraces, null);
}
