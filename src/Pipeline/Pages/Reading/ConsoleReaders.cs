using Pipeline.HealthSaga.Reading;
using Pipeline.Projector.History;
using Pipeline.Projector.Reading;
using Pipeline.Story;

namespace Pipeline.Pages.Reading;

/// <summary>Whom the console asks.</summary>
/// <param name="DeadLetters">Those of the queue that was set; null where none was, as with a bus in memory.</param>
internal sealed record ConsoleReaders(IRegistryReader Registry, IHealthReader Health, IChronicle Chronicle, IEventFeed Events, IRegistryHistory History, LetterDesk? DeadLetters);
