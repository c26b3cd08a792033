using Pipeline.Contracts;

namespace Pipeline.Clusters.Resync;

/// <summary>The tasks that are registered now, whoever stated them.</summary>
public interface IRegisteredTasks
{
    /// <summary>Whether this process resyncs: one of all that share a registry.</summary>
    bool ResyncsHere { get; }

    Task<IReadOnlyList<RegisteredTask>> ReadAsync(CancellationToken cancel);
}

/// <param name="Id">The last part of the task's ARN.</param>
/// <param name="Host">Its host.</param>
/// <param name="Newest">The stamp of the newest statement about it.</param>
public sealed record RegisteredTask(string Id, HostIdentity Host, Stamp Newest);
