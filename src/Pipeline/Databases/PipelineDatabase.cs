using Pipeline.Postgres;
using Pipeline.Postgres.Failures;
using Pipeline.Settings;
using Pipeline.Store.Connections;
using Pipeline.Terminal;

namespace Pipeline.Databases;

/// <summary>The database of a running service: the configured one, or a private server that starts and stops with it.</summary>
internal sealed class PipelineDatabase : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly PrivateServer? server;

    private PipelineDatabase(string connectionString, PrivateServer? server) =>
        (ConnectionString, this.server) = (connectionString, server);

    public string ConnectionString { get; }

    /// <summary>Starts the private server, or waits until the configured database answers.</summary>
    /// <exception cref="CommandFailure">The configured server rejects the login or has no such database.</exception>
    /// <exception cref="PrivateServerException">The private server cannot be started.</exception>
    public static async Task<PipelineDatabase> OpenAsync(
        PipelineSettings settings, ILoggerFactory logs, TimeProvider time, CancellationToken cancel)
    {
        if (settings.Database is not { } database)
        {
            var server = await PrivateServer.StartAsync(settings.Data, logs.CreateLogger<PrivateServer>(), cancel);
            return new(server.ConnectionString, server);
        }

        var logger = logs.CreateLogger<PipelineDatabase>();
        var place = DatabaseReach.PlaceOf(database);
        string? lastReason = null;
        while (true)
        {
            switch (await DatabaseReach.ProbeAsync(database, cancel))
            {
                case DatabaseReach.Reached:
                    return new(database, null);
                case DatabaseReach.Refused refused:
                    throw new CommandFailure($"database {place} refuses the connection: {refused.Reason}; correct Pipeline__Database");
                case DatabaseReach.Away away when away.Reason != lastReason:
                    logger.WaitingForDatabase(place, away.Reason);
                    lastReason = away.Reason;
                    break;
            }

            await Task.Delay(RetryInterval, time, cancel);
        }
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
