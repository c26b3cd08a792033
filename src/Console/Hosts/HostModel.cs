using Pipeline.Console.Reading;
using Pipeline.Core.Hosts;
using Pipeline.History.Events;
using Pipeline.History.Reading;

namespace Pipeline.Console.Hosts;

public sealed record HostModel(HostView Host, FleetView Fleet, IReadOnlyList<EventView> Recent);

internal static class Leases
{
    extension(HostView host)
    {
        public string Style => host switch
        {
            { IsInTrouble: true } => "leaving",
            { Standing: HostStatus.Left } => "resting",
            _ => "well",
        };

        /// <summary>How its lease stands, in words.</summary>
        public string Lease => host.Standing switch
        {
            HostStatus.Live => "live",
            HostStatus.Suspected => "suspected: its reports are missing",
            HostStatus.Mute => "mute: its agent is dead, but its machine runs",
            HostStatus.Lost => "lost: its silence is confirmed",
            HostStatus.Left => $"left: {SafeText.Of(host.Reason)}",
            var other => throw new InvalidOperationException($"a host that is {other} has no words yet"),
        };
    }
}
