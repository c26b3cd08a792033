using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>The state of a container in the registry.</summary>
public enum ContainerStatus
{
    Running,
    Stopping,
    Paused,
    Stopped,

    /// <summary>Its host was lost or left.</summary>
    Orphaned,
}

/// <summary>One container in the registry: the fold of its stream.</summary>
public sealed record Container
{
    public required string Id { get; init; }

    /// <summary>The number of events in the stream.</summary>
    public int Version { get; init; }

    public string Host { get; init; } = "";

    /// <summary>The stamp of the newest fact that counted.</summary>
    public Stamp Stamp { get; init; }

    public ContainerStatus Status { get; init; }
    public string Name { get; init; } = "";
    public string Image { get; init; } = "";
    public EcsTask? Task { get; init; }

    /// <summary>The start of the current run, by the host's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// When the first fact of the current run arrived, by the projector's clock; null in runs of versions that did not keep it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FirstHeard { get; init; }

    /// <summary>The crashes before the current run; null if there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrashCount? Crashes { get; init; }

    /// <summary>The value of its owner label; null if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; init; }

    /// <summary>When <see cref="Status"/> last changed.</summary>
    public DateTimeOffset Since { get; init; }

    public ImmutableList<Instance> Instances { get; init; } = [];
    public ImmutableList<Refusal> Refusals { get; init; } = [];

    /// <summary>What only looks like a claim, and the parts of claims that cannot be used; null if there is nothing of the kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<ClaimFlaw>? Flaws { get; init; }

    /// <summary>The instances that are held back because of its health, or of its crashes.</summary>
    public ImmutableList<Instance> Withheld { get; init; } = [];

    /// <summary>
    /// The instances that left their names because the end of its host is announced; they return to a name for which nobody else answers.
    /// Null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<Instance>? LeftEarly { get; init; }

    /// <summary>The last verdict on its health; null if there was none.</summary>
    public Fitness? Fitness { get; init; }

    /// <summary>Why another host's word about it is not believed, as text for people; null if no other host reports it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Doubt { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>All its valid claims, in DNS or not.</summary>
    [JsonIgnore]
    public IEnumerable<Instance> Claimed => Instances.Concat(Withheld).Concat(LeftEarly ?? []);

    /// <summary>The services of its instances, also of those that left early; an index.</summary>
    public IReadOnlyList<string> Services => Instances.Concat(LeftEarly ?? []).Select(i => i.Service).Distinct().ToArray();

    /// <summary>The addresses of its instances; an index.</summary>
    public IReadOnlyList<string> Addresses => Instances.Select(i => i.At.ToKey()).Distinct().ToArray();

    /// <summary>
    /// The start of the run as far as it is believed: a host's clock may be ahead, but a run began before it was heard of.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset BelievedStart => FirstHeard < StartedAt ? FirstHeard.Value : StartedAt;

    /// <summary>Whether it has not ended, according to its host, as far as this version knows its status.</summary>
    public bool IsPresent => Status is not (ContainerStatus.Stopped or ContainerStatus.Orphaned);

    /// <summary>Whether one of its instances is registered at an address.</summary>
    public bool HasInstanceAt(TransportAddress address) => Instances.Exists(instance => instance.At == address);

    /// <summary>
    /// Whether an address that both claim belongs to this container. On one host the later start decides, because an engine reuses a port
    /// only after its holder has ended. Clocks of two hosts are not comparable: between hosts the later time of receipt decides.
    /// </summary>
    public bool Outranks(Container other) => Host == other.Host
        ? (BelievedStart, StartedAt, Id).CompareTo((other.BelievedStart, other.StartedAt, other.Id)) > 0
        : (FirstHeard ?? BelievedStart, BelievedStart, Id)
            .CompareTo((other.FirstHeard ?? other.BelievedStart, other.BelievedStart, other.Id)) > 0;

    /// <summary>The state after one more event.</summary>
    public static Container Evolve(Container? state, string id, ContainerEvent happened)
    {
        // An unknown container is not running until a run begins.
        var container = state ?? new Container { Id = id, Status = ContainerStatus.Stopped };
        return (happened switch
        {
            RunBegan e => container.At(e, ContainerStatus.Running) with
            {
                Name = e.Name,
                Image = e.Image,
                Task = e.Task,
                StartedAt = e.StartedAt,
                FirstHeard = e.At,
                Crashes = e.Crashes,
                Owner = e.Owner,
                Doubt = null,
                Instances = [],
                Refusals = [],
                Flaws = null,
                Withheld = [],
                LeftEarly = null,
            },
            RunResumed e => container.At(e, ContainerStatus.Running),
            RunDraining e => container.At(e, ContainerStatus.Stopping),
            RunPaused e => container.At(e, ContainerStatus.Paused),
            RunEnded e => container.At(e, ContainerStatus.Stopped),
            RunConfirmed e => container with
            {
                Host = e.Host,
                Stamp = e.Stamp,
                Name = e.Name ?? container.Name,
                Crashes = e.Crashes ?? container.Crashes,
                Owner = e.Owner ?? container.Owner,
            },
            RunDoubted e => container with { Doubt = e.Reason },
            RunDoubtEnded => container with { Doubt = null },
            RunOrphaned e => container with { Status = ContainerStatus.Orphaned, Since = e.At, Withheld = [], LeftEarly = null },
            InstanceRegistered e => container with
            {
                Instances = Without(container.Instances, e.Instance).Add(e.Instance),
                Withheld = Without(container.Withheld, e.Instance),
                LeftEarly = NullIfEmpty(Without(container.LeftEarly, e.Instance)),
                Refusals = container.Refusals.RemoveAll(
                    r => (r.Claim.ContainerPort, r.Claim.Protocol) == (e.Instance.ContainerPort, e.Instance.At.Protocol)),
            },
            InstanceWithdrawn e => container with
            {
                Instances = Without(container.Instances, e.Instance),
                Withheld = Without(container.Withheld, e.Instance),
                LeftEarly = NullIfEmpty(e.Reason is WithdrawalReason.HostEnding
                    ? Without(container.LeftEarly, e.Instance).Add(e.Instance)
                    : Without(container.LeftEarly, e.Instance)),
            },
            InstanceWithheld e => container with
            {
                Withheld = Without(container.Withheld, e.Instance).Add(e.Instance),
                LeftEarly = NullIfEmpty(Without(container.LeftEarly, e.Instance)),
            },
            VerdictPassed e => container with { Fitness = e.Fitness },
            ClaimRefused e => container with
            {
                Refusals = container.Refusals
                    .RemoveAll(r => Refusal.SubjectOf(r.Claim) == Refusal.SubjectOf(e.Refusal.Claim))
                    .Add(e.Refusal),
            },
            ClaimFlawsFound e => container with { Flaws = e.Flaws.IsEmpty ? null : e.Flaws },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown kind of container event."),
        }) with
        { Version = container.Version + 1 };
    }

    private static ImmutableList<Instance> Without(ImmutableList<Instance>? instances, Instance instance) =>
        (instances ?? []).RemoveAll(instance.IsSameAs);

    private static ImmutableList<Instance>? NullIfEmpty(ImmutableList<Instance> instances) => instances.IsEmpty ? null : instances;

    private Container At(StatedEvent e, ContainerStatus status) => this with
    {
        Host = e.Host,
        Stamp = e.Stamp,
        Status = status,
        Since = e.At,
        Withheld = status is ContainerStatus.Running ? Withheld : [],
        LeftEarly = status is ContainerStatus.Running ? LeftEarly : null,
    };
}
