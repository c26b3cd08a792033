using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Console.Reading;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;

namespace Pipeline.Composition;

/// <summary>Whom the console asks: those who read in this process anyway, else readers of its own.</summary>
internal static class ConsoleParts
{
    public static void AddConsoleReaders(this IServiceCollection services, IParts parts, PipelineSettings settings, string database)
    {
        services.TryAddSingleton(_ => parts.OpenRegistry(settings, database));
        services.TryAddSingleton(_ => parts.OpenHealth(settings, database));
        services.TryAddSingleton(_ => parts.OpenChronicle(settings, database));
        services.TryAddSingleton<IRegistryHistory>(_ => new RegistryDatabase(database, TimeProvider.System).History(settings.Domain));
        services.TryAddSingleton(_ => new PostgresSagas(database));
        services.TryAddSingleton(given => given.GetRequiredService<PostgresSagas>().History);
        services.AddSingleton<IEventFeed, EventFeed>();
        services.AddSingleton(given => new ConsoleReaders(
            given.GetRequiredService<IRegistryReader>(),
            given.GetRequiredService<IHealthReader>(),
            given.GetRequiredService<IChronicle>(),
            given.GetRequiredService<IEventFeed>(),
            given.GetRequiredService<IRegistryHistory>(),
            settings.Queue is { } queue ? new LetterDesk(() => parts.OpenDeadLetters(queue)) : null));
    }
}
