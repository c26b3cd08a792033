using Pipeline.Console.Reading;
using Pipeline.Core.Hosts;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Words;

namespace Pipeline.Console.Hosts;

public sealed record HostModel(HostView Host, FleetView Fleet, IReadOnlyList<EventView> Recent);

internal static class HostStates
{
    extension(HostView host)
    {
        /// <summary>Its class in the style sheet.</summary>
        public string Style => host switch
        {
            { IsInTrouble: true } => "leaving",
            { Lease: HostStatus.Left } => "resting",
            _ => "well",
        };

        public Term Term => Glossary.HostStatuses[host.Lease];
    }
}
