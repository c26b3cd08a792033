using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Processes;

namespace Pipeline.Tests.Simulation.Worlds;

/// <content>The machines, their engines and their agents.</content>
internal sealed partial class World
{
    public void BearMachine(string name, string address, TimeSpan skew)
    {
        if (Fleet.Find(name) is not null) return;
        var engine = Fleet.Living.Any(machine => machine.EngineName == name) ? $"{name} at {address}" : name;
        Fleet.Add(new Machine(name, address, new MachineClock(Clock) { Skew = skew }, engine));
        Story.Tell(name, $"a machine is born at {address}" + (skew == TimeSpan.Zero ? "" : $", its clock is wrong by {skew}"));
        StartAgent(name);
    }

    /// <summary>A second machine of a name, which the fleet finds under no name.</summary>
    public void BearTwin(string name, string address)
    {
        var twin = Fleet.AddTwin(new Machine(name, address, new MachineClock(Clock), $"{name} at {address}"));
        Story.Tell(name, $"a second machine of this name is born at {address}");
        twin.Agent = new AgentProcess(twin, Agent, NextRandom($"agent {name} {address}"), Bus, logs, DrawLatency);
        twin.Agent.Start();
    }

    public void RemoveTwin(string address)
    {
        if (Fleet.Machines.Find(machine => machine.IsAlive && machine.Address == address) is not { } twin) return;
        Story.Tell(twin.Name, $"the machine at {address} is gone");
        twin.Die();
    }

    public void KillMachine(string name)
    {
        if (Fleet.Find(name) is not { } machine) return;
        Story.Tell(name, "the machine is gone");
        machine.Die();
    }

    public void ReaddressMachine(string name, string address)
    {
        if (Fleet.Find(name) is not { } machine) return;
        Story.Tell(name, $"the machine's address is {address} now");
        KillAgent(name);
        machine.Address = address;
        Fleet.Disturb(machine);
        StartAgent(name);
    }

    /// <summary>The machine gets another name and keeps everything else; its agent starts again.</summary>
    public void RenameMachine(string name, string next)
    {
        if (Fleet.Find(name) is not { } machine || Fleet.Find(next) is not null) return;
        Story.Tell(name, $"the machine's name is {next} now");
        KillAgent(name);
        Fleet.Rename(machine, next);
        StartAgent(next);
    }

    /// <summary>A second agent watches the machine's engine under another host's name.</summary>
    public void StartSecondAgent(string name, string second)
    {
        if (Fleet.Find(name) is not { SecondAgent: null } machine || Fleet.Find(second) is not null) return;
        Story.Tell(name, $"a second agent starts, and calls the host {second}");
        machine.SecondAgent = new AgentProcess(machine, Agent, NextRandom($"agent {second}"), Bus, logs, DrawLatency, second);
        machine.SecondAgent.Start();
    }

    public void KillSecondAgent(string name)
    {
        if (Fleet.Find(name) is not { SecondAgent: { } second } machine) return;
        Story.Tell(name, "the second agent is killed");
        second.Kill();
        machine.SecondAgent = null;
    }

    public void Lie(string name, EngineLie lie)
    {
        if (Fleet.Find(name) is not { } machine || machine.Lie == lie) return;
        Story.Tell(name, lie is EngineLie.None ? "the engine tells the truth again" : $"the engine lies: {lie}");
        machine.Lie = lie;
        Fleet.Disturb(machine);
    }

    public void StartAgent(string name)
    {
        if (Fleet.Find(name) is not { Agent: null } machine) return;
        Story.Tell(name, "the agent starts");
        machine.Agent = new AgentProcess(machine, Agent, NextRandom($"agent {name}"), Bus, logs, DrawLatency);
        machine.Agent.Start();
    }

    public void KillAgent(string name)
    {
        if (Fleet.Find(name) is not { Agent: { } agent } machine) return;
        Story.Tell(name, "the agent is killed");
        agent.Kill();
        machine.Agent = null;
    }

    public void RestartAgent(string name)
    {
        if (Fleet.Find(name) is not { Agent: { IsPaused: false } agent } machine) return;
        Story.Tell(name, "the agent is stopped");
        _ = StopAsync();

        async Task StopAsync()
        {
            await agent.StopAsync();
            if (machine.Agent != agent) return;
            machine.Agent = null;
            StartAgent(name);
        }
    }

    public void PauseAgent(string name)
    {
        if (Fleet.Find(name)?.Agent is not { IsPaused: false } agent) return;
        Story.Tell(name, "the agent stands still");
        agent.Pause();
    }

    public void ResumeAgent(string name)
    {
        if (Fleet.Find(name)?.Agent is not { IsPaused: true } agent) return;
        Story.Tell(name, "the agent goes on");
        agent.Resume();
    }

    public void HangEngine(string name, bool hangs)
    {
        if (Fleet.Find(name) is not { } machine || machine.EngineHangs == hangs) return;
        Story.Tell(name, hangs ? "the engine answers nothing" : "the engine answers again");
        machine.EngineHangs = hangs;
    }

    public void CrashEngine(string name)
    {
        if (Fleet.Find(name) is not { EngineIsDown: false } machine) return;
        Story.Tell(name, "the engine crashes with its containers");
        machine.Change(engine => engine.Crash());
    }

    public void RecoverEngine(string name)
    {
        if (Fleet.Find(name) is not { EngineIsDown: true } machine) return;
        Story.Tell(name, "the engine is back");
        machine.Change(engine => engine.Recover());
    }

    public void LoseHints(string name, int count) => Fleet.Find(name)?.LoseHints(count);

    public void JumpHostClock(string name, TimeSpan by)
    {
        if (Fleet.Find(name) is not { } machine) return;
        Story.Tell(name, $"the clock jumps by {by}");
        machine.Clock.Skew += by;
    }

    /// <summary>Whatever is broken works again: the faults end, processes run, the sick are well.</summary>
    private void Heal()
    {
        Story.Tell("world", "everything heals");
        Store.ComeBack();
        Store.Faults.Clear();
        Bus.Faults.Clear();
        Zone.Faults.Clear();
        (Witness.IsAway, Stopper.IsAway) = (false, false);
        Fleet.CutOff.Clear();
        foreach (var name in Servers)
        {
            ResumeProcess(name);
            StartProcess(name);
        }

        foreach (var machine in Fleet.Living.ToArray())
        {
            HangEngine(machine.Name, hangs: false);
            Lie(machine.Name, EngineLie.None);
            WithdrawEnd(machine.Name);
            KillSecondAgent(machine.Name);
            RecoverEngine(machine.Name);
            ResumeAgent(machine.Name);
            StartAgent(machine.Name);
        }

        foreach (var container in Fleet.Containers.Where(container => container is { IsSick: true, Inspection: not null }))
            Fleet.Sicken(container, isSick: false);
        Bus.Flush();
        Bus.Redrive();
    }
}
