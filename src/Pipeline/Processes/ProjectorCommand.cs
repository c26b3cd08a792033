using System.CommandLine;
using Pipeline.Composition;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Processes;

/// <summary>Runs one projector on AWS.</summary>
internal sealed class ProjectorCommand(IParts parts, CommandEnvironment environment)
{
    public Command Create()
    {
        var command = new Command(
            "projector", "Run a projector on AWS: turn facts from SQS into events, and events into Route 53 records. "
            + "Run two or more: one leads.");
        var options = new SettingOptions(command, SettingTable.Projector);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, environment), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        var region = AwsBus.Region();
        try
        {
            return await new ServiceProcess(parts, environment).RunAsync(
                settings,
                (services, database) => services.AddProjectorOnAws(settings, database),
                host => $"ready: projector  zone {host.Services.GetRequiredService<IZone>().Id}  region {region}  "
                    + $"console {host.Urls.Single()}  domain {settings.Domain}",
                stop);
        }
        catch (ZoneNotFoundException unset)
        {
            throw new CommandFailure(unset.Message, ExitCode.Usage);
        }
    }
}
