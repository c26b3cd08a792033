using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Outbox.Sns;
using Pipeline.Tests.Simulation.Edges;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>The bus as an agent reaches it. A report that is too large for a message travels in parts.</summary>
internal sealed class AgentBus(SimulatedBus bus, Link link, Random random) : IFactBus
{
    /// <summary>Small, so that reports of a few containers travel in parts.</summary>
    private const int LongestReport = 6;

    /// <summary>In bytes. No container, whatever it claims, makes a message of so many containers larger.</summary>
    private const int LongestMessage = 16 * 1024;

    public async Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(PublishAsync), cancel);
        if (bus.Faults.IsAway)
        {
            // Sometimes a part gets through before the connection breaks.
            var published = random.Next(facts.Count);
            foreach (var fact in facts.Take(published)) Publish(fact);
            throw published == 0
                ? new IOException("simulated: the bus is away")
                : new PartialPublishException([.. facts.Skip(published)], "simulated: the bus went away");
        }

        foreach (var fact in facts) Publish(fact);
        await link.AfterAsync(nameof(PublishAsync), cancel);
    }

    public Task PublishAsync(IReadOnlyList<IHostFact> facts, Func<IHostFact, ActivityContext> findCause, CancellationToken cancel) =>
        PublishAsync(facts, cancel);

    private void Publish(IHostFact fact)
    {
        if (fact is HostReported { Containers.Count: > LongestReport } report && ReportParts.Halve(report) is var (first, second))
        {
            Publish(first);
            Publish(second);
        }
        else
        {
            var body = Wire.Write(fact, fact.GetType());
            if (body.Length > LongestMessage) throw new IOException("simulated: the message is too large");
            bus.Publish(fact, fact.GetType(), body);
        }
    }
}
