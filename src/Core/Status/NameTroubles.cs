using Pipeline.Core.Instances;

namespace Pipeline.Core.Status;

/// <summary>
/// Names that lost their last instance, and that no container claims any more: one trouble for each reason. What a person did on purpose is
/// worth knowing; anything else is an outage.
/// </summary>
internal static class NameTroubles
{
    private const int NamedAtMost = 3;

    public static IEnumerable<Trouble> Find(StatusFacts facts)
    {
        if (facts.Registry.Value is not { } registry) return [];
        var claimed = registry.Containers.SelectMany(container => container.Claimed).Select(claim => claim.Service).ToHashSet();
        return from name in registry.Emptied
               where !claimed.Contains(name.Service)
               group name by (name.Reason, Failed: name.ExitCode is not (null or 0)) into same
               let names = same.OrderByDescending(one => one.At).ToList()
               select new Trouble(
                   TroubleKind.NoInstance, IsMeant(same.Key.Reason, same.Key.Failed) ? TroubleWeight.Notice : TroubleWeight.Outage,
                   List([.. names.Select(one => one.Service)]), $"nothing answers: {Describe(names[0])}",
                   CommandText.Why(names[0].Service), names[^1].At);
    }

    /// <summary>An end after a stop request says nothing by its exit code; one without is meant if it succeeded.</summary>
    private static bool IsMeant(WithdrawalReason reason, bool failed) => reason switch
    {
        WithdrawalReason.Stopping or WithdrawalReason.Paused or WithdrawalReason.EndpointChanged or WithdrawalReason.NotOwner
            or WithdrawalReason.HostLeft or WithdrawalReason.HostEnding or WithdrawalReason.Restarted or WithdrawalReason.Moved => true,
        WithdrawalReason.Stopped => !failed,

        // Absent, its port reused, ejected, its host lost; or a reason of a newer version, of which nobody knows that it was meant.
        _ => false,
    };

    private static string Describe(EmptiedName last) => last.Reason switch
    {
        WithdrawalReason.HostLost => $"the host of {last.Container} is lost",
        WithdrawalReason.HostLeft or WithdrawalReason.HostEnding => $"the host of {last.Container} left",
        WithdrawalReason.Condemned => $"{last.Container} was ejected, because its check failed",
        WithdrawalReason.Stopping => $"{last.Container} was told to stop",
        WithdrawalReason.Paused => $"{last.Container} was paused",
        WithdrawalReason.NotOwner => $"the name belongs to somebody else than {last.Container}",
        WithdrawalReason.Absent => $"{last.Container} is gone from its host",
        _ => $"the last one, {last.Container}, ended{(last.ExitCode is { } code ? $" with exit code {code}" : "")}",
    };

    private static string List(IReadOnlyList<string> names) => names.Count <= NamedAtMost
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(NamedAtMost))} and {names.Count - NamedAtMost} more";
}
