using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Producer.Engines.Simulated;

/// <summary>An engine in memory that behaves as Docker's does, and misbehaves as it is told.</summary>
/// <param name="name">The name of the machine that it pretends to run on.</param>
/// <param name="time">Its clock.</param>
/// <param name="faults">How it misbehaves; null for never.</param>
public sealed class SimulatedEngine(string name, TimeProvider time, SimulatedFaults? faults = null) : IEngine, IContainerStopper
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedContainer> containers = new(StringComparer.Ordinal);
    private readonly HostPorts hostPorts = new();
    private readonly EventLog events = new(faults ??= new SimulatedFaults());
    private DateTimeOffset lastTick;
    private int created;

    public string Name => name;

    public SimulatedFaults Faults { get; } = faults;

    /// <summary>The containers that run or are paused.</summary>
    public IReadOnlyList<ContainerInspection> Running
    {
        get
        {
            lock (gate) return [.. containers.Values.Where(container => container.HasBegun).Select(container => container.Inspect())];
        }
    }

    public Task<EngineDescription> DescribeAsync(CancellationToken cancel)
    {
        RefuseWhileDown();
        lock (gate) return Task.FromResult(new EngineDescription($"simulated-{name}", name, "simulated 1.0", Tick()));
    }

    public IAsyncEnumerable<EngineHint> WatchAsync(DateTimeOffset since, CancellationToken cancel)
    {
        RefuseWhileDown();
        return events.FollowAsync(since, cancel);
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        RefuseWhileDown();
        lock (gate) return Task.FromResult<IReadOnlyList<string>>([.. containers.Values.Where(container => container.HasBegun).Select(container => container.Id)]);
    }

    public async Task<ContainerInspection?> InspectAsync(string containerId, CancellationToken cancel)
    {
        RefuseWhileDown();
        if (Faults.BeforeInspection is { } before) await before(containerId).WaitAsync(cancel);
        if (Faults.FailsInspection()) throw new IOException("simulated: the inspection failed");
        ContainerInspection? seen;
        lock (gate) seen = containers.GetValueOrDefault(containerId)?.Inspect();
        if (Faults.BeforeAnswer is { } after) await after(containerId).WaitAsync(cancel);
        return seen;
    }

    /// <summary>Creates a container and starts it.</summary>
    /// <returns>Its identifier.</returns>
    public string Run(SimulatedRun run)
    {
        lock (gate)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}/{++created}")));
            containers[id] = new SimulatedContainer(id, run, ContainerStatus.Created, DateTimeOffset.MinValue);
            Begin(id);
            return id;
        }
    }

    /// <summary>Sends a signal. The container goes on, unless it is SIGKILL.</summary>
    public void Signal(string id, int signal = Signals.Terminate)
    {
        lock (gate)
        {
            if (containers[id].HasBegun) events.Add(new EngineHint(id, "kill", Tick(), signal));
            if (signal == Signals.Kill) End(id, 128 + signal);
        }
    }

    /// <summary>Lets the container's process end by itself.</summary>
    public void Exit(string id, int exitCode = 0)
    {
        lock (gate) End(id, exitCode);
    }

    /// <summary>Asks the container to stop, which it does.</summary>
    public void Stop(string id)
    {
        lock (gate)
        {
            Signal(id, containers[id].Run.StopSignal);
            End(id, 0);
            events.Add(new EngineHint(id, "stop", Tick()));
        }
    }

    public Task<bool> StopAsync(string containerId, CancellationToken cancel)
    {
        RefuseWhileDown();
        lock (gate)
        {
            if (!containers.TryGetValue(containerId, out var container)) return Task.FromResult(false);
            if (container.HasBegun) Stop(containerId);
            return Task.FromResult(true);
        }
    }

    /// <summary>Starts it again under the same identifier, after a stop where it runs; it gets other host ports, or the same.</summary>
    public void Restart(string id)
    {
        lock (gate)
        {
            if (containers[id].HasBegun) Stop(id);
            Begin(id);
        }
    }

    public void Pause(string id) => Change(id, "pause", ContainerStatus.Running, ContainerStatus.Paused);

    public void Unpause(string id) => Change(id, "unpause", ContainerStatus.Paused, ContainerStatus.Running);

    /// <summary>Removes the container, killing it first where it runs (<c>docker rm -f</c>).</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            if (containers[id].HasBegun) Signal(id, Signals.Kill);
            containers.Remove(id);
            events.Add(new EngineHint(id, "destroy", Tick()));
        }
    }

    /// <summary>Ends every event stream; the engine itself goes on.</summary>
    public void BreakStreams() => events.BreakAll();

    /// <summary>The engine's process dies and takes its containers with it; nobody is told.</summary>
    public void Crash()
    {
        lock (gate)
        {
            Faults.IsDown = true;
            foreach (var running in containers.Values.Where(container => container.HasBegun).ToArray()) Halt(running, 137);
            events.BreakAll(forget: true);
        }
    }

    /// <summary>The engine's process is back. Its containers are not, unless somebody starts them.</summary>
    public void Recover() => Faults.IsDown = false;

    private void Begin(string id)
    {
        if (containers[id] is not { HasBegun: false } container) return;
        var ports = container.Run.NetworkMode is "host" ? [] : container.Run.Services.Keys.ToDictionary(port => port, _ => hostPorts.Take());
        containers[id] = container with { Status = ContainerStatus.Running, StartedAt = Tick(), HostPorts = ports };
        events.Add(new EngineHint(id, "start", Tick()));
    }

    private void End(string id, int exitCode)
    {
        if (containers[id] is not { HasBegun: true } container) return;
        Halt(container, exitCode);
        events.Add(new EngineHint(id, "die", Tick()));
    }

    private void Halt(SimulatedContainer container, int exitCode)
    {
        hostPorts.GiveBack(container.HostPorts.Values);
        containers[container.Id] = container with { Status = ContainerStatus.Exited, ExitCode = exitCode, HostPorts = new Dictionary<int, int>() };
    }

    private void Change(string id, string action, ContainerStatus from, ContainerStatus to)
    {
        lock (gate)
        {
            if (containers[id].Status != from) return;
            containers[id] = containers[id] with { Status = to };
            events.Add(new EngineHint(id, action, Tick()));
        }
    }

    // No two things happen at one moment, however coarse the clock: runs and events are told apart by their times.
    private DateTimeOffset Tick() => lastTick = time.GetUtcNow() is var now && now > lastTick ? now : lastTick.AddTicks(1);

    private void RefuseWhileDown()
    {
        if (Faults.IsDown) throw new IOException("simulated: the engine is down");
    }
}
