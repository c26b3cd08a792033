using Pipeline.Console.Api.Snapshots;
using Pipeline.Console.Api.Views;
using Pipeline.History.Reading;

namespace Pipeline.Console.Api.Questions;

/// <summary>Questions about hosts, names, sagas and the zone.</summary>
internal static class FleetQuestions
{
    public static readonly Question Hosts = Question.OfFleet("hosts", (snapshot, _) => Task.FromResult<Outcome>(
        new Outcome.Found(Answer.Write(new(snapshot.Fleet.Registry.Hosts), ApiJson.Default.HostsAnswer))));

    public static readonly Question Names = new("names", async (snapshot, cancel) =>
    {
        try
        {
            return new Outcome.Found(Answer.Write(new(await snapshot.Sources.NamesAsync(cancel)), ApiJson.Default.NamesAnswer));
        }
        catch (RulesUnknownException unknown)
        {
            return new Outcome.Missing($"Who owns which name is not known here: {unknown.Message}.");
        }
    });

    public static readonly Question Sagas = Question.OfFleet("sagas", (snapshot, _) => Task.FromResult<Outcome>(
        new Outcome.Found(Answer.Write(new(snapshot.Fleet.Freezes, snapshot.Fleet.Sagas), ApiJson.Default.SagasAnswer))));

    public static readonly Question Plan = new("plan", async (snapshot, cancel) =>
        (await snapshot.Sources.ZoneAsync(cancel)).Plan is { } plan
            ? new Outcome.Found(Answer.Write(plan, ApiJson.Default.PlanView))
            : new Outcome.Missing("There is no plan: nothing has been written to a zone of this domain yet. Start a projector first."));

    public static readonly Question Checks = ChecksOf(null);

    /// <summary>The targets of one kind of check, or of both where it is null, as Prometheus's HTTP service discovery takes them.</summary>
    public static Question ChecksOf(string? kind) => new($"checks {kind}", async (snapshot, cancel) =>
    {
        if (kind is not (null or PrometheusTargets.Http or PrometheusTargets.Tcp))
            return Missing.Name("kind of check", kind, [PrometheusTargets.Http, PrometheusTargets.Tcp], "/v1/sd/blackbox");
        var targets = PrometheusTargets.OfChecks(await snapshot.Sources.ChecksAsync(cancel), kind);
        return new Outcome.Found(Answer.Write(targets, ApiJson.Default.IReadOnlyListTargetGroup));
    });

    /// <summary>One saga in full, by the container's identifier, or by its name where only one has it.</summary>
    public static Question Saga(string container) => new($"saga {container}", async (snapshot, cancel) =>
    {
        var sagas = snapshot.Fleet.Sagas;
        var named = sagas.Where(saga => saga.ContainerName == container).Select(saga => saga.ContainerId).Take(2).ToList();
        var id = named is [var only] ? only : container;
        return await snapshot.Sources.StoryAsync(id, cancel) is { } story
            ? new Outcome.Found(Answer.Write(story, ApiJson.Default.SagaStory))
            : named.Count > 1
                ? new Outcome.Missing($"Several containers are called '{SafeText.Of(container)}': ask by identifier (/v1/sagas).")
                : Missing.Name("saga of container", container, sagas.Select(saga => saga.ContainerName), "/v1/sagas");
    });
}
