using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pipeline.Producer.Engines.Simulated;

/// <summary>The events of a simulated engine. As with Docker, a watcher gets new events and can have the last ones replayed.</summary>
/// <param name="faults">Loses events and breaks streams.</param>
internal sealed class SimulatedEventStream(SimulatedFaults faults)
{
    /// <summary>How many events Docker keeps for replay.</summary>
    private const int ReplayCapacity = 256;

    private readonly Lock gate = new();
    private readonly Queue<EngineHint> recent = new();
    private readonly List<Channel<EngineHint>> watchers = [];

    public void Add(EngineHint hint)
    {
        lock (gate)
        {
            recent.Enqueue(hint);
            if (recent.Count > ReplayCapacity) recent.Dequeue();
            if (faults.BreaksStream()) BreakAll();
            if (faults.LosesHint()) return;
            foreach (var watcher in watchers.ToArray())
                if (!watcher.Writer.TryWrite(hint))
                    Break(watcher);
        }
    }

    /// <summary>Streams events until the stream is broken, beginning with the kept ones from <paramref name="since"/> onwards.</summary>
    public async IAsyncEnumerable<EngineHint> FollowAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var watcher = Channel.CreateBounded<EngineHint>(16 * ReplayCapacity);
        lock (gate)
        {
            foreach (var hint in recent.Where(hint => hint.At >= since)) watcher.Writer.TryWrite(hint);
            watchers.Add(watcher);
        }

        try
        {
            await foreach (var hint in watcher.Reader.ReadAllAsync(cancel)) yield return hint;
        }
        finally
        {
            lock (gate) watchers.Remove(watcher);
        }
    }

    /// <summary>Ends every stream.</summary>
    /// <param name="forget">Whether the engine also loses its kept events, as it does when it restarts.</param>
    public void BreakAll(bool forget = false)
    {
        lock (gate)
        {
            foreach (var watcher in watchers.ToArray()) Break(watcher);
            if (forget) recent.Clear();
        }
    }

    private void Break(Channel<EngineHint> watcher)
    {
        watchers.Remove(watcher);
        watcher.Writer.TryComplete();
    }
}
