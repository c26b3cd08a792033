using System.Collections.Immutable;
using Pipeline.Core.Hosts;

namespace Pipeline.Core.Registration;

/// <summary>What became of a fact.</summary>
public enum FactOutcome
{
    /// <summary>It changed the registry.</summary>
    Applied,

    /// <summary>It was newer and changed nothing but the lease.</summary>
    Unchanged,

    /// <summary>It was a duplicate, or overtaken by a newer fact.</summary>
    Late,
}

/// <summary>A decision: what happened, the leases as they stand now (none where the fact was late), and the registry after it.</summary>
public sealed record Verdict(FactOutcome Outcome, ImmutableList<RegistryEvent> Events, ImmutableList<HostLease> Leases, Registry After);
