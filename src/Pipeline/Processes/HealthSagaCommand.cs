using System.CommandLine;
using Pipeline.Commands;
using Pipeline.Composition;
using Pipeline.Settings;

namespace Pipeline.Processes;

/// <summary>Runs one health saga on AWS until it is asked to stop.</summary>
internal sealed class HealthSagaCommand(IParts parts, Surroundings surroundings)
{
    public Command Create()
    {
        var command = new Command("health-saga", "Run a health saga on AWS: probe instances, condemn failing ones, have ECS stop their tasks. Run two or more: they share the probing.");
        var options = new SettingOptions(command, SettingTable.HealthSaga);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, surroundings), cancel));
        return command;
    }

    private Task<int> RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        var region = AwsBus.Region();
        return new ServiceProcess(parts, surroundings).RunAsync(
            settings,
            (services, database) => services.AddHealthSagaOnAws(settings, database),
            host => $"ready: health-saga  region {region}  console {host.Urls.Single()}  domain {settings.Domain}",
            stop);
    }
}
