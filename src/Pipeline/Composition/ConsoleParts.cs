using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Console.Reading;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.Projector;
using Pipeline.Projector.Names;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Reading;
using Pipeline.Store.Sagas;

namespace Pipeline.Composition;

/// <summary>Adds the console's readers: those of this process where it has them, else new ones.</summary>
internal static class ConsoleParts
{
    public static void AddConsoleReaders(this IServiceCollection services, IParts parts, PipelineSettings settings, string database)
    {
        services.TryAddSingleton(_ => parts.OpenRegistry(settings, database));
        services.TryAddSingleton(_ => parts.OpenHealth(settings, database));
        services.TryAddSingleton(_ => parts.OpenChronicle(settings, database));
        services.TryAddSingleton(_ => new RegistryDatabase(database, TimeProvider.System));
        services.TryAddSingleton<IRegistryHistory>(given => given.GetRequiredService<RegistryDatabase>().History(settings.Domain));
        services.AddOwnersFile(settings.Projector(), OwnersFileUse.Shows);
        services.AddSingleton<IChangeProbe>(given => new ConsoleProbe(new ChangeProbe(database), given.GetRequiredService<OwnersFile>()));
        services.AddSingleton(given =>
        {
            var owners = given.GetRequiredService<OwnersFile>();
            return new NameReader(
                given.GetRequiredService<RegistryDatabase>().Documents,
                () => owners.Unread is { } why ? throw new RulesUnknownException(why) : owners.Rules);
        });
        services.TryAddSingleton(_ => new PostgresSagas(database));
        services.TryAddSingleton(given => given.GetRequiredService<PostgresSagas>().History);
        services.AddSingleton(given => StatusParts.Create(given, parts, settings, database));
        services.AddSingleton<IStatusReader>(given => given.GetRequiredService<StatusReader>());
        services.AddSingleton<IEventFeed, EventFeed>();
        services.AddSingleton(given => new ConsoleReaders(
            given.GetRequiredService<IRegistryReader>(),
            given.GetRequiredService<NameReader>(),
            given.GetRequiredService<IHealthReader>(),
            given.GetRequiredService<IChronicle>(),
            given.GetRequiredService<IEventFeed>(),
            given.GetRequiredService<IRegistryHistory>(),
            given.GetRequiredService<IHealthHistory>(),
            new AtHand<StatusView>(given.GetRequiredService<IStatusReader>().ReadAsync, given.GetRequiredService<TimeProvider>()),
            new ServiceSources(
                given.GetRequiredService<IRegistryHistory>(),
                new ZoneAtHand(given.GetRequiredService<StatusReader>(), given.GetRequiredService<TimeProvider>()),
                settings.Domain),
            settings.Queue is { } queue ? new DeadLetterQueue(() => parts.OpenDeadLetters(queue)) : null));
    }
}
