using Pipeline.Contracts;

namespace Pipeline.Core.Tests.Registration.Worlds;

/// <summary>A host as it really is, and an agent on it that states what it sees while it runs.</summary>
internal sealed class WorldHost(string name, int network, List<IHostFact> stated)
{
    private static readonly int[] PublishablePorts = [32768, 32769, 32770];

    private readonly List<WorldContainer> containers = [];
    private long epoch = 1;
    private long sequence;
    private int moves;

    public enum AgentState
    {
        Running,
        Crashed,
        Left,
    }

    public AgentState Agent { get; private set; }

    public IEnumerable<string> AddressesInUse => Alive.Select(c => c.OwnAddress).OfType<string>();

    private string Address => $"127.0.{network}.{moves + 1}";

    private IEnumerable<WorldContainer> Alive => containers.Where(c => c.Phase is not null);

    public void Run(WorldContainer container, int pick, DateTimeOffset now)
    {
        if (Ports(container, pick) is not { } ports) return;
        containers.Add(container);
        container.Start(now, ports);
        StateStarted(container);
    }

    public void Restart(int pick, DateTimeOffset now, Func<string, bool> isFree)
    {
        if (Pick(pick, c => c.OwnAddress is null || c.Phase is not null || isFree(c.OwnAddress)) is not { } container) return;
        container.End();
        if (Ports(container, pick) is { } ports)
        {
            container.Start(now, ports);
            StateStarted(container);
        }
        else
        {
            StateStopped(container, StopCause.Exited);
        }
    }

    public void Stop(int pick)
    {
        if (Pick(pick, c => c.Phase is ContainerPhase.Running) is not { } container) return;
        container.Phase = ContainerPhase.Stopping;
        State(stamp => new ContainerStopping { Host = Identity, Stamp = stamp, At = default, ContainerId = container.Id, Signal = 15 });
    }

    public void Survive(int pick)
    {
        if (Pick(pick, c => c.Phase is ContainerPhase.Stopping) is { } container) container.Phase = ContainerPhase.Running;
    }

    public void Pause(int pick)
    {
        if (Pick(pick, c => c.Phase is ContainerPhase.Running) is not { } container) return;
        container.Phase = ContainerPhase.Paused;
        State(stamp => new ContainerPaused { Host = Identity, Stamp = stamp, At = default, ContainerId = container.Id });
    }

    public void Resume(int pick)
    {
        if (Pick(pick, c => c.Phase is ContainerPhase.Paused) is not { } container) return;
        container.Phase = ContainerPhase.Running;
        StateStarted(container);
    }

    public void Exit(int pick)
    {
        if (Pick(pick, c => c.Phase is not null) is not { } container) return;
        container.End();
        StateStopped(container, StopCause.Exited);
    }

    public void Remove(int pick)
    {
        if (Pick(pick, _ => true) is not { } container) return;
        container.End();
        containers.Remove(container);
        StateStopped(container, StopCause.Removed);
    }

    public void Report() => State(stamp => new HostReported
    {
        Host = Identity,
        Stamp = stamp,
        At = default,
        Interval = TimeSpan.FromSeconds(30),
        Engine = "docker 1",
        Containers = [.. Alive.Select(c => c.Snapshot(Address))],
    });

    public void Crash()
    {
        if (Agent is AgentState.Running) Agent = AgentState.Crashed;
    }

    public void Leave()
    {
        State(stamp => new HostLeft { Host = Identity, Stamp = stamp, At = default, Reason = "shutdown" });
        if (Agent is AgentState.Running) Agent = AgentState.Left;
    }

    public void Begin(bool elsewhere)
    {
        if (elsewhere) moves++;
        (Agent, epoch, sequence) = (AgentState.Running, epoch + 1, 0);
        Report();
    }

    /// <summary>What a registry that knows everything shows of it.</summary>
    public IEnumerable<string> Picture() =>
        Agent is AgentState.Left ? [] : [Registration.Picture.Host(name, Address), .. Alive.SelectMany(c => c.Picture(name, Address))];

    private HostIdentity Identity => new(name, Address);

    private WorldContainer? Pick(int pick, Func<WorldContainer, bool> fit) =>
        containers.Where(fit).ToList() is { Count: > 0 } fitting ? fitting[pick % fitting.Count] : null;

    /// <summary>Ports for one run, freed ones gladly; null where there are too few.</summary>
    private int[]? Ports(WorldContainer container, int pick)
    {
        if (container.OwnAddress is not null) return [.. Enumerable.Range(8081, container.Ports)];
        var free = PublishablePorts.Except(Alive.Where(c => c.OwnAddress is null).SelectMany(c => c.HostPorts)).ToArray();
        return free.Length < container.Ports ? null : [.. Enumerable.Range(pick, container.Ports).Select(i => free[i % free.Length])];
    }

    private void StateStarted(WorldContainer container) =>
        State(stamp => new ContainerStarted { Host = Identity, Stamp = stamp, At = default, Container = container.Snapshot(Address) });

    private void StateStopped(WorldContainer container, StopCause cause) =>
        State(stamp => new ContainerStopped { Host = Identity, Stamp = stamp, At = default, ContainerId = container.Id, Cause = cause });

    private void State(Func<Stamp, IHostFact> fact)
    {
        if (Agent is AgentState.Running) stated.Add(fact(new Stamp(epoch, ++sequence)));
    }
}
