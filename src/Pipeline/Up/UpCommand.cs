using System.CommandLine;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Hosting;
using Pipeline.Logging;
using Pipeline.Postgres.Failures;
using Pipeline.Resolvers;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Up;

/// <summary>Runs the whole pipeline in this process.</summary>
internal sealed class UpCommand(IParts parts, CommandEnvironment environment)
{
    public Command Create()
    {
        var command = new Command("up", "Run the whole pipeline on this machine: watch engines, keep the registry, answer DNS.");
        var options = new SettingOptions(command, SettingTable.Up);
        command.SetAction((parsed, cancel) =>
        {
            var settings = options.Read(parsed, environment);
            var (engines, error) = EngineChoice.Make(settings, environment.Variable("DOCKER_HOST"), File.Exists);
            if (engines is null) throw new CommandFailure(error!, ExitCode.Usage);
            return RunAsync(settings, engines, (host, end) => RunOnAsync(host, settings, end), cancel);
        });
        return command;
    }

    /// <param name="settings">The settings.</param>
    /// <param name="engines">The engines to watch.</param>
    /// <param name="during">Runs while the pipeline serves; when it ends, the pipeline stops.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="replace">Replaces parts by others.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        PipelineSettings settings, EngineChoice engines, Func<WebApplication, CancellationToken, Task> during, CancellationToken stop,
        Action<IServiceCollection>? replace = null)
    {
        PortCheck.DemandFree(settings);

        using var logs = LoggerFactory.Create(logging => logging.AddPipelineLog(settings.Log, settings.LogFormat));
        var logger = logs.CreateLogger<UpCommand>();
        if (engines.Notice is { } notice) logger.EngineNotice(notice);

        try
        {
            // Disposed in reverse order: the database must outlive its writers.
            await using var database = await PipelineDatabase.OpenAsync(settings, logs, environment.Time, stop);
            var plan = new UpPlan(settings, database.ConnectionString, engines);
            await using var host = PipelineHost.Build(settings, database.ConnectionString, environment.Random, services =>
            {
                parts.Add(services.AddSingleton(plan), plan);
                services.AddConsoleReaders(parts, settings, database.ConnectionString);
                replace?.Invoke(services);
            });
            await host.StartAsync(stop);
            try
            {
                return await ServeAsync(host, settings, during, stop) ? ExitCode.Done : ExitCode.Failed;
            }
            finally
            {
                logger.Stopping();
                await host.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception broken) when (stop.IsCancellationRequested && broken is (OperationCanceledException or PrivateServerException))
        {
            return ExitCode.Done;
        }
    }

    /// <summary>Prints the ready line, and serves until it is stopped.</summary>
    /// <returns>Whether the user stopped it; false when a part failed.</returns>
    private async Task<bool> ServeAsync(
        WebApplication host, PipelineSettings settings, Func<WebApplication, CancellationToken, Task> during, CancellationToken stop)
    {
        using var serving = CancellationTokenSource.CreateLinkedTokenSource(stop, host.Lifetime.ApplicationStopping);
        try
        {
            await parts.ReadyAsync(host.Services, serving.Token);
            environment.Output.WriteLine(ReadyLine(host, settings));
            environment.Output.Flush();
            await during(host, serving.Token);
        }
        catch (OperationCanceledException) when (serving.IsCancellationRequested)
        {
        }

        return stop.IsCancellationRequested;
    }

    private Task RunOnAsync(WebApplication host, PipelineSettings settings, CancellationToken end)
    {
        var hint = ResolverHint.Describe(settings, parts.DnsOf(host.Services), File.Exists, File.ReadAllText);
        host.Services.GetRequiredService<ILogger<UpCommand>>().LocalResolver(hint);
        return Task.Delay(Timeout.InfiniteTimeSpan, environment.Time, end);
    }

    private string ReadyLine(WebApplication host, PipelineSettings settings) =>
        $"ready: dns {parts.DnsOf(host.Services)}  console {host.Urls.Single()}  domain {settings.Domain}";
}
