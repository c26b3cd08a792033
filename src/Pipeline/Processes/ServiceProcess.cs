using MassTransit;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Logging;
using Pipeline.Settings;
using Pipeline.Up;

namespace Pipeline.Processes;

/// <summary>One service as a process of its own, on a database that others use too: waits for it, starts, says that it is ready, serves until the end.</summary>
internal sealed class ServiceProcess(IParts parts, Surroundings surroundings)
{
    /// <param name="settings">What was set; a database must be.</param>
    /// <param name="add">Adds the service's parts on the database.</param>
    /// <param name="ready">The line that says it serves.</param>
    /// <param name="stop">Asks it to end.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(PipelineSettings settings, Action<IServiceCollection, string> add, Func<WebApplication, string> ready, CancellationToken stop)
    {
        if (settings.Database is null) throw new CommandFailure("no database is set: write Pipeline__Database or --database", ExitCode.Usage);
        Ports.DemandFree(Ports.ConsoleOf(settings), "--console", settings.Console.OriginalString);

        using var logs = LoggerFactory.Create(logging => logging.AddPipelineLog(settings.Log));
        var logger = logs.CreateLogger<ServiceProcess>();
        try
        {
            await using var database = await PipelineDatabase.OpenAsync(settings, logs, surroundings.Time, stop);
            await using var host = PipelineHost.Build(settings, database.ConnectionString, services =>
            {
                add(services, database.ConnectionString);
                services.AddConsoleReaders(parts, settings, database.ConnectionString);
                services.AddHostedService(given => ActivatorUtilities.CreateInstance<LoginWatch>(given, database.ConnectionString));
            });
            await host.StartAsync(stop);

            using var serving = CancellationTokenSource.CreateLinkedTokenSource(stop, host.Lifetime.ApplicationStopping);
            if (await ListensAsync(host.Services, serving.Token))
            {
                surroundings.Output.WriteLine(ready(host));
                surroundings.Output.Flush();
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, surroundings.Time, serving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            logger.Stopping();
            await host.StopAsync(CancellationToken.None);
            return stop.IsCancellationRequested ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    /// <summary>Waits until what is published reaches the service: before its queues subscribe, nobody has it.</summary>
    /// <returns>False where it is to end before.</returns>
    private static async Task<bool> ListensAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetService<IBusControl>() is { } bus)
            await ((Task)bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }
}
