using Pipeline.Core.Health;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Status;

/// <summary>Services whose containers fail: one trouble for each service and way of failing, with the last words of one of them.</summary>
internal static class HealthTroubles
{
    private const int NamedAtMost = 3;

    /// <param name="facts">What is known.</param>
    /// <param name="hostsInTrouble">The hosts whose trouble explains that of their containers.</param>
    public static IEnumerable<Trouble> Find(StatusFacts facts, IReadOnlySet<string> hostsInTrouble)
    {
        var containers = facts.Registry.Value?.Containers ?? [];
        var unanswered = FindUnanswered(containers);
        foreach (var freeze in facts.Health.Value?.Freezes ?? [])
            yield return new(
                TroubleKind.Frozen, TroubleWeight.Warning, "ejections",
                $"nothing is ejected or stopped, because {freeze}", "./pipeline sagas --failed");

        var areFrozen = facts.Health.Value is { Freezes: [_, ..] };
        var looping = containers.Where(one => IsLooping(one, facts.Now)).ToList();
        foreach (var trouble in OfServices(
            from one in looping
            from service in one.Claimed.Select(claim => claim.Service).Distinct()
            select (service, new Failing(TroubleKind.CrashLoop, one.Id, one.Name, Describe(one), one.Since))))
            yield return trouble;

        var crashing = looping.Select(container => container.Id).ToHashSet();
        foreach (var trouble in OfServices(
            from health in facts.Health.Value?.Running ?? []
            where !hostsInTrouble.Contains(health.Host) && !crashing.Contains(health.ContainerId)
            let kind = KindOf(health, areFrozen)
            where kind is not null
            from service in health.Services
            select (service, new Failing(kind.Value, health.ContainerId, health.Name, Describe(health), health.Since))))
            yield return trouble;

        IEnumerable<Trouble> OfServices(IEnumerable<(string Service, Failing One)> failing) =>
            failing.GroupBy(one => (one.Service, one.One.Kind), one => one.One).Select(group =>
            {
                var all = group.OrderBy(one => one.Since).ToList();
                var names = string.Join(", ", all.Take(NamedAtMost).Select(one => one.Name)) + (all.Count > NamedAtMost ? ", …" : "");
                var isOut = unanswered.Contains(group.Key.Service);
                return new Trouble(
                    group.Key.Kind, isOut ? TroubleWeight.Outage : TroubleWeight.Warning, group.Key.Service,
                    $"{(isOut ? "nothing answers: " : "")}{names}: {all[^1].LastWords}",
                    all is [var only] ? CommandText.Why(only.Name, only.Id) : CommandText.Why(group.Key.Service), all[0].Since);
            });
    }

    /// <summary>Names that are claimed, and have no instance in DNS.</summary>
    private static HashSet<string> FindUnanswered(IEnumerable<Container> containers)
    {
        var (claimed, answered) = (new HashSet<string>(), new HashSet<string>());
        foreach (var container in containers)
        {
            claimed.UnionWith(container.Claimed.Select(claim => claim.Service));
            answered.UnionWith(container.Instances.Select(instance => instance.Service));
        }

        claimed.ExceptWith(answered);
        return claimed;
    }

    /// <summary>A run that lasts longer than a loop is remembered has ended it.</summary>
    private static bool IsLooping(Container container, DateTimeOffset now) =>
        container is { IsPresent: true, Crashes: { } crashes }
        && (crashes.IsHeldBack || (crashes.Count > 1 && now - container.Since < CrashLoop.Memory));

    private static TroubleKind? KindOf(ContainerHealth health, bool areFrozen) => health switch
    {
        { State: HealthState.Unproven } => TroubleKind.NeverPassed,
        { State: HealthState.Stuck } => TroubleKind.Stuck,
        { State: HealthState.Spared } => areFrozen ? null : TroubleKind.Unhealthy,
        { State: HealthState.Condemned or HealthState.Draining } => TroubleKind.Unhealthy,
        { State: HealthState.Stopping, IsStopOurs: true } => TroubleKind.Unhealthy,
        _ => null,
    };

    private static string Describe(Container container) =>
        $"it ended by itself {container.Crashes!.Count} times"
        + (container.Crashes.ExitCode is { } code ? $", last with exit code {code}" : "")
        + (container.Crashes.IsHeldBack ? "; it is held back from DNS for a pause" : "");

    private static string Describe(ContainerHealth health)
    {
        var words = health.LastFailure is { } last ? $"port {last.Port} answers {last.Text}" : health.Cause;
        return health.State switch
        {
            HealthState.Unproven => $"the check never passed, so it may be wrong: {words}",
            HealthState.Spared => $"{words}; it stays in DNS: {health.Cause}",
            HealthState.Stuck => $"its removal is stuck: {health.Cause}",
            _ => $"{words}; it is removed from DNS",
        };
    }

    private sealed record Failing(TroubleKind Kind, string Id, string Name, string LastWords, DateTimeOffset Since);
}
