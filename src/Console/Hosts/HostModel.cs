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
            { Lease: HostStatus.Left } or { Ending: not null } => "resting",
            _ => "well",
        };

        public Term Term => Glossary.HostStatuses[host.Lease];

        /// <summary>Its announced end as a state of its own; null if there is none.</summary>
        public Term? EndingTerm => host.Ending is null ? null : Glossary.HostEndings["ending"];

        /// <summary>The doubt about it as a state of its own; null if there is none.</summary>
        public Term? DoubtTerm => host.Doubt is null ? null : Glossary.Doubts["host"];
    }
}
