using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pipeline.Console.Api.Delivery;
using Pipeline.Console.Api.Description;
using Pipeline.Console.Api.Questions;
using Pipeline.Console.Api.Views;
using Pipeline.History.Planning;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.Console.Api;

/// <summary>Every endpoint of the API: its path, what it asks, and what it is called in the description.</summary>
internal static class ApiEndpoints
{
    private const string Waiting = "With If-None-Match: how long to wait for a change, such as 30s; at most 5m.";
    private const string TrueOrFalse = "^(true|false)$";
    private const int LongestShown = 64;
    private const string Tags = "Only instances with this tag; several times, with all of them: tag=v2&tag=canary.";

    private static readonly string[] Writing =
        [HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];

    private static readonly KnownParameter Wait = new("wait"), Healthy = new("healthy"), Tag = new("tag", MayRepeat: true);

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup($"/{ApiDocument.Version}").RequireRateLimiting(RequestLimits.PerClient);
        api.AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<ProgramAccess>().InvokeAsync(context, next));

        api.MapGet("/status", async (IStatusReader status, HttpContext http) =>
                TypedResults.Json(await status.ReadAsync(http.RequestAborted), ApiJson.Default.StatusView))
            .AddEndpointFilter(new KnownParameters())
            .DescribeAnswer<StatusView>("status", "Whether everything is right, and what is wrong; also while the database is away.");
        api.MapGet("/services", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, ServiceQuestions.All, wait))
            .Describe<ServicesAnswer>("services", "All services with a registered instance.");
        api.MapGet("/services/{name}", (
                HttpContext http, Responder responder, ServiceQuestions ask, string name, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, ask.One(name), wait))
            .Describe<ServiceAnswer>("service", "One service, by its name below the domain.");
        api.MapGet("/services/{name}/instances", InstancesAsync)
            .Describe<InstancesAnswer>("instances", "The instances of one service.", Healthy, Tag);

        api.MapGet("/hosts", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Hosts, wait))
            .Describe<HostsAnswer>("hosts", "All hosts that report.");
        api.MapGet("/names", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Names, wait))
            .Describe<NamesAnswer>("names", "The names of services with their owners: who may claim them.");
        api.MapGet("/sagas", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Sagas, wait))
            .Describe<SagasAnswer>("sagas", "The health of every container that is checked, failures first.");
        api.MapGet("/sagas/{container}", (
                HttpContext http, Responder responder,
                [Description("The container's identifier, or its name where only one has it.")] string container,
                [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Saga(container), wait))
            .Describe<SagaStory>("saga", "One container's health in full: its ports, its states, its events.");
        api.MapGet("/zone/plan", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Plan, wait))
            .Describe<PlanView>("plan", "What the next pass would change in the zone, and why, if the zone equals its ledger.");

        api.MapGet("/sd/prometheus", (
                HttpContext http, Responder responder, ServiceQuestions ask,
                [Description(Tags)] string[]? tag, [Description(Waiting)] string? wait) =>
                TargetsAsync(http, responder, ask, service: null, tag, wait))
            .Describe<IReadOnlyList<TargetGroup>>("prometheus", "All instances on TCP, for Prometheus's http_sd_configs.", Tag);
        api.MapGet("/sd/prometheus/{service}", (
                HttpContext http, Responder responder, ServiceQuestions ask, string service,
                [Description(Tags)] string[]? tag, [Description(Waiting)] string? wait) =>
                TargetsAsync(http, responder, ask, service, tag, wait))
            .Describe<IReadOnlyList<TargetGroup>>("prometheusService", "The same of one service.", Tag);
        api.MapGet("/sd/blackbox", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Checks, wait))
            .Describe<IReadOnlyList<TargetGroup>>("blackbox", "One target for each check, for Prometheus with the blackbox exporter.");
        api.MapGet("/sd/blackbox/{kind}", (
                HttpContext http, Responder responder, [Description("http or tcp")] string kind, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.ChecksOf(kind), wait))
            .Describe<IReadOnlyList<TargetGroup>>("blackboxKind", "The same of one kind of check.");

        api.MapOpenApi("/openapi.json");
        api.MapGet("/{**rest}", () => Problems.Missing("There is nothing at this path: /v1/openapi.json lists what there is."))
            .ExcludeFromDescription();
        api.MapMethods("/{**rest}", Writing, (HttpContext http) => Problems.OnlyRead(http)).ExcludeFromDescription();
    }

    private static Task<IResult> InstancesAsync(
        HttpContext http, Responder responder, ServiceQuestions ask, string name,
        [Description("true: only those that DNS answers with. false: only the others."), RegularExpression(TrueOrFalse)] string? healthy,
        [Description(Tags)] string[]? tag, [Description(Waiting)] string? wait) =>
        healthy is not (null or "true" or "false")
            ? Refuse(Healthy, healthy, "true or false")
            : InstanceFilter.FindNoTag(tag) is { } flawed
                ? Refuse(Tag, flawed, InstanceFilter.TagHint)
                : responder.AnswerAsync(http, ask.Instances(name, new(healthy is null ? null : healthy is "true", tag)), wait);

    private static Task<IResult> TargetsAsync(
        HttpContext http, Responder responder, ServiceQuestions ask, string? service, string[]? tag, string? wait) =>
        InstanceFilter.FindNoTag(tag) is { } flawed
            ? Refuse(Tag, flawed, InstanceFilter.TagHint)
            : responder.AnswerAsync(http, ask.Targets(service, new(healthy: null, tag)), wait);

    private static Task<IResult> Refuse(KnownParameter parameter, string value, string write) =>
        Task.FromResult(Problems.BadParameter(parameter.Name, value.Length <= LongestShown ? value : "…", write));

    private static void Describe<TAnswer>(
        this RouteHandlerBuilder endpoint, string name, string summary, params KnownParameter[] parameters) =>
        endpoint.AddEndpointFilter(new KnownParameters([.. parameters, Wait]))
            .DescribeAnswer<TAnswer>(name, summary)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static RouteHandlerBuilder DescribeAnswer<TAnswer>(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name)
            .WithSummary(summary)
            .Produces<TAnswer>(contentType: "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}
