using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Docker;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Machine;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Outbox.Sns;
using Pipeline.Producer.Runtime;
using Pipeline.Producer.Settings;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer;

/// <summary>Composes the agent as a process: a Docker engine on one side, SNS on the other, and the machine's metadata in view.</summary>
internal static class AgentProcess
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        AgentOptions options, IReadOnlyDictionary<string, string> environment, TextWriter errors, CancellationToken stop)
    {
        var time = SteadyTime.OfThisProcess;
        using var telemetry = TelemetryExport.Start(environment, AgentVersion.Product, AgentVersion.Number);
        using var logs = new LineLoggerFactory(options.Log, options.LogFormat, Console.OpenStandardOutput(), time);
        using var trimmer = MemoryTrimmer.Start(options.ReportInterval, time);
        using var metadata = InstanceMetadataClient.FindEndpoint(environment.GetValueOrDefault) is { } endpoint
            ? new InstanceMetadataClient(endpoint)
            : null;
        try
        {
            // Both take a while and neither needs the other, so they run at the same time.
            var identifying = MachineIdentity.FindAsync(options.HostId, options.HostAddress, metadata, time, stop);
            using var sns = new SnsConnection();
            var machine = await identifying;

            using var engine = new DockerEngine(options.Engine);
            var bus = sns.CreateBus(options.Scope, options.TopicArn, DescribeThisProcess(), time, logs);
            await CreateSupervisor(options, machine, engine, bus, metadata, time, logs).RunAsync(stop);
            return AgentExitCode.Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return AgentExitCode.Success;
        }
        catch (MissingSettingException missing)
        {
            await errors.WriteLineAsync(missing.Message);
            return AgentExitCode.InvalidSetting;
        }
        catch (HttpRequestException failure)
        {
            await errors.WriteLineAsync(FailureWords.Describe(failure));
            return AgentExitCode.Failure;
        }
    }

    private static AgentSupervisor CreateSupervisor(
        AgentOptions options,
        MachineIdentity machine,
        DockerEngine engine,
        IFactBus bus,
        InstanceMetadataClient? metadata,
        TimeProvider time,
        ILoggerFactory logs)
    {
        var settings = ToSettings(options, machine);
        var file = options.StateDirectory is { } directory
            ? new EpochFile(Path.Combine(directory, "epoch"), logs.CreateLogger<EpochFile>())
            : null;
        var incarnations = new IncarnationSource(time, Random.Shared, file);
        var ends = metadata is not null
            ? new EndMonitor(metadata, options.LeaveOnNotice, time, logs.CreateLogger<EndMonitor>())
            : null;
        var addresses = options.HostAddress is null && metadata is not null
            ? new AddressMonitor(metadata, time, logs.CreateLogger<AddressMonitor>())
            : null;
        return new(new HostAgent(engine, bus, settings, incarnations, time, Random.Shared, logs), ends, addresses);
    }

    private static AgentSettings ToSettings(AgentOptions options, MachineIdentity machine) => new()
    {
        HostName = machine.Id,
        Address = machine.Address,
        Address6 = options.HostAddress6,
        EngineName = options.Engine.OriginalString,
        ReportInterval = options.ReportInterval,
        OutboxCapacity = options.OutboxCapacity,
        OwnerLabel = options.OwnerLabel,
        LeaveOnShutdown = options.LeaveOnShutdown,
        EcsIntrospection = options.EcsAgent,
    };

    private static SendingProcess DescribeThisProcess() => new(
        AgentVersion.Product,
        AgentVersion.Number,
        Environment.MachineName,
        Environment.ProcessId,
        Environment.Version.ToString(),
        Environment.OSVersion.ToString());
}
