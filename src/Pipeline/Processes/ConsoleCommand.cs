using System.CommandLine;
using Pipeline.Composition;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Processes;

/// <summary>Serves only the console, on the database of a pipeline that runs elsewhere.</summary>
internal sealed class ConsoleCommand(IParts parts, CommandEnvironment environment)
{
    public Command Create()
    {
        var command = new Command("console", "Serve only the web console, on the database of a pipeline that runs elsewhere.");
        var options = new SettingOptions(command, SettingTable.ConsoleAlone);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, environment), cancel));
        return command;
    }

    private Task<int> RunAsync(PipelineSettings settings, CancellationToken stop) => new ServiceProcess(parts, environment).RunAsync(
        settings,
        (_, _) => { },
        host => $"ready: console {host.Urls.Single()}  domain {settings.Domain}",
        stop);
}
