using Pipeline.Aws.DeadLetters;
using Pipeline.Console.DeadLetters;
using Pipeline.Console.Events;
using Pipeline.Console.Hosts;
using Pipeline.Console.Pages;
using Pipeline.Console.Reading;
using Pipeline.Console.Sagas;
using Pipeline.Console.Services;
using Pipeline.Console.Zone;
using Pipeline.History.Reading;

namespace Pipeline.Console;

/// <summary>Every page of the console.</summary>
internal static class PageTable
{
    private const int EventsShown = 200;
    private const int EventsShownOfHost = 40;

    /// <summary>The feed filters by subject, not by room, so a page for one room reads more than it shows.</summary>
    private const int ReadPerShown = 5;

    public static readonly IReadOnlyList<Page> All =
    [
        new("/services", "services", async (from, request, cancel) =>
            Show<ServicesPage, FleetView>("Services", await from.FleetAsync(cancel), from, request)),
        new("/services/{name}", "services", ServiceAsync),
        new("/sagas", "sagas", async (from, request, cancel) =>
            Show<SagasPage, FleetView>("Sagas", await from.FleetAsync(cancel), from, request)),
        new("/sagas/{name}", "sagas", SagaAsync),
        new("/hosts", "hosts", async (from, request, cancel) =>
            Show<HostsPage, FleetView>("Hosts", await from.FleetAsync(cancel), from, request)),
        new("/hosts/{name}", "hosts", HostAsync),
        new("/zone", "zone", async (from, request, cancel) =>
            Show<ZonePage, ZoneStandingView>("Zone", await from.ZoneAsync(cancel), from, request)),
        new("/events", "events", EventsAsync),
        new("/dead-letters", "dead letters", async (from, request, cancel) =>
            Show<DeadLettersPage, DeadLettersModel>("Dead letters", await DeadLettersAsync(from, cancel), from, request)),
    ];

    private static async Task<PageContent> ServiceAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        var service = (await from.FleetAsync(cancel)).Services.FirstOrDefault(service => service.Name == request.Name);
        var answers = await from.AnswersAsync(request.Name, cancel);
        return service is null && answers.Spans is []
            ? NotFound($"There is no service {request.Name}", from, request)
            : Show<ServicePage, ServiceModel>(request.Name, new(request.Name, service, answers), from, request);
    }

    private static async Task<PageContent> SagaAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        if (await from.StoryAsync(request.Name, cancel) is not { } story)
            return NotFound($"There is no saga of container {request.Name}", from, request);
        var (id, registry) = (story.Saga.ContainerId, (await from.FleetAsync(cancel)).Registry);
        var model = new SagaModel(
            story,
            [.. registry.Instances.Where(instance => instance.ContainerId == id)],
            [.. registry.Refusals.Where(refusal => refusal.ContainerId == id)]);
        return Show<SagaPage, SagaModel>(story.Saga.ContainerName, model, from, request);
    }

    private static async Task<PageContent> HostAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        var fleet = await from.FleetAsync(cancel);
        if (fleet.Registry.Hosts.FirstOrDefault(host => host.Name == request.Name) is not { } host)
            return NotFound($"There is no host {request.Name}", from, request);
        var recent = await from.RecentAsync(new(Host: host.Name, Last: EventsShownOfHost), cancel);
        return Show<HostPage, HostModel>(host.Name, new(host, fleet, recent), from, request);
    }

    private static async Task<PageContent> EventsAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        var filter = EventFilter.Read(request, request["about"] is { } about ? await from.FindAsync(about, cancel) : []);
        var last = filter.Room is null ? EventsShown : EventsShown * ReadPerShown;
        var recent = filter.IsUnknownName ? [] : await from.RecentAsync(filter.Question with { Last = last }, cancel);
        var names = (await from.FleetAsync(cancel)).Names;
        return Show<EventsPage, EventsModel>(
            "Events", new(filter, [.. recent.Where(filter.Includes).Take(EventsShown)], names), from, request);
    }

    private static async Task<DeadLettersModel> DeadLettersAsync(PageSources from, CancellationToken cancel)
    {
        try
        {
            return new(await from.DeadLettersAsync(cancel), Failure: null);
        }
        catch (DeadLettersUnreachableException failure)
        {
            return new([], failure.Message);
        }
    }

    private static PageContent NotFound(string what, PageSources from, PageRequest request) =>
        Show<MissingPage, string>("Not found", what, from, request) with { Status = StatusCodes.Status404NotFound };

    private static PageContent Show<TComponent, TModel>(string title, TModel model, PageSources from, PageRequest request) =>
        new(title, typeof(TComponent), new PageModel<TModel>(model, request, from.Now));
}
