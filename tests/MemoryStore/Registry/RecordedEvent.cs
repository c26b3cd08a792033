namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>A committed event.</summary>
public sealed record RecordedEvent(string Stream, object Happened);
