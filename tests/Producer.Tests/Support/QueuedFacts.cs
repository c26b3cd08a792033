using Pipeline.Contracts;
using Pipeline.Producer.Outbox;

namespace Pipeline.Producer.Tests.Support;

/// <summary>Facts of one host for outbox tests, each made of its sequence.</summary>
internal static class QueuedFacts
{
    private static readonly HostIdentity Host = new("host1", "10.0.0.7");

    public static Stamp At(long sequence) => new(1, sequence);

    public static PendingFact Stopped(string id, long sequence) => new(
        new ContainerStopped
        {
            Host = Host,
            Stamp = At(sequence),
            At = DateTimeOffset.UnixEpoch,
            ContainerId = id,
            Cause = StopCause.Exited,
        },
        default);

    public static PendingFact Report(long sequence) => new(
        new HostReported
        {
            Host = Host,
            Stamp = At(sequence),
            At = DateTimeOffset.UnixEpoch,
            Interval = TimeSpan.FromSeconds(30),
            Engine = "docker 1",
            Containers = [],
        },
        default);

    public static PendingFact Left(long sequence) => new(
        new HostLeft { Host = Host, Stamp = At(sequence), At = DateTimeOffset.UnixEpoch, Reason = "shutdown" }, default);
}
