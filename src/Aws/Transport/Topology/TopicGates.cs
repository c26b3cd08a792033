using System.Collections.Concurrent;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>
/// Holds back what is published to a topic that is created again: before its subscriptions are there as well, SNS accepts messages and
/// delivers them to nobody.
/// </summary>
internal sealed class TopicGates
{
    private readonly ConcurrentDictionary<string, TopicGate> gates = new();

    public TopicGate Of(string topic) => gates.GetOrAdd(topic, _ => new());
}

/// <summary>The gate of one topic.</summary>
internal sealed class TopicGate
{
    private readonly Lock gate = new();
    private int sending;
    private int closed;
    private TaskCompletionSource opens = Done();
    private TaskCompletionSource idle = Done();

    /// <summary>Completes when nothing is being sent.</summary>
    public Task Idle
    {
        get
        {
            lock (gate) return idle.Task;
        }
    }

    /// <summary>Waits while the gate is closed. Whoever entered has to <see cref="Leave"/>.</summary>
    public async Task EnterAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task open;
            lock (gate)
            {
                if (closed == 0)
                {
                    if (sending++ == 0) idle = New();
                    return;
                }

                open = opens.Task;
            }

            await open.WaitAsync(cancel);
        }
    }

    public void Leave()
    {
        lock (gate)
            if (--sending == 0) idle.TrySetResult();
    }

    /// <summary>Closes the gate until the result is disposed of. It may be closed several times at once.</summary>
    public IDisposable Close()
    {
        lock (gate)
            if (closed++ == 0) opens = New();
        return new Closing(this);
    }

    private void Open()
    {
        lock (gate)
            if (--closed == 0) opens.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Done()
    {
        var done = New();
        done.SetResult();
        return done;
    }

    private sealed class Closing(TopicGate gate) : IDisposable
    {
        public void Dispose() => gate.Open();
    }
}
