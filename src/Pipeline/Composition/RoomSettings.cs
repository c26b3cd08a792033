using System.Net;
using Pipeline.Clusters.Settings;
using Pipeline.Console.Access;
using Pipeline.HealthSaga.Settings;
using Pipeline.Producer.Settings;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;

namespace Pipeline.Composition;

/// <summary>Maps the command's settings to those of each room; nothing else does.</summary>
internal static class RoomSettings
{
    extension(PipelineSettings settings)
    {
        public ProjectorSettings Projector() => new()
        {
            Domain = settings.Domain,
            Ttl = settings.Ttl,
            Layout = settings.Layout,
            Addresses = settings.Addresses,
            ProtocolNames = settings.ProtocolNames,
            Names = settings.Names(),
            Admission = new(settings.Health.AdmitOnceHealthy, settings.Health.Checks),
        };

        public NameSettings Names() => new()
        {
            OwnersFile = settings.NameOwners,
            OwnersList = settings.NameOwnersList,
            Unlisted = settings.UnlistedNames,
            ReleaseAfter = settings.ReleaseNames,
        };

        public HealthSettings HealthSaga() => new()
        {
            Domain = settings.Domain,
            Policy = settings.Health with { Ttl = settings.Ttl },
            Governor = settings.Governor,
        };

        /// <summary>What is taken from ECS itself; null for nothing.</summary>
        public ClusterSettings? Clusters() => settings is { EcsTasks: [], EcsBalancers: false }
            || settings.Cluster is not { } cluster ? null : new()
            {
                Cluster = cluster,
                LaunchTypes = [.. settings.EcsTasks],
                TakesServices = settings.EcsBalancers,
                OwnerLabel = settings.OwnerLabel,
                ResyncEvery = settings.EcsResync,
            };

        public Route53Budget Route53Budget => new(settings.Route53Requests, settings.Route53Changes);

        /// <param name="zoneId">The hosted zone; null for <see cref="PipelineSettings.ZoneId"/>, or the zone with the domain's
        /// name.</param>
        public Route53ZoneSettings Route53Zone(string? zoneId = null) => new()
        {
            Domain = settings.Domain,
            ZoneId = zoneId ?? settings.ZoneId,
            Role = settings.ZoneRole,
            Private = settings.PrivateZone,
            Budget = settings.Route53Budget,
        };

        public AgentSettings Agent(string address, string engine) => new()
        {
            Address = address,
            Address6 = settings.Address6?.ToString(),
            EngineName = engine,
            ReportInterval = settings.ReportInterval,
            LeaveOnShutdown = settings.LeaveOnShutdown,
            OwnerLabel = settings.OwnerLabel,
        };

        public ConsoleSettings ConsoleAccess => new()
        {
            Domain = settings.Domain,
            Token = settings.ConsoleToken,
            IdentityHeader = settings.ConsoleIdentityHeader,
            Proxy = settings.ConsoleProxy,
            IsOpen = settings.ConsoleIsOpen,
            ApiRequests = settings.ApiRequests,
        };

        public IPEndPoint ConsoleEndPoint => new(IPAddress.Parse(settings.Console.Host.Trim('[', ']')), settings.Console.Port);

        /// <summary>The zone of <c>up</c>.</summary>
        public string LocalZoneId => $"local:{settings.Domain}";
    }
}
