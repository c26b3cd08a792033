using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>Turns the claims of a running container into its instances and refusals.</summary>
internal static class Claims
{
    public static void Settle(Draft draft, ContainerSnapshot seen, string domain, DateTimeOffset now)
    {
        var taken = new HashSet<TransportAddress>();
        var judged = seen.Endpoints.DistinctBy(Refusal.SubjectOf).Select(claim => ClaimRules.Judge(claim, domain) switch
        {
            ({ } instance, _) when !taken.Add(instance.At) => PortTaken(claim, instance, "an earlier claim of the same container"),
            ({ } instance, _) => Compete(draft, seen, claim, instance),
            (null, var refusal) => new Judged(null, refusal, null),
        }).ToList();

        var wanted = judged.Where(j => j.Instance is not null).Select(j => j.Instance!).ToHashSet();
        foreach (var held in draft.Container(seen.Id)!.Instances.Where(i => !wanted.Contains(i)))
            draft.Record(seen.Id, new InstanceWithdrawn(held, WithdrawalReason.EndpointChanged, null, now));

        foreach (var (instance, _, loser) in judged.Where(j => j.Instance is not null))
        {
            if (loser is not null)
                draft.Record(loser, new InstanceWithdrawn(HeldAt(draft, loser, instance!.At), WithdrawalReason.PortReused, $"{instance.At} belongs to container {seen.Name} ({seen.Id}), which started later", now));
            if (!draft.Container(seen.Id)!.Instances.Contains(instance!))
                draft.Record(seen.Id, new InstanceRegistered(instance!, now));
        }

        // Last, because an instance on a port does away with what was refused there before.
        foreach (var refusal in judged.Select(j => j.Refusal).OfType<Refusal>().Where(r => !draft.Container(seen.Id)!.Refusals.Contains(r)))
            draft.Record(seen.Id, new ClaimRefused(refusal, now));
    }

    /// <summary>An address belongs to the container that started last: an engine hands a port on only when its holder has ended.</summary>
    private static Judged Compete(Draft draft, ContainerSnapshot seen, Endpoint claim, Instance instance)
    {
        if (!draft.Registry.Holders.TryGetValue(instance.At, out var holder) || holder == seen.Id)
            return new Judged(instance, null, null);

        var other = draft.Container(holder)!;
        return (seen.StartedAt, seen.Id).CompareTo((other.StartedAt, other.Id)) > 0
            ? new Judged(instance, null, holder)
            : PortTaken(claim, instance, $"container {other.Name} ({other.Id}), which started later");
    }

    private static Judged PortTaken(Endpoint claim, Instance instance, string owner) =>
        new(null, new Refusal(claim, RefusalReason.PortTaken, $"{instance.At} belongs to {owner}"), null);

    private static Instance HeldAt(Draft draft, string container, TransportAddress at) =>
        draft.Container(container)!.Instances.First(i => i.At == at);

    /// <summary>What becomes of one claim, and which container must give way to it first.</summary>
    private sealed record Judged(Instance? Instance, Refusal? Refusal, string? Loser);
}
