using Pipeline.Aws.DeadLetters;
using Pipeline.HealthSaga.Reading;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages.Reading;

/// <summary>Whom the console asks.</summary>
/// <param name="DeadLetters">Opens the dead letters of the queue that was set; null where none was, as with a bus in memory.</param>
internal sealed record ConsoleReaders(IRegistryReader Registry, IHealthReader Health, IChronicle Chronicle, Func<IDeadLetters>? DeadLetters);
