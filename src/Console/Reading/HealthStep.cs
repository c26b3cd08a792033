using Pipeline.Core.Health;

namespace Pipeline.Console.Reading;

/// <summary>One change of a container's health.</summary>
public sealed record HealthStep(string ContainerId, DateTimeOffset At, HealthState From, HealthState To);
