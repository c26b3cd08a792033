using MassTransit;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Hosting;
using Pipeline.Logging;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Connections;
using Pipeline.Terminal;

namespace Pipeline.Processes;

/// <summary>
/// Runs one service in this process: waits for the shared database and its schema, starts, prints the ready line, serves until it is
/// stopped.
/// </summary>
internal sealed class ServiceProcess(IParts parts, CommandEnvironment environment)
{
    /// <param name="settings">The settings; they must name a database.</param>
    /// <param name="add">Adds the service's parts, given the connection string.</param>
    /// <param name="ready">Writes the ready line.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        PipelineSettings settings, Action<IServiceCollection, string> add, Func<WebApplication, string> ready, CancellationToken stop)
    {
        if (settings.Database is null)
            throw new CommandFailure("no database is set: set Pipeline__Database or --database", ExitCode.Usage);
        PortCheck.DemandFree(settings.ConsoleEndPoint, "--console", settings.Console.OriginalString);

        using var logs = LoggerFactory.Create(logging => logging.AddPipelineLog(settings.Log, settings.LogFormat));
        var logger = logs.CreateLogger<ServiceProcess>();
        try
        {
            await using var database = await PipelineDatabase.OpenAsync(settings, logs, environment.Time, stop);
            await new SchemaWait(new DatabaseSchema(database.ConnectionString, environment.Time), environment.Time, logs)
                .RunAsync(DatabaseReach.PlaceOf(database.ConnectionString), stop);
            await using var host = PipelineHost.Build(settings, database.ConnectionString, environment.Random, services =>
            {
                add(services, database.ConnectionString);
                services.AddConsoleReaders(parts, settings, database.ConnectionString);
                services.AddHostedService(given => ActivatorUtilities.CreateInstance<LoginWatch>(given, database.ConnectionString));
            });
            await host.StartAsync(stop);

            using var serving = CancellationTokenSource.CreateLinkedTokenSource(stop, host.Lifetime.ApplicationStopping);
            if (await ListensAsync(host.Services, serving.Token))
            {
                environment.Output.WriteLine(ready(host));
                environment.Output.Flush();
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, environment.Time, serving.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            logger.Stopping();
            await host.StopAsync(CancellationToken.None);
            return stop.IsCancellationRequested ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    /// <summary>Waits until the service's queues are subscribed: messages published earlier would be lost.</summary>
    /// <returns>False when it was stopped before.</returns>
    private static async Task<bool> ListensAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetService<IBusControl>() is { } bus)
            await ((Task)bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }
}
