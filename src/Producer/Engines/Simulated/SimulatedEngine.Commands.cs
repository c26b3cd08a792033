using System.Security.Cryptography;
using System.Text;
using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Simulated;

/// <content>What operators and the containers themselves do.</content>
public sealed partial class SimulatedEngine
{
    private int created;

    /// <summary>Creates a container and starts it.</summary>
    /// <returns>Its identifier.</returns>
    public string Run(SimulatedRun run)
    {
        lock (gate)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}/{++created}")));
            containers[id] = new SimulatedContainer(id, run, EngineContainerStatus.Created, DateTimeOffset.MinValue);
            Start(id);
            return id;
        }
    }

    /// <summary>Sends a signal. Only SIGKILL ends the container.</summary>
    public void Signal(string id, int signal = Signals.Terminate)
    {
        lock (gate)
        {
            if (containers[id].IsUp) events.Add(new EngineHint(id, "kill", Tick(), signal));
            if (signal == Signals.Kill) End(id, 128 + signal);
        }
    }

    /// <summary>Ends the container's process as if it exited by itself.</summary>
    public void Exit(string id, int exitCode = 0)
    {
        lock (gate) End(id, exitCode);
    }

    /// <summary>Sends the stop signal; the container ends at once.</summary>
    public void Stop(string id)
    {
        lock (gate)
        {
            Signal(id, containers[id].Run.StopSignal);
            End(id, 0);
            events.Add(new EngineHint(id, "stop", Tick()));
        }
    }

    /// <summary>Stops it if it runs, and starts it again under the same identifier. Its host ports may change.</summary>
    public void Restart(string id)
    {
        lock (gate)
        {
            if (containers[id].IsUp) Stop(id);
            Start(id);
        }
    }

    public void Pause(string id) => ChangeStatus(id, "pause", EngineContainerStatus.Running, EngineContainerStatus.Paused);

    public void Unpause(string id) => ChangeStatus(id, "unpause", EngineContainerStatus.Paused, EngineContainerStatus.Running);

    /// <summary>Takes the container out of its network; its ports are not published any more.</summary>
    public void Disconnect(string id)
    {
        lock (gate)
        {
            if (containers[id] is not { IsUp: true, HostPorts: { Count: > 0 } ports } container) return;
            containers[id] = container with { HostPorts = new Dictionary<int, int>() };
            events.Add(new EngineHint(id, "disconnect", Tick()));
            hostPorts.Release(ports.Values);
        }
    }

    /// <summary>Puts the container back into its network; its host ports may change.</summary>
    public void Connect(string id)
    {
        lock (gate)
        {
            if (containers[id] is not { IsUp: true, HostPorts.Count: 0 } container) return;
            containers[id] = container with { HostPorts = PublishPorts(container) };
            events.Add(new EngineHint(id, "connect", Tick()));
        }
    }

    /// <summary>The engine's own check of the container says this from now on; without effect on one that does not run.</summary>
    public void SetHealth(string id, EngineHealth health)
    {
        lock (gate)
        {
            if (containers.GetValueOrDefault(id) is not { IsUp: true, Health: { } before } container || before == health) return;
            containers[id] = container with { Health = health };
            events.Add(new EngineHint(id, "health_status", Tick()));
        }
    }

    public void Rename(string id, string name)
    {
        lock (gate)
        {
            containers[id] = containers[id] with { Run = containers[id].Run with { Name = name } };
            events.Add(new EngineHint(id, "rename", Tick()));
        }
    }

    /// <summary>Removes the container; kills it first if it runs (<c>docker rm -f</c>).</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            if (containers[id].IsUp) Signal(id, Signals.Kill);
            containers.Remove(id);
            events.Add(new EngineHint(id, "destroy", Tick()));
        }
    }

    private void Start(string id)
    {
        if (containers[id] is not { IsUp: false } container) return;
        containers[id] = container with
        {
            Status = EngineContainerStatus.Running,
            StartedAt = Tick(),
            HostPorts = PublishPorts(container),
            Health = Faults.IsSick && container.Run.Health is not null ? EngineHealth.Unhealthy : container.Run.Health,
        };
        events.Add(new EngineHint(id, "start", Tick()));
    }

    private Dictionary<int, int> PublishPorts(SimulatedContainer container) => container.Run.NetworkMode is "bridge"
        ? container.Run.Services.Keys.ToDictionary(
            port => port, port => container.Run.NamedPorts.TryGetValue(port, out var named) ? named : hostPorts.Allocate())
        : [];

    private void End(string id, int exitCode)
    {
        if (containers[id] is not { IsUp: true } container) return;
        SetExited(container, exitCode);
        events.Add(new EngineHint(id, EngineHint.Die, Tick(), ExitCode: exitCode));
    }

    private void SetExited(SimulatedContainer container, int exitCode)
    {
        hostPorts.Release(container.HostPorts.Values);
        containers[container.Id] = container with
        {
            Status = EngineContainerStatus.Exited,
            ExitCode = exitCode,
            HostPorts = new Dictionary<int, int>(),
        };
    }

    private void ChangeStatus(string id, string action, EngineContainerStatus from, EngineContainerStatus to)
    {
        lock (gate)
        {
            if (containers[id].Status != from) return;
            containers[id] = containers[id] with { Status = to };
            events.Add(new EngineHint(id, action, Tick()));
        }
    }
}
