namespace Pipeline.Consuming.Waiting;

/// <summary>A queue of which messages wait because they cannot be consumed now.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Messages">How many wait.</param>
/// <param name="Since">When the first of them began to.</param>
/// <param name="Failures">How often any of them failed.</param>
/// <param name="Reason">The newest failure, as text for people.</param>
public sealed record WaitingQueue(string Queue, int Messages, DateTimeOffset Since, int Failures, string Reason);
