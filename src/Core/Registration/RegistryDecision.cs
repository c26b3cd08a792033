using System.Collections.Immutable;
using Pipeline.Core.Hosts;

namespace Pipeline.Core.Registration;

/// <summary>The outcome of a fact.</summary>
public enum FactOutcome
{
    /// <summary>It changed the registry.</summary>
    Applied,

    /// <summary>It was newer, and changed only the lease.</summary>
    Unchanged,

    /// <summary>It was a duplicate, or overtaken by a newer fact.</summary>
    Late,

    /// <summary>It was heard but not believed.</summary>
    Doubted,
}

/// <summary>A decision of the registry: the events, the changed leases, and the registry after them.</summary>
public sealed record RegistryDecision(
    FactOutcome Outcome, ImmutableList<RegistryEvent> Events, ImmutableList<HostLease> Leases, Registry After);
