using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.Console.Reading;

/// <summary>Everything that the console reads from.</summary>
/// <param name="Services">What a list of services is joined from, beside registry and sagas.</param>
/// <param name="DeadLetters">Null when no queue is set, as with the in-memory bus.</param>
internal sealed record ConsoleReaders(
    IRegistryReader Registry, NameReader Names, IHealthReader Health, IChronicle Chronicle, IEventFeed Events,
    IRegistryHistory History, IHealthHistory HealthHistory, AtHand<StatusView> Status, ServiceSources Services,
    DeadLetterQueue? DeadLetters);

/// <param name="Emptied">The services that lost their last instance.</param>
/// <param name="Zone">What the zone holds.</param>
/// <param name="Domain">The domain of the services' names.</param>
internal sealed record ServiceSources(IEmptiedServices Emptied, ZoneAtHand Zone, string Domain);
