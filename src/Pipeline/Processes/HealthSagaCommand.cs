using System.CommandLine;
using Pipeline.Composition;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Processes;

/// <summary>Runs one health saga process on AWS.</summary>
internal sealed class HealthSagaCommand(IParts parts, CommandEnvironment environment)
{
    public Command Create()
    {
        var command = new Command(
            "health-saga",
            "Run a health saga on AWS: check instances, eject failing ones, ask ECS to stop their tasks. "
            + "Run two or more: they share the checks.");
        var options = new SettingOptions(command, SettingTable.HealthSaga);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, environment), cancel));
        return command;
    }

    private Task<int> RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        var region = AwsBus.Region();
        return new ServiceProcess(parts, environment).RunAsync(
            settings,
            (services, database) => services.AddHealthSagaOnAws(settings, database),
            host => $"ready: health-saga  region {region}  console {host.Urls.Single()}  domain {settings.Domain}",
            stop);
    }
}
