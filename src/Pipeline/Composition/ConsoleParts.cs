using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.HealthSaga.Reading;
using Pipeline.Pages.Reading;
using Pipeline.Projector.Reading;
using Pipeline.Settings;

namespace Pipeline.Composition;

/// <summary>Whom the console asks: those who read in this process anyway, else readers of its own.</summary>
internal static class ConsoleParts
{
    public static void AddConsoleReaders(this IServiceCollection services, IParts parts, PipelineSettings settings, string database)
    {
        services.TryAddSingleton(_ => parts.OpenRegistry(settings, database));
        services.TryAddSingleton(_ => parts.OpenHealth(settings, database));
        services.TryAddSingleton(_ => parts.OpenChronicle(settings, database));
        services.AddSingleton(given => new ConsoleReaders(
            given.GetRequiredService<IRegistryReader>(),
            given.GetRequiredService<IHealthReader>(),
            given.GetRequiredService<IChronicle>(),
            settings.Queue is { } queue ? () => parts.OpenDeadLetters(queue) : null));
    }
}
