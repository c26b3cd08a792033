using System.CommandLine;
using Pipeline.Commands;
using Pipeline.Composition;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;

namespace Pipeline.Processes;

/// <summary>Runs one projector on AWS until it is asked to stop.</summary>
internal sealed class ProjectorCommand(IParts parts, Surroundings surroundings)
{
    public Command Create()
    {
        var command = new Command("projector", "Run a projector on AWS: fold facts from SQS into the registry, keep the zone of Route 53. Run two or more: one leads.");
        var options = new SettingOptions(command, SettingTable.Projector);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, surroundings), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        var region = AwsBus.Region();
        try
        {
            return await new ServiceProcess(parts, surroundings).RunAsync(
                settings,
                (services, database) => services.AddProjectorOnAws(settings, database),
                host => $"ready: projector  zone {host.Services.GetRequiredService<IZone>().Id}  region {region}  console {host.Urls.Single()}  domain {settings.Domain}",
                stop);
        }
        catch (ZoneNotFoundException unset)
        {
            throw new CommandFailure(unset.Message, ExitCode.Usage);
        }
    }
}
