using Pipeline.Contracts;
using Pipeline.Producer.Outbox;

namespace Pipeline.Producer.Tests.Support;

/// <summary>A bus that remembers what it was given, and that can be away.</summary>
internal sealed class RecordingBus : IFactBus
{
    private readonly Lock gate = new();
    private readonly List<IHostFact> facts = [];

    public bool IsAway { get; set; }

    /// <summary>How many batches it refused.</summary>
    public int Refused { get; private set; }

    public IReadOnlyList<IHostFact> Facts
    {
        get
        {
            lock (gate) return [.. facts];
        }
    }

    public Task PublishAsync(IReadOnlyList<IHostFact> batch, CancellationToken cancel)
    {
        lock (gate)
        {
            if (IsAway)
            {
                Refused++;
                throw new IOException("the bus is away");
            }

            facts.AddRange(batch);
            return Task.CompletedTask;
        }
    }
}
