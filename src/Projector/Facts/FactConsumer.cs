using MassTransit;
using Pipeline.Contracts;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Facts;

/// <summary>
/// Folds what hosts state into the registry, a batch a transaction. A fact that cannot be folded ends alone in the error queue; its
/// neighbours are folded all the same.
/// </summary>
public sealed partial class FactConsumer(RegistryWriter registry, TimeProvider time, ILogger<FactConsumer> log) : IConsumer<Batch<IHostFact>>
{
    public async Task Consume(ConsumeContext<Batch<IHostFact>> context)
    {
        var read = context.Message.Select(message => (Message: message, Read: HostFacts.Read(message))).ToList();
        var flaws = read.Select(r => r.Read.Flaw).OfType<string>().ToList();
        var facts = read.Where(r => r.Read.Fact is not null).Select(r => new Received(r.Message, r.Read.Fact!));
        flaws.AddRange(await FoldAsync([.. facts.OrderBy(f => f.Fact.Stamp)], context.CancellationToken));

        foreach (var flaw in flaws)
        {
            ProjectorTelemetry.Reject();
            FactRejected(log, flaw);
        }

        // Every message that was folded is marked as consumed by now, so this fails only the others.
        if (flaws.Count > 0) throw new FactRejectedException(string.Join("; ", flaws));
    }

    /// <returns>What is wrong with those that could not be folded.</returns>
    private async Task<IEnumerable<string>> FoldAsync(Received[] batch, CancellationToken cancel)
    {
        if (batch.Length == 0) return [];
        try
        {
            var started = time.GetTimestamp();
            var facts = Array.ConvertAll(batch, received => received.Fact);
            var outcomes = await registry.FoldAsync(facts, cancel);
            var took = time.GetElapsedTime(started);

            ProjectorTelemetry.Folded(facts, outcomes, took);
            foreach (var (message, _) in batch)
                await message.NotifyConsumed(message, took, nameof(FactConsumer));
            return [];
        }
        catch (Exception failure) when (!Failures.MayPass(failure))
        {
            if (batch is [var (_, fact)]) return [$"{fact.GetType().Name} {fact.Stamp} of host '{fact.Host.Name}': {failure.Message}"];
            var flaws = new List<string>();
            foreach (var half in batch.Chunk((batch.Length + 1) / 2))
                flaws.AddRange(await FoldAsync(half, cancel));
            return flaws;
        }
    }

    private sealed record Received(ConsumeContext<IHostFact> Message, IHostFact Fact);

    [LoggerMessage(LogLevel.Error, "A fact is rejected and kept in the error queue: {Flaw}")]
    private static partial void FactRejected(ILogger log, string flaw);
}

/// <summary>These messages can never be folded, however often they are delivered.</summary>
public sealed class FactRejectedException(string flaws) : Exception(flaws);
