using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pipeline.Console.Api.Delivery;
using Pipeline.Console.Api.Description;
using Pipeline.Console.Api.Questions;
using Pipeline.Console.Api.Views;
using Pipeline.History.Planning;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Api;

/// <summary>Every endpoint of the API: its path, what it asks, and what it is called in the description.</summary>
internal static class ApiEndpoints
{
    private const string Waiting = "With If-None-Match: how long to wait for a change, such as 30s; at most 5m.";
    private const string TrueOrFalse = "^(true|false)$";

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup($"/{ApiDocument.Version}").RequireRateLimiting(RequestLimits.PerClient);
        api.AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<ProgramAccess>().InvokeAsync(context, next));

        api.MapGet("/services", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, ServiceQuestions.All, wait))
            .Describe<ServicesAnswer>("services", "All services with a registered instance.");
        api.MapGet("/services/{name}", (
                HttpContext http, Responder responder, ServiceQuestions ask, string name, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, ask.One(name), wait))
            .Describe<ServiceAnswer>("service", "One service, by its name below the domain.");
        api.MapGet("/services/{name}/instances", InstancesAsync)
            .Describe<InstancesAnswer>("instances", "The instances of one service.", "healthy");

        api.MapGet("/hosts", (HttpContext http, Responder responder, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, FleetQuestions.Hosts, wait))
            .Describe<HostsAnswer>("hosts", "All hosts that report.");
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

        api.MapGet("/sd/prometheus", (HttpContext http, Responder responder, ServiceQuestions ask, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, ask.Targets(null), wait))
            .Describe<IReadOnlyList<TargetGroup>>("prometheus", "All instances on TCP, for Prometheus's http_sd_configs.");
        api.MapGet("/sd/prometheus/{service}", (
                HttpContext http, Responder responder, ServiceQuestions ask, string service, [Description(Waiting)] string? wait) =>
                responder.AnswerAsync(http, ask.Targets(service), wait))
            .Describe<IReadOnlyList<TargetGroup>>("prometheusService", "The same of one service.");
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
    }

    private static Task<IResult> InstancesAsync(
        HttpContext http, Responder responder, ServiceQuestions ask, string name,
        [Description("true: only those that DNS answers with. false: only the others."), RegularExpression(TrueOrFalse)] string? healthy,
        [Description(Waiting)] string? wait) => healthy switch
        {
            null => responder.AnswerAsync(http, ask.Instances(name, new(Healthy: null)), wait),
            "true" => responder.AnswerAsync(http, ask.Instances(name, new(Healthy: true)), wait),
            "false" => responder.AnswerAsync(http, ask.Instances(name, new(Healthy: false)), wait),
            _ => Task.FromResult(Problems.BadParameter("healthy", healthy.Length <= 64 ? healthy : "…", "true or false")),
        };

    private static void Describe<TAnswer>(this RouteHandlerBuilder endpoint, string name, string summary, params string[] parameters) =>
        endpoint.AddEndpointFilter(new KnownParameters([.. parameters, "wait"]))
            .WithName(name)
            .WithSummary(summary)
            .Produces<TAnswer>(contentType: "application/json")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
