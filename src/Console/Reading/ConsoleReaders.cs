using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Reading;

/// <summary>Whom the console asks.</summary>
/// <param name="DeadLetters">Those of the queue that was set; null where none was, as with a bus in memory.</param>
internal sealed record ConsoleReaders(IRegistryReader Registry, IHealthReader Health, IChronicle Chronicle, IEventFeed Events, IRegistryHistory History, LetterDesk? DeadLetters);
