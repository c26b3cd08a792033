using Microsoft.Extensions.Logging;
using Pipeline.Producer.Engines.Docker;
using Pipeline.Producer.Machine;
using Pipeline.Producer.Outbox.Sns;

namespace Pipeline.Producer.Running;

/// <summary>An agent as a process: a Docker engine on one side, SNS on the other, and the machine's fate in view.</summary>
internal static class AgentProcess
{
    public static async Task<int> RunAsync(AgentOptions options, IReadOnlyDictionary<string, string> environment, TextWriter errors, TimeProvider time, CancellationToken stop)
    {
        using var telemetry = TelemetryExport.Start(environment);
        using var logs = LineLog.ToStandardOutput(options.Log, time);
        using var spare = SpareMemory.GiveBack(options.ReportInterval, time);
        using var metadata = InstanceMetadata.EndpointOf(environment.GetValueOrDefault) is { } endpoint ? new InstanceMetadata(endpoint) : null;
        try
        {
            // The two need each other only in the end, and each takes a while.
            var finding = MachineIdentity.FindAsync(options.HostId, options.HostAddress, metadata, time, stop);
            using var sns = new SnsConnection();
            var machine = await finding;
            using var engine = new DockerEngine(options.Engine);
            var bus = sns.Bus(options.Scope, options.TopicArn, time, logs);
            var notices = options.LeaveOnNotice && metadata is not null ? new EndNotices(metadata, time, logs.CreateLogger<EndNotices>()) : null;
            var settings = Settings(options, machine);
            await new HostLife(() => new HostAgent(engine, bus, settings, time, logs), settings, notices, logs.CreateLogger<HostLife>()).RunAsync(stop);
            return AgentExit.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return AgentExit.Done;
        }
        catch (UnsetException unset)
        {
            await errors.WriteLineAsync(unset.Message);
            return AgentExit.Usage;
        }
        catch (HttpRequestException unknown)
        {
            await errors.WriteLineAsync(unknown.Message);
            return AgentExit.Failed;
        }
    }

    private static AgentSettings Settings(AgentOptions options, MachineIdentity machine) => new()
    {
        HostName = machine.Id,
        Address = machine.Address,
        EngineName = options.Engine.OriginalString,
        ReportInterval = options.ReportInterval,
        OutboxCapacity = options.OutboxCapacity,
        LeaveOnShutdown = options.LeaveOnShutdown,
        EcsIntrospection = options.EcsAgent,
    };
}
