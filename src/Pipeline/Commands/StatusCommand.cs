using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.History.Status;
using Pipeline.Postgres.Failures;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Shows on one screen whether everything is right, and if not, the worst of what is wrong.</summary>
internal sealed class StatusCommand(IParts parts, CommandEnvironment environment)
{
    public Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var watch = new Option<bool>("--watch")
        {
            Description = "show it again whenever it changes, until Ctrl-C",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command(
            "status",
            "Show whether everything is right, and if not, what is wrong, each with its cause and the command to type next. "
            + "Exit code 1 when something is wrong.")
        {
            watch, json,
        };
        var options = new SettingOptions(command, SettingTable.Status);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, environment), parsed.GetValue(json), parsed.GetValue(watch), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, bool json, bool watch, CancellationToken cancel)
    {
        if (settings.Database is { } shared) return await ShowAsync(settings, shared, json, watch, cancel);
        try
        {
            await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
            return await ShowAsync(settings, database.ConnectionString, json, watch, cancel);
        }
        catch (PrivateServerException failure)
        {
            return Show(StatusReader.WithoutDatabase(failure.Message, settings.Domain, environment.Time.GetUtcNow()), json, environment);
        }
    }

    private async Task<int> ShowAsync(PipelineSettings settings, string database, bool json, bool watch, CancellationToken cancel)
    {
        await using var registry = new RegistryDatabase(database, environment.Time);
        await using var sagas = new PostgresSagas(database);
        var reader = StatusParts.Create(parts, settings, database, registry, sagas, environment.Time);
        if (!watch) return Show(await reader.ReadAsync(cancel), json, environment);
        await new Watching(environment).RunAsync(
            async (screen, stop) =>
            {
                var status = await reader.ReadAsync(stop);
                Show(status, json, screen);
                return string.Join('\n', status.Troubles.Select(trouble => $"{trouble.Kind} {trouble.Subject} {trouble.Cause}"));
            },
            cancel);
        return ExitCode.Done;
    }

    private static int Show(StatusView status, bool json, CommandEnvironment screen)
    {
        if (json) screen.Output.WriteLine(JsonSerializer.Serialize(status, OperatingJson.Default.StatusView));
        else new StatusWriter(screen).Write(status);
        return status.AllRight ? ExitCode.Done : ExitCode.Failed;
    }
}
