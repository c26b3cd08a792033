using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pipeline.Producer.Engines.Simulated;

/// <summary>A simulated engine's events: the last ones can be replayed, as Docker's can, and whoever watches gets the new ones.</summary>
internal sealed class EventLog(SimulatedFaults faults)
{
    /// <summary>How many events Docker keeps for replay.</summary>
    private const int Kept = 256;

    private readonly Lock gate = new();
    private readonly Queue<EngineHint> recent = new();
    private readonly List<Channel<EngineHint>> watchers = [];

    public void Add(EngineHint hint)
    {
        lock (gate)
        {
            recent.Enqueue(hint);
            if (recent.Count > Kept) recent.Dequeue();
            if (faults.BreaksStream()) BreakAll();
            if (faults.LosesHint()) return;
            foreach (var watcher in watchers.ToArray())
                if (!watcher.Writer.TryWrite(hint))
                    Break(watcher);
        }
    }

    /// <summary>Follows the events, from those kept that are as new as <paramref name="since"/>, until the stream is broken.</summary>
    public async IAsyncEnumerable<EngineHint> FollowAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var watcher = Channel.CreateBounded<EngineHint>(16 * Kept);
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

    /// <summary>Ends every stream. A restarted engine has forgotten its events too.</summary>
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
