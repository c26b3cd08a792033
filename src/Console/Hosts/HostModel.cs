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
            { IsSilent: true } => "leaving",
            { Doubt: not null } => "doubted",
            { Lease: HostStatus.Left } => "resting",
            _ => "well",
        };

        public Term Term => Glossary.HostStatuses[host.Lease];

        /// <summary>The doubt about it as a state of its own; null if there is none.</summary>
        public Term? DoubtTerm => host.Doubt is null ? null : Glossary.Doubts["host"];
    }
}
