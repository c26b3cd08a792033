using Pipeline.Aws.DeadLetters;
using Pipeline.Console.DeadLetters;
using Pipeline.Console.Events;
using Pipeline.Console.Hosts;
using Pipeline.Console.Reading;
using Pipeline.Console.Sagas;
using Pipeline.Console.Services;
using Pipeline.Console.Zone;

namespace Pipeline.Console.Frame;

/// <summary>Every page that there is.</summary>
internal static class PageTable
{
    private const int ShownEvents = 200;
    private const int HostEvents = 40;

    public static readonly IReadOnlyList<Page> All =
    [
        new("/services", "services", async (from, asked, cancel) => Show<ServicesPage, FleetView>("Services", await from.FleetAsync(cancel), from, asked)),
        new("/services/{name}", "services", async (from, asked, cancel) =>
        {
            var service = (await from.FleetAsync(cancel)).Services.FirstOrDefault(service => service.Name == asked.Name);
            var answers = await from.AnswersAsync(asked.Name, cancel);
            return service is null && answers.Spans is []
                ? Missing($"No service {asked.Name}", from, asked)
                : Show<ServicePage, ServiceModel>(asked.Name, new(asked.Name, service, answers), from, asked);
        }),
        new("/sagas", "sagas", async (from, asked, cancel) => Show<SagasPage, FleetView>("Sagas", await from.FleetAsync(cancel), from, asked)),
        new("/sagas/{name}", "sagas", async (from, asked, cancel) => await from.StoryAsync(asked.Name, cancel) is { } story
            ? Show<SagaPage, History.Sagas.SagaStory>(story.Saga.ContainerName, story, from, asked)
            : Missing($"No saga {asked.Name}", from, asked)),
        new("/hosts", "hosts", async (from, asked, cancel) => Show<HostsPage, FleetView>("Hosts", await from.FleetAsync(cancel), from, asked)),
        new("/hosts/{name}", "hosts", async (from, asked, cancel) =>
        {
            var fleet = await from.FleetAsync(cancel);
            return fleet.Registry.Hosts.FirstOrDefault(host => host.Name == asked.Name) is { } host
                ? Show<HostPage, HostModel>(host.Name, new(host, fleet, await from.RecentAsync(new(Host: host.Name, Last: HostEvents), cancel)), from, asked)
                : Missing($"No host {asked.Name}", from, asked);
        }),
        new("/zone", "zone", async (from, asked, cancel) => Show<ZonePage, History.Reading.ZoneStandingView>("Zone", await from.ZoneAsync(cancel), from, asked)),
        new("/events", "events", async (from, asked, cancel) =>
        {
            var filter = EventFilter.Of(asked, asked["about"] is { } about ? await from.FindAsync(about, cancel) : []);
            var recent = filter.IsInVain ? [] : await from.RecentAsync(filter.Question with { Last = filter.Room is null ? ShownEvents : ShownEvents * 5 }, cancel);
            return Show<EventsPage, EventsModel>("Events", new(filter, [.. recent.Where(filter.Takes).Take(ShownEvents)], (await from.FleetAsync(cancel)).Names), from, asked);
        }),
        new("/dead-letters", "dead letters", async (from, asked, cancel) => Show<DeadLettersPage, DeadLettersModel>("Dead letters", await LettersAsync(from, cancel), from, asked)),
    ];

    public static Content Missing(string what, Sources from, Asked asked) =>
        Show<MissingPage, string>("Nothing here", what, from, asked) with { Status = StatusCodes.Status404NotFound };

    private static Content Show<TComponent, TModel>(string title, TModel model, Sources from, Asked asked) =>
        new(title, typeof(TComponent), new At<TModel>(model, asked, from.Now));

    private static async Task<DeadLettersModel> LettersAsync(Sources from, CancellationToken cancel)
    {
        try
        {
            return new(await from.LettersAsync(cancel), Failure: null);
        }
        catch (DeadLettersUnreachableException failure)
        {
            return new([], failure.Message);
        }
    }
}
