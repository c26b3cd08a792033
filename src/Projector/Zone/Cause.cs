using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>What led to changes of the zone.</summary>
/// <param name="Traces">Traces, each by the span that led there, by the names of services and hosts.</param>
/// <param name="Stated">When the oldest statement was made; null where nobody made one.</param>
public sealed record Cause(IReadOnlyDictionary<string, string[]> Traces, DateTimeOffset? Stated)
{
    public static readonly Cause Unknown = new(ChangeNotice.NoTraces, null);
}
