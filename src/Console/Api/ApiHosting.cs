using System.Text.Json.Serialization;
using Pipeline.Console.Access;
using Pipeline.Console.Api.Delivery;
using Pipeline.Console.Api.Description;
using Pipeline.Console.Api.Questions;
using Pipeline.Console.Api.Snapshots;
using Pipeline.Console.Api.Views;

namespace Pipeline.Console.Api;

/// <summary>
/// The API over HTTP. The way of a request: rate limit → access → parameters → question → newest snapshot → answer, conditional, waited
/// for, or as events.
/// </summary>
internal static class ApiHosting
{
    public static void AddApi(this IServiceCollection services, ConsoleSettings settings)
    {
        services.AddRequestLimits(settings);
        services.AddSingleton<ProgramAccess>();
        services.AddSingleton<SnapshotFeed>();
        services.AddHostedService(given => given.GetRequiredService<SnapshotFeed>());
        services.AddSingleton(new ServiceQuestions(settings.Domain));
        services.AddSingleton<EventStream>();
        services.AddSingleton<Responder>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // a number is described as a number alone
        });
        services.AddApiDocument();
    }
}
