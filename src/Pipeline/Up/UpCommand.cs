using System.CommandLine;
using Pipeline.Commands;
using Pipeline.Composition;
using Pipeline.Logging;
using Pipeline.Postgres.Failures;
using Pipeline.Settings;

namespace Pipeline.Up;

/// <summary>Runs the whole pipeline in this process until it is asked to stop.</summary>
internal sealed class UpCommand(IParts parts, Surroundings surroundings)
{
    public Command Create()
    {
        var command = new Command("up", "Run the whole pipeline on this machine: watch engines, keep the registry, answer DNS.");
        var options = new SettingOptions(command, SettingTable.Up);
        command.SetAction((parsed, cancel) =>
        {
            var settings = options.Read(parsed, surroundings);
            var (engines, error) = EngineChoice.Make(settings, surroundings.Variable("DOCKER_HOST"), File.Exists);
            return RunAsync(settings, engines ?? throw new CommandFailure(error!, ExitCode.Usage), Forever, cancel);
        });
        return command;
    }

    /// <param name="settings">What was set.</param>
    /// <param name="engines">What it watches.</param>
    /// <param name="during">What is done while it serves; when this ends, or is cancelled, the pipeline stops.</param>
    /// <param name="stop">Asks it to stop.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(PipelineSettings settings, EngineChoice engines, Func<WebApplication, CancellationToken, Task> during, CancellationToken stop)
    {
        Ports.DemandFree(settings);

        using var logs = LoggerFactory.Create(logging => logging.AddPipelineLog(settings.Log));
        var logger = logs.CreateLogger<UpCommand>();
        if (engines.Notice is { } notice) logger.EngineNotice(notice);

        try
        {
            // In this order, so that they end in the other: the database outlives what writes to it.
            await using var database = await PipelineDatabase.OpenAsync(settings, logs, surroundings.Time, stop);
            var plan = new UpPlan(settings, database.ConnectionString, engines);
            await using var host = PipelineHost.Build(settings, database.ConnectionString, services =>
            {
                parts.Add(services.AddSingleton(plan), plan);
                services.AddConsoleReaders(parts, settings, database.ConnectionString);
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

    /// <summary>Says when it is ready, and serves until the end.</summary>
    /// <returns>Whether the end was asked for; else a part of the pipeline failed.</returns>
    private async Task<bool> ServeAsync(
        WebApplication host, PipelineSettings settings, Func<WebApplication, CancellationToken, Task> during, CancellationToken stop)
    {
        using var serving = CancellationTokenSource.CreateLinkedTokenSource(stop, host.Lifetime.ApplicationStopping);
        try
        {
            await parts.ReadyAsync(host.Services, serving.Token);
            surroundings.Output.WriteLine(ReadyLine(host, settings));
            surroundings.Output.Flush();
            await during(host, serving.Token);
        }
        catch (OperationCanceledException) when (serving.IsCancellationRequested)
        {
        }

        return stop.IsCancellationRequested;
    }

    private Task Forever(WebApplication host, CancellationToken end) => Task.Delay(Timeout.InfiniteTimeSpan, surroundings.Time, end);

    private string ReadyLine(WebApplication host, PipelineSettings settings) =>
        $"ready: dns {parts.DnsOf(host.Services)}  console {host.Urls.Single()}  domain {settings.Domain}";
}
