using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Reading;

/// <summary>Everything that the console reads from.</summary>
/// <param name="DeadLetters">Null when no queue is set, as with the in-memory bus.</param>
internal sealed record ConsoleReaders(
    IRegistryReader Registry, NameReader Names, IHealthReader Health, IChronicle Chronicle, IEventFeed Events,
    IRegistryHistory History, DeadLetterQueue? DeadLetters);
