using System.CommandLine;
using Pipeline.Commands;
using Pipeline.Composition;
using Pipeline.Settings;

namespace Pipeline.Processes;

/// <summary>Serves the console alone, on a database that others write, until it is asked to stop.</summary>
internal sealed class ConsoleCommand(IParts parts, Surroundings surroundings)
{
    public Command Create()
    {
        var command = new Command("console", "Serve the web console alone, on the database of a pipeline that runs elsewhere.");
        var options = new SettingOptions(command, SettingTable.ConsoleAlone);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, surroundings), cancel));
        return command;
    }

    private Task<int> RunAsync(PipelineSettings settings, CancellationToken stop) => new ServiceProcess(parts, surroundings).RunAsync(
        settings,
        (_, _) => { },
        host => $"ready: console {host.Urls.Single()}  domain {settings.Domain}",
        stop);
}
