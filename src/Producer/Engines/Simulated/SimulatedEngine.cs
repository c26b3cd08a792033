namespace Pipeline.Producer.Engines.Simulated;

/// <summary>An engine in memory that behaves as Docker does, with faults on demand.</summary>
/// <param name="name">The name of the simulated machine.</param>
/// <param name="time">Its clock.</param>
/// <param name="faults">Its faults; null for none until <see cref="Faults"/> are set.</param>
public sealed partial class SimulatedEngine(string name, TimeProvider time, SimulatedFaults? faults = null) : IStoppingEngine
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedContainer> containers = new(StringComparer.Ordinal);
    private readonly HostPortAllocator hostPorts = new();
    private readonly SimulatedEventStream events = new(faults ??= new SimulatedFaults());
    private DateTimeOffset lastTick;

    public string Name => name;

    /// <summary>Its faults, to be set and cleared while it runs.</summary>
    public SimulatedFaults Faults { get; } = faults;

    /// <summary>The containers that run or are paused.</summary>
    public IReadOnlyList<ContainerInspection> Running
    {
        get
        {
            lock (gate) return [.. containers.Values.Where(container => container.IsUp).Select(container => container.Inspect())];
        }
    }

    public Task<EngineDescription> DescribeAsync(CancellationToken cancel)
    {
        ThrowIfDown();
        lock (gate) return Task.FromResult(new EngineDescription($"simulated-{name}", name, "simulated 1.0", Tick()));
    }

    public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel)
    {
        ThrowIfDown();
        return events.FollowAsync(since, cancel);
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        ThrowIfDown();
        lock (gate)
        {
            string[] running = [.. containers.Values.Where(container => container.IsUp).Select(container => container.Id)];
            return Task.FromResult<IReadOnlyList<string>>(running);
        }
    }

    public async Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel)
    {
        ThrowIfDown();
        if (Faults.BeforeInspection is { } beforeInspection) await beforeInspection(containerId).WaitAsync(cancel);
        if (Faults.FailsInspection()) throw new IOException("simulated: the inspection failed");
        ContainerInspection? inspection;
        lock (gate) inspection = containers.GetValueOrDefault(containerId)?.Inspect();
        if (Faults.BeforeAnswer is { } beforeAnswer) await beforeAnswer(containerId).WaitAsync(cancel);
        return inspection;
    }

    public Task<bool> StopAsync(string containerId, CancellationToken cancel)
    {
        ThrowIfDown();
        lock (gate)
        {
            if (!containers.TryGetValue(containerId, out var container)) return Task.FromResult(false);
            if (container.IsUp) Stop(containerId);
            return Task.FromResult(true);
        }
    }

    /// <summary>Ends every event stream; the engine keeps running.</summary>
    public void BreakStreams() => events.BreakAll();

    /// <summary>Crashes the engine: its containers end without events, and every call fails until <see cref="Recover"/>.</summary>
    public void Crash()
    {
        lock (gate)
        {
            Faults.IsDown = true;
            foreach (var running in containers.Values.Where(container => container.IsUp).ToArray()) SetExited(running, 137);
            events.BreakAll(forget: true);
        }
    }

    /// <summary>Starts the engine again after a crash. It starts no container.</summary>
    public void Recover() => Faults.IsDown = false;

    // No two events share a time, however coarse the clock: runs and events are distinguished by their times.
    private DateTimeOffset Tick() => lastTick = time.GetUtcNow() is var now && now > lastTick ? now : lastTick.AddTicks(1);

    private void ThrowIfDown()
    {
        if (Faults.IsDown) throw new IOException("simulated: the engine is down");
    }
}
