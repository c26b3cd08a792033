namespace Pipeline.Projector.Registry;

/// <summary>
/// Waiting items, grouped by host. A lane that takes items of a host has exclusive access to the host until it returns the host; the host's
/// other items wait until then. Unbounded, because the endpoint's concurrent message limit bounds the number of items.
/// </summary>
internal sealed class WaitingHosts<TItem>(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Host> hosts = [];

    /// <summary>Hosts that have items and are not taken.</summary>
    private readonly Queue<Host> ready = [];

    /// <summary>The number of items of the ready hosts.</summary>
    private int available;

    private (int Enough, TaskCompletionSource Reached)? awaited;

    public void Add(string host, TItem item)
    {
        lock (gate)
        {
            if (!hosts.TryGetValue(host, out var entry)) hosts[host] = entry = new Host(host);
            entry.Items.Enqueue(item);
            if (entry.IsTaken) return;
            if (entry.Items.Count == 1) ready.Enqueue(entry);
            Offer(1);
        }
    }

    /// <summary>Waits for an item, and then for a full batch, at most for the given time. Only one caller at a time is allowed.</summary>
    public async Task<Batch> TakeAsync(int most, TimeSpan gathering, CancellationToken cancel)
    {
        await WaitForAsync(1).WaitAsync(cancel);
        if (gathering > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(WaitForAsync(most), Task.Delay(gathering, time, enough.Token));
            await enough.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }

        return Take(most);
    }

    /// <summary>Returns the hosts of a completed batch, so that their next items can be taken.</summary>
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

    private Task WaitForAsync(int enough)
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

    /// <param name="Items">The taken items; those of each host in the order of arrival.</param>
    /// <param name="Hosts">The hosts of the items.</param>
    internal sealed record Batch(List<TItem> Items, List<Host> Hosts);

    internal sealed class Host(string name)
    {
        public string Name => name;

        public Queue<TItem> Items { get; } = [];

        public bool IsTaken { get; set; }
    }
}
