using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;

namespace Pipeline.Projector.Settings;

/// <summary>What the projector needs to know.</summary>
public sealed record ProjectorSettings
{
    /// <summary>The domain that it serves, in lower case without a final dot.</summary>
    public required string Domain { get; init; }

    /// <summary>How long resolvers may keep an answer; whole seconds.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How a service's instances lie in record sets.</summary>
    public ZoneLayout Layout { get; init; } = ZoneLayout.Simple;

    /// <summary>How often the whole zone is held against the registry, nudged or not.</summary>
    public TimeSpan FullPassEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether containers are let in as soon as they run, or once they are healthy.</summary>
    public Admission Admission { get; init; } = Admission.AtStart;

    /// <summary>When the silence of a host means something.</summary>
    public LeasePolicy Leases { get; init; } = LeasePolicy.Default;

    /// <summary>How often a witness is asked about a host that is silent for too long.</summary>
    public TimeSpan WitnessEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the leases are looked at.</summary>
    public TimeSpan LeasesEvery { get; init; } = TimeSpan.FromSeconds(1);
}
