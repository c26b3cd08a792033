using Pipeline.Core.Hosts;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages;

/// <summary>How a host that is shown stands, as the registry judges it.</summary>
internal static class HostStanding
{
    extension(HostView host)
    {
        public HostStatus Standing => Enum.Parse<HostStatus>(host.Status, ignoreCase: true);

        /// <summary>Whether it is not heard, and ought to be.</summary>
        public bool IsInTrouble => host.Standing is HostStatus.Suspected or HostStatus.Mute or HostStatus.Lost;
    }
}
