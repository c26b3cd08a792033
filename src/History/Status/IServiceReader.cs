using Pipeline.Core.Status;
using Pipeline.History.Reading;

namespace Pipeline.History.Status;

/// <summary>Reads the services, with what the zone holds of them.</summary>
public interface IServiceReader
{
    /// <summary>The services with an instance, and those that lost their last one within a day.</summary>
    Task<IReadOnlyList<ServiceView>> ReadAsync(CancellationToken cancel);
}

/// <summary>Compares the zone with its ledger.</summary>
public interface IZoneReader
{
    /// <summary>What the zone holds now, or why it cannot be asked.</summary>
    Task<SourceAnswer<ZoneFacts>> ReadZoneAsync(CancellationToken cancel);
}
