using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Saga;

/// <summary>
/// The saga of one container's health, and the document that it is stored as. It decides nothing: <see cref="HealthRules"/> do, by the
/// table of <see cref="HealthMachine"/>. Its decisions are published after they are saved, and again until they are answered.
/// </summary>
public sealed class ContainerHealthSaga : ISaga, InitiatedByOrOrchestrates<ContainerStated>, Orchestrates<ContainerSignalled>
{
    public Guid CorrelationId { get; set; }

    /// <summary>The document's revision. Of two writers that read the same one, the second gets a conflict.</summary>
    public int Version { get; set; }

    [JsonInclude]
    public ContainerHealth? Health { get; private set; }

    [JsonInclude]
    public Alarm Alarm { get; private set; } = Alarm.None;

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; set; }

    /// <summary>Search keys of the store, as are the members below.</summary>
    public int Shard => SagaId.ShardOf(CorrelationId);

    public bool IsLive => Health?.IsLive is true;

    public string Host => Health?.Host ?? "";

    public DateTimeOffset? Due => Alarm.Due;

    public DateTimeOffset? CondemnedAt => Health?.CondemnedAt;

    public DateTimeOffset? StopAllowedAt => Health?.StopAllowedAt;

    public IEnumerable<string> Proofs => Health?.Proofs ?? [];

    /// <summary>The events since it was read; saved with it.</summary>
    [JsonIgnore]
    public IReadOnlyList<HealthEvent> News { get; private set; } = [];

    /// <summary>Whether there is anything to save.</summary>
    [JsonIgnore]
    public bool IsChanged { get; private set; }

    public Task Consume(ConsumeContext<ContainerStated> context) =>
        FollowAsync(context, context.Message.ContainerId, context.Message.Signal);

    public Task Consume(ConsumeContext<ContainerSignalled> context) =>
        FollowAsync(context, context.Message.ContainerId, context.Message.Signal);

    /// <summary>The revision that was read, also after a save that failed; null before the first signal.</summary>
    [JsonIgnore]
    public int? ReadVersion { get; private set; }

    /// <summary>Applies a signal.</summary>
    /// <returns>What has to be published.</returns>
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
        HealthTelemetry.CountTransitions(News);

        // The endpoint's outbox holds these back until the saga is saved.
        if (effects.HasFlag(HealthEffects.AnnounceVerdict)) await context.Publish(Verdict(now), Verdict(now).GetType());
        if (effects.HasFlag(HealthEffects.OrderStop)) await context.Publish(Order());
        if (IsChanged && IsStepDue(policy, now)) await context.Publish(new ContainerSignalled(containerId, new HealthSignal.TimeCame()));
    }

    /// <summary>Whether a step is due that needs no permission of the governor.</summary>
    public bool IsStepDue(HealthPolicy policy, DateTimeOffset now) =>
        Alarm.IsDue(now) && (Health!.OwesVerdict || !Health.NeedsGovernor(policy));

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
        Reason = StopReason.Format(Health),
    };
}
