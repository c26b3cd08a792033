using Pipeline.Aws.DeadLetters;
using Pipeline.Console.DeadLetters;
using Pipeline.Console.Drawing;
using Pipeline.Console.Events;
using Pipeline.Console.Hosts;
using Pipeline.Console.Overview;
using Pipeline.Console.Pages;
using Pipeline.Console.Reading;
using Pipeline.Console.Sagas;
using Pipeline.Console.Search;
using Pipeline.Console.Services;
using Pipeline.Console.Zone;
using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.History.Status;

namespace Pipeline.Console;

/// <summary>Every page of the console.</summary>
internal static class PageTable
{
    private const int EventsShown = 50;
    private const int EventsShownOfHost = 20;
    private const int ChangesDrawn = 200;

    public static readonly IReadOnlyList<Page> All =
    [
        new("/", "status", async (from, request, cancel) =>
            Show<StatusPage, StatusView>("Status", await from.StatusAsync(cancel), from, request)),
        new("/services", "services", async (from, request, cancel) =>
            Show<ServicesPage, ServicesModel>(
                "Services", new(await from.FleetAsync(cancel), await from.ServicesAsync(cancel)), from, request)),
        new("/services/{name}", "services", ServiceAsync),
        new("/fleet", "fleet", async (from, request, cancel) =>
            Show<FleetPage, FleetView>("Fleet", await from.FleetAsync(cancel), from, request)),
        new("/sagas", "sagas", async (from, request, cancel) =>
            Show<SagasPage, FleetView>("Sagas", await from.FleetAsync(cancel), from, request)),
        new("/sagas/{name}", "sagas", SagaAsync),
        new("/hosts", "hosts", async (from, request, cancel) =>
            Show<HostsPage, FleetView>("Hosts", await from.FleetAsync(cancel), from, request)),
        new("/hosts/{name}", "hosts", HostAsync),
        new("/zone", "zone", async (from, request, cancel) =>
            Show<ZonePage, ZoneStandingView>("Zone", await from.ZoneAsync(cancel), from, request)),
        new("/events", "events", EventsAsync),
        new("/search", "", SearchAsync),
        new("/dead-letters", "dead letters", async (from, request, cancel) =>
            Show<DeadLettersPage, DeadLettersModel>("Dead letters", await DeadLettersAsync(from, cancel), from, request)),
    ];

    private static async Task<PageContent> ServiceAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        var (fleetReading, answersReading) = (from.FleetAsync(cancel), from.AnswersAsync(request.Name, cancel));
        var (healthReading, servicesReading) = (from.HealthStepsAsync(request.Name, cancel), from.ServicesAsync(cancel));
        var pastReading = from.PastInstancesAsync(request.Name, cancel);
        await Task.WhenAll(fleetReading, answersReading, healthReading, servicesReading, pastReading);
        var (fleet, answers, health) = (await fleetReading, await answersReading, await healthReading);
        var service = fleet.Services.FirstOrDefault(service => service.Name == request.Name);
        var view = (await servicesReading).FirstOrDefault(one => one.Name == request.Name);
        if (service is null && view is null && answers.Spans is []) return NotFound($"There is no service {request.Name}", from, request);

        var range = TimeRange.Read(request, from.Now - answers.Spans.Select(span => span.From).DefaultIfEmpty(from.Now).Min());
        var changes = await from.RecentAsync(
            new(Service: request.Name, Since: RoundDown(range.Start(from.Now)), Last: ChangesDrawn, Until: range.AsOf), cancel);
        return Show<ServicePage, ServiceModel>(
            request.Name,
            new(
                request.Name, service, view, answers, range, health,
                LaneOwner.Of(service?.Instances ?? [], await pastReading, fleet.Registry.Hosts), changes),
            from,
            request);
    }

    /// <summary>Readings are shared by their question, so its times must not differ with every second.</summary>
    private static DateTimeOffset RoundDown(DateTimeOffset moment) =>
        new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMinute), moment.Offset);

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
        var range = TimeRange.Read(request);
        var recent = await from.RecentAsync(
            new(Host: host.Name, Since: RoundDown(range.Start(from.Now)), Last: EventsShownOfHost, Until: range.AsOf), cancel);
        return Show<HostPage, HostModel>(host.Name, new(host, fleet, recent), from, request);
    }

    private static async Task<PageContent> EventsAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        var filter = EventFilter.Read(request, request["about"] is { } about ? await from.FindAsync(about, cancel) : []);
        var last = filter is { Room: null, Kind: null } ? EventsShown + 1 : EventsModel.ReadAtMost;
        var recent = filter.IsUnknownName ? [] : await from.RecentAsync(filter.Question with { Last = last }, cancel);
        return Show<EventsPage, EventsModel>("Events", EventsModel.Cut(filter, recent, last, EventsShown), from, request);
    }

    private static async Task<PageContent> SearchAsync(PageSources from, PageRequest request, CancellationToken cancel)
    {
        var sought = request["q"] ?? "";
        return Show<SearchPage, SearchModel>(
            "Search", new(sought, FleetSearch.Find(await from.FleetAsync(cancel), sought)), from, request);
    }

    private static async Task<DeadLettersModel> DeadLettersAsync(PageSources from, CancellationToken cancel)
    {
        try
        {
            return new(await from.DeadLettersAsync(cancel), Failure: null);
        }
        catch (DeadLettersUnreachableException failure)
        {
            return new([], FailureWords.Describe(failure));
        }
    }

    private static PageContent NotFound(string what, PageSources from, PageRequest request) =>
        Show<MissingPage, string>("Not found", what, from, request) with { Status = StatusCodes.Status404NotFound };

    private static PageContent Show<TComponent, TModel>(string title, TModel model, PageSources from, PageRequest request) =>
        new(title, typeof(TComponent), new PageModel<TModel>(model, request, from.Now));

    /// <summary>For every other address.</summary>
    public static readonly Page Missing = new("/{**name}", "", (from, request, _) =>
        Task.FromResult(NotFound("The console has no page at this address", from, request with { Name = "" })));
}
