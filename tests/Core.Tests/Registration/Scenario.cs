using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>Given these facts, when this one arrives, then that happens.</summary>
internal sealed record Scenario(Registry Registry)
{
    public const string Domain = "servicediscovery.internal";

    /// <summary>When everything arrives at the registry.</summary>
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Registrar AtOnce = new(Domain);

    public Registrar Registrar { get; init; } = AtOnce;

    public static Scenario Given(params IEnumerable<IHostFact> facts) => Given(AtOnce, facts);

    /// <summary>The same, where the registry lets in by other rules.</summary>
    public static Scenario Given(Registrar registrar, params IEnumerable<IHostFact> facts) =>
        new(facts.Aggregate(Registry.Empty, (registry, fact) => registrar.Decide(registry, fact, Now).After)) { Registrar = registrar };

    public Scenario And(IVerdict verdict) => this with { Registry = Registrar.Decide(Registry, verdict, Now).After };

    public Outcome When(IHostFact fact) => new(Registry, Registrar.Decide(Registry, fact, Now), fact);

    public Outcome When(IVerdict verdict) => new(Registry, Registrar.Decide(Registry, verdict, Now), null);

    public Outcome WhenSuspected(string host) => When(new LeaseFindings([Silent(host)], [], Deaf: false));

    public Outcome WhenLost(string host, string? evidence = null) => When(new LeaseFindings([], [Silent(host)], Deaf: false)
    {
        WitnessReports = evidence is null ? ImmutableDictionary<string, WitnessReport>.Empty : Said(host, Presence.Gone, evidence),
    });

    public Outcome WhenMute(string host, string evidence) =>
        When(new LeaseFindings([], [], Deaf: false) { Mute = [Silent(host)], WitnessReports = Said(host, Presence.Running, evidence) });

    private Outcome When(LeaseFindings findings) => new(Registry, Core.Registration.Registrar.Decide(Registry, findings, Now), null);

    private static Dictionary<string, WitnessReport> Said(string host, Presence presence, string evidence) =>
        new() { [host] = new(presence, evidence) };

    private (Host, HostLease) Silent(string host) => (Registry.Hosts[host], Registry.Leases[host]);
}
