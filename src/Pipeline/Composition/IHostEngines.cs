using Pipeline.Producer.Engines;

namespace Pipeline.Composition;

/// <summary>The engines of the hosts that this process watches.</summary>
internal interface IHostEngines
{
    /// <summary>Stops containers of a host; null when no agent here watches that host.</summary>
    IStoppingEngine? StopperOf(string host);
}
