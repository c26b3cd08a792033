namespace Pipeline.Projector.Registry;

/// <summary>
/// Items that wait for their turn, by their hosts. A lane that takes items of a host has the host exclusively until it returns the host;
/// the host's other items wait until then. Unbounded, because the messages that the endpoint takes at once bound the number of items.
/// </summary>
internal sealed class WaitingHosts<TItem>(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Host> hosts = [];

    /// <summary>Hosts with items that nobody has taken.</summary>
    private readonly Queue<Host> ready = [];

    /// <summary>How many items those have.</summary>
    private int available;

    private (int Enough, TaskCompletionSource Reached)? awaited;

    public void Add(string host, TItem item)
    {
        lock (gate)
        {
            if (!hosts.TryGetValue(host, out var its)) hosts[host] = its = new Host(host);
            its.Items.Enqueue(item);
            if (its.IsTaken) return;
            if (its.Items.Count == 1) ready.Enqueue(its);
            Offer(1);
        }
    }

    /// <summary>Waits for an item, and then for a full batch, at most so long. To be asked by one at a time.</summary>
    public async Task<Batch> TakeAsync(int most, TimeSpan gathering, CancellationToken cancel)
    {
        await WhenAsync(1).WaitAsync(cancel);
        if (gathering > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(WhenAsync(most), Task.Delay(gathering, time, enough.Token));
            await enough.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }

        return Take(most);
    }

    /// <summary>What was taken is done: its hosts' next items may be taken.</summary>
    public void Return(Batch batch)
    {
        lock (gate)
        {
            foreach (var host in batch.Hosts)
            {
                host.IsTaken = false;
                if (host.Items.Count == 0)
                {
                    hosts.Remove(host.Name);
                    continue;
                }

                ready.Enqueue(host);
                Offer(host.Items.Count);
            }
        }
    }

    private Batch Take(int most)
    {
        lock (gate)
        {
            var batch = new Batch([], []);
            while (batch.Items.Count < most && ready.TryDequeue(out var host))
            {
                available -= host.Items.Count;
                host.IsTaken = true;
                batch.Hosts.Add(host);
                while (batch.Items.Count < most && host.Items.TryDequeue(out var item)) batch.Items.Add(item);
            }

            return batch;
        }
    }

    private Task WhenAsync(int enough)
    {
        lock (gate)
        {
            if (available >= enough) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = (enough, reached);
            return reached.Task;
        }
    }

    private void Offer(int items)
    {
        available += items;
        if (awaited is not { } waiter || available < waiter.Enough) return;
        awaited = null;
        waiter.Reached.SetResult();
    }

    /// <param name="Items">What was taken; of each host in the order of its arrival.</param>
    /// <param name="Hosts">Whose they are.</param>
    internal sealed record Batch(List<TItem> Items, List<Host> Hosts);

    internal sealed class Host(string name)
    {
        public string Name => name;

        public Queue<TItem> Items { get; } = [];

        public bool IsTaken { get; set; }
    }
}
