using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>Explains why a container is in DNS, or is not.</summary>
internal sealed class ContainerStory(IRegistryHistory history, IHealthReader health, ZoneTrail trail)
{
    private const int EventsAtMost = 500;
    private const int MomentsAtMost = 30;

    public async Task<WhyView> ExplainAsync(Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var events = await history.EndAsync(subject.Id, at, EventsAtMost, cancel);
        var state = events.Aggregate(
            (Container?)null,
            (container, recorded) => recorded.Happened is ContainerEvent e ? Container.Evolve(container, subject.Id, e) : container);
        var chains = new List<WhyChain>();

        // For each name on a port: the last registration and what ended it, or what held the instance back.
        foreach (var last in events.Where(recorded => InstanceOf(recorded.Happened) is not null)
            .GroupBy(recorded => NameOf(InstanceOf(recorded.Happened)!))
            .SelectMany(name => SelectChanges([.. name])).OrderBy(recorded => recorded.Sequence))
            chains.Add(await OfAsync(last, events, subject, at, cancel));
        foreach (var refused in events.Where(recorded => recorded.Happened is ClaimRefused).TakeLast(1))
            chains.Add(Steps.Chain("a claim was refused", Steps.LeadingTo(refused, subject.Name, null)));
        if (state is { Flaws: not null } && events.LastOrDefault(recorded => recorded.Happened is ClaimFlawsFound) is { } flawed)
            chains.Add(Steps.Chain("what has no effect", Steps.LeadingTo(flawed, subject.Name, null)));

        if (state is { Doubt: not null } && events.LastOrDefault(recorded => recorded.Happened is RunDoubted) is { } doubted)
            chains.Add(Steps.Chain("why it is doubted", Steps.LeadingTo(doubted, subject.Name, null)));

        chains.AddRange(Steps.ForUnknownEvents(events, subject.Name));

        var saga = await health.StoryAsync(subject.Id, cancel);
        if (OfHealth(saga, at) is { Steps: [_, ..] } story) chains.Add(story);
        var now = Steps.Doubted(DescribeState(state, events), state?.Doubt);
        if (LastWords.Find(state, events, at is null ? saga?.Saga : null) is { } words) now += $". Its last words: {words}";
        return new WhyView("container", $"{subject.Name} ({subject.Id})", now, chains);
    }

    /// <summary>The last registration and what ended it; without a registration, what held the instance back.</summary>
    private static IEnumerable<RecordedEvent> SelectChanges(IReadOnlyList<RecordedEvent> ofName)
    {
        var registered = ofName.LastOrDefault(recorded => recorded.Happened is InstanceRegistered);
        if (registered is not null) yield return registered;
        var withdrawn = ofName.FirstOrDefault(
            recorded => recorded.Sequence > (registered?.Sequence ?? 0) && recorded.Happened is InstanceWithdrawn);
        if (withdrawn is not null) yield return withdrawn;
        else if (registered is null) yield return ofName[^1];
    }

    private async Task<WhyChain> OfAsync(
        RecordedEvent change, IReadOnlyList<RecordedEvent> events, Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var instance = InstanceOf(change.Happened)!;
        var run = events.LastOrDefault(
            recorded => recorded.Sequence <= change.Sequence && recorded.Happened is RunBegan)?.Happened as RunBegan;
        var registered = change.Happened is InstanceRegistered;

        // The event that caused it is in the same transaction and precedes it in the stream.
        var cause = events.LastOrDefault(recorded => recorded.Sequence <= change.Sequence && recorded.Happened
            is RunBegan or RunResumed or RunDraining or RunPaused or RunEnded or RunOrphaned or VerdictPassed);
        var steps = new List<WhyStep>();
        if (cause is not null && cause.At == change.At) steps.AddRange(Steps.LeadingTo(cause, subject.Name, cause.Happened as RunBegan));
        if (steps.Count == 0) steps.AddRange(Steps.LeadingTo(change, subject.Name, null));
        else steps.Add(new WhyStep(change.At, null, "event", $"{subject.Name} {EventWords.Of(change.Happened)}", Trace: change.Trace));
        if (change.Happened is not InstanceWithheld)
            steps.AddRange(await trail.AfterAsync(run?.Host ?? "", subject.Id, instance, registered, change.Sequence, at, cancel));
        return Steps.Chain(
            registered ? $"why it is registered for {instance.Service}" : $"why it is not in DNS for {instance.Service}", steps);
    }

    private static WhyChain OfHealth(SagaStory? saga, DateTimeOffset? at) =>
        Steps.Chain("health", (saga?.Timeline ?? []).Where(moment => !(moment.At > at)).TakeLast(MomentsAtMost)
            .Select(moment => new WhyStep(moment.At, null, "health", moment.What, Trace: moment.Trace)));

    private static string DescribeState(Container? container, IReadOnlyList<RecordedEvent> events) => container switch
    {
        null => "it had not started yet",
        { Instances: [_, ..] instances } =>
            "registered for " + string.Join(", ", instances.Select(EventWords.Of))
                + $", on {container.Host}",
        { Withheld: [_, ..] } =>
            $"running on {container.Host}, but held back from DNS: {DescribeObstacle(container)}",
        { IsPresent: true, Refusals: [var refusal, ..] } =>
            $"running on {container.Host}, but not registered: its claim to {refusal.Claim.Service} is refused: {refusal.Detail}",
        { IsPresent: true, Flaws: [var flaw, ..] } =>
            $"running on {container.Host}, but it claims no name: {flaw.Variable} {flaw.Detail}",
        _ when events.LastOrDefault(recorded => recorded.Happened is InstanceWithdrawn) is { Happened: InstanceWithdrawn gone } =>
            $"deregistered since {gone.At:u}: {EventWords.Of(gone.Reason)}",
        _ => $"not registered: {Glossary.ContainerStatuses.Show(container.Status)} on {container.Host}",
    };

    private static string DescribeObstacle(Container container) =>
        (container.Fitness is { Condemned: true, Reason: var reason } ? reason : null)
        ?? CrashLoop.DescribeObstacle(container.Crashes)
        ?? container.Fitness?.Reason
        ?? "it has not passed its check yet";

    private static (string, int, TransportProtocol) NameOf(Instance instance) =>
        (instance.Service, instance.ContainerPort, instance.At.Protocol);

    private static Instance? InstanceOf(object happened) => happened switch
    {
        InstanceRegistered e => e.Instance,
        InstanceWithdrawn e => e.Instance,
        InstanceWithheld e => e.Instance,
        _ => null,
    };
}
