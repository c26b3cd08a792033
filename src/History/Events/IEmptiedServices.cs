using Pipeline.Core.Instances;

namespace Pipeline.History.Events;

/// <summary>Finds the services that lost an instance last.</summary>
public interface IEmptiedServices
{
    /// <summary>The services whose newest event took an instance out of DNS, after a moment; some of them have others.</summary>
    Task<IReadOnlyList<EmptiedService>> EmptiedServicesAsync(DateTimeOffset since, CancellationToken cancel);
}

/// <summary>A service that an instance left last.</summary>
/// <param name="Container">The container of that instance.</param>
/// <param name="Reason">Why it was deregistered.</param>
/// <param name="ExitCode">With which exit code its last run ended; null if that is not known.</param>
public sealed record EmptiedService(string Service, Subject Container, WithdrawalReason Reason, int? ExitCode, DateTimeOffset At);
