using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>
/// The saga of one container's health, and the document that it is kept as. It decides nothing: <see cref="HealthRules"/> do, by the table of
/// <see cref="HealthMachine"/>. What the world has to be told is published when the decision is committed, and again until it is answered.
/// </summary>
public sealed class ContainerHealthSaga : ISaga, IRevisioned, InitiatedByOrOrchestrates<ContainerStated>, Orchestrates<ContainerSignalled>
{
    public Guid CorrelationId { get; set; }

    /// <summary>The document's revision: of two writers that read the same one, the second does it again.</summary>
    public int Version { get; set; }

    [JsonInclude]
    public ContainerHealth? Health { get; private set; }

    [JsonInclude]
    public Alarm Alarm { get; private set; } = Alarm.None;

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; set; }

    /// <summary>Look-up keys.</summary>
    public int Shard => SagaId.ShardOf(CorrelationId);

    public bool IsLive => Health?.IsLive is true;

    public string Host => Health?.Host ?? "";

    public DateTimeOffset? Due => Alarm.Due;

    public DateTimeOffset? CondemnedAt => Health?.CondemnedAt;

    public DateTimeOffset? StopAllowedAt => Health?.StopAllowedAt;

    public IEnumerable<string> Proofs => Health?.Proofs ?? [];

    /// <summary>What happened since it was read, to be kept with it.</summary>
    [JsonIgnore]
    public IReadOnlyList<HealthEvent> News { get; private set; } = [];

    /// <summary>Whether anything is to be kept.</summary>
    [JsonIgnore]
    public bool IsChanged { get; private set; }

    public Task Consume(ConsumeContext<ContainerStated> context) => FollowAsync(context, context.Message.ContainerId, context.Message.Signal);

    public Task Consume(ConsumeContext<ContainerSignalled> context) => FollowAsync(context, context.Message.ContainerId, context.Message.Signal);

    /// <summary>The revision that was read, whatever was tried since.</summary>
    [JsonIgnore]
    public int? ReadVersion { get; private set; }

    /// <summary>Takes a signal in.</summary>
    /// <returns>What the world has to be told.</returns>
    public HealthEffects Take(string containerId, HealthSignal signal, HealthPolicy policy, DateTimeOffset now)
    {
        ReadVersion ??= Version;
        var decision = HealthRules.Decide(Health, containerId, Alarm, signal, policy, now);
        IsChanged |= decision.Events.Count > 0 || decision.Alarm != Alarm;
        (Health, Alarm, News) = (decision.Health, decision.Alarm, [.. News, .. decision.Events]);
        return decision.Effects;
    }

    private async Task FollowAsync(ConsumeContext context, string containerId, HealthSignal signal)
    {
        var services = context.GetPayload<IServiceProvider>();
        var (policy, now) = (services.GetRequiredService<HealthSettings>().Policy, services.GetRequiredService<TimeProvider>().GetUtcNow());
        var effects = Take(containerId, signal, policy, now);
        HealthTelemetry.Took(News);

        // The endpoint's outbox holds these back until the saga is committed.
        if (effects.HasFlag(HealthEffects.AnnounceVerdict)) await context.Publish(Verdict(now), Verdict(now).GetType());
        if (effects.HasFlag(HealthEffects.OrderStop)) await context.Publish(Order());
        if (IsChanged && WantsToLook(policy, now)) await context.Publish(new ContainerSignalled(containerId, new HealthSignal.TimeCame()));
    }

    /// <summary>Whether a step is to be done that is not the governor's to allow.</summary>
    public bool WantsToLook(HealthPolicy policy, DateTimeOffset now) => Alarm.IsDue(now) && (Health!.OwesVerdict || !Health.WantsRuling(policy));

    private IVerdict Verdict(DateTimeOffset now) => Health! switch
    {
        { IsCondemned: true } health => new ContainerCondemned
        {
            ContainerId = health.ContainerId,
            Run = health.Run,
            Sequence = health.Verdict,
            Host = health.Host,
            Reason = health.Cause,
            At = now,
        },
        var health => new ContainerReinstated
        {
            ContainerId = health.ContainerId,
            Run = health.Run,
            Sequence = health.Verdict,
            Host = health.Host,
            Reason = health.Cause,
            At = now,
        },
    };

    private StopTask Order() => new()
    {
        ContainerId = Health!.ContainerId,
        Run = Health.Run,
        Host = Health.Host,
        Task = Health.Task,
        Reason = StopReason.Of(Health),
    };
}
