using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Status;

/// <summary>What is known of a pipeline at one moment, source by source.</summary>
public sealed record StatusFacts
{
    /// <summary>The present, by the database's clock where it answers.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Why the database cannot be asked, as text for people; null if it answers.</summary>
    public string? DatabaseFailure { get; init; }

    public SourceAnswer<LeaderFacts> Leader { get; init; } = SourceAnswer<LeaderFacts>.None;

    public SourceAnswer<RegistryFacts> Registry { get; init; } = SourceAnswer<RegistryFacts>.None;

    public SourceAnswer<HealthFacts> Health { get; init; } = SourceAnswer<HealthFacts>.None;

    public SourceAnswer<ZoneFacts> Zone { get; init; } = SourceAnswer<ZoneFacts>.None;

    public SourceAnswer<QueuesFacts> Queues { get; init; } = SourceAnswer<QueuesFacts>.None;
}

/// <summary>Who leads the zone, as the database has it: a leader that is frozen cannot say anything else.</summary>
/// <param name="Zone">The zone's identity.</param>
/// <param name="Holder">The process that leads, or led last; null if nobody ever did.</param>
/// <param name="IsHeld">Whether its heartbeats arrive.</param>
/// <param name="Since">When it began to lead; if it does not any more, when its term ended.</param>
/// <param name="Term">The number of the term.</param>
/// <param name="LastPass">When the last successful pass ended; null if none is known.</param>
/// <param name="Failure">Why later passes failed; null if none did.</param>
/// <param name="FullPassEvery">The interval of full passes.</param>
public sealed record LeaderFacts(
    string Zone, string? Holder, bool IsHeld, DateTimeOffset Since, long Term, DateTimeOffset? LastPass, string? Failure,
    TimeSpan FullPassEvery)
{
    /// <summary>Whether the zone is in the memory of a running pipeline.</summary>
    public required bool IsLocal { get; init; }
}

/// <summary>The registry: hosts with their leases, and the containers that are present.</summary>
public sealed record RegistryFacts(
    IReadOnlyList<Host> Hosts, IReadOnlyList<HostLease> Leases, IReadOnlyList<Container> Containers)
{
    /// <summary>The names that an instance left last, within a day; some of them have others.</summary>
    public IReadOnlyList<EmptiedName> Emptied { get; init; } = [];
}

/// <summary>A name that an instance left last.</summary>
/// <param name="Container">The name of that instance's container.</param>
/// <param name="Reason">Why it was deregistered.</param>
/// <param name="ExitCode">With which exit code its last run ended; null if that is not known.</param>
public sealed record EmptiedName(string Service, string Container, WithdrawalReason Reason, int? ExitCode, DateTimeOffset At);

/// <summary>The health of the containers that run, and the freezes in effect.</summary>
public sealed record HealthFacts(IReadOnlyList<ContainerHealth> Running, IReadOnlyList<string> Freezes);

/// <summary>The zone beside its ledger and the registry.</summary>
public sealed record ZoneFacts
{
    /// <summary>The zone's identity.</summary>
    public required string Id { get; init; }

    /// <summary>Why the zone itself was not read, so that it is believed to hold what the ledger says; null if it was read.</summary>
    public string? Unread { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The number of record sets that it holds according to the ledger.</summary>
    public int Records { get; init; }

    /// <summary>The number of changes that the next full pass would make.</summary>
    public int Changes { get; init; }

    /// <summary>How many registered instances of each service it holds.</summary>
    public ImmutableDictionary<string, int> InDns { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Records that were accepted and are gone from the zone.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Records of ours that somebody else changed.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];

    /// <summary>Records that cannot be added, because somebody else's record is in the way.</summary>
    public ImmutableArray<string> Blocked { get; init; } = [];

    /// <summary>Records whose last change the zone refused, with the reason.</summary>
    public ImmutableArray<RefusedRecord> Refused { get; init; } = [];

    /// <summary>Instances without records.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Whose fence the zone has, with what to do; null if it is ours.</summary>
    public string? FenceFault { get; init; }

    /// <summary>Whether nothing is written because of the fence.</summary>
    public bool IsFencedOff { get; init; }

    /// <summary>What the changes cost.</summary>
    public PlanCost Cost { get; init; }
}

/// <summary>A record whose last change the zone refused.</summary>
public sealed record RefusedRecord(string Record, string Reason);

/// <summary>The queues that messages wait in.</summary>
public sealed record QueuesFacts(IReadOnlyList<QueueFacts> Queues);

/// <summary>One queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Waiting">How many messages wait, about.</param>
/// <param name="Taken">How many were taken and are not finished, about.</param>
/// <param name="Oldest">Since when the oldest one waits; null if nobody knows.</param>
/// <param name="Source">The queue whose dead letters it holds; null for one that holds no dead letters.</param>
/// <param name="Reason">Why its messages wait, as text for people; null if nobody knows.</param>
public sealed record QueueFacts(
    string Name, long Waiting, long Taken, DateTimeOffset? Oldest = null, string? Source = null, string? Reason = null);
