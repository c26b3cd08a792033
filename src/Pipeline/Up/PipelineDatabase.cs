using Pipeline.Databases;
using Pipeline.Postgres;
using Pipeline.Postgres.Failures;
using Pipeline.Settings;

namespace Pipeline.Up;

/// <summary>The running pipeline's database: a private server that starts and stops with it, or the one that was set.</summary>
internal sealed class PipelineDatabase : IAsyncDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly PrivateServer? server;

    private PipelineDatabase(string connectionString, PrivateServer? server) => (ConnectionString, this.server) = (connectionString, server);

    public string ConnectionString { get; }

    /// <summary>Starts the private server, or waits for the one that was set until it answers.</summary>
    /// <exception cref="CommandFailure">The one that was set refuses the login or has no such database.</exception>
    /// <exception cref="PrivateServerException">The private one cannot be started.</exception>
    public static async Task<PipelineDatabase> OpenAsync(PipelineSettings settings, ILoggerFactory logs, TimeProvider time, CancellationToken cancel)
    {
        if (settings.Database is not { } database)
        {
            var server = await PrivateServer.StartAsync(settings.Data, logs.CreateLogger<PrivateServer>(), cancel);
            return new(server.ConnectionString, server);
        }

        var logger = logs.CreateLogger<PipelineDatabase>();
        var place = DatabaseReach.PlaceOf(database);
        string? said = null;
        while (true)
        {
            switch (await DatabaseReach.ProbeAsync(database, cancel))
            {
                case DatabaseReach.Reached:
                    return new(database, null);
                case DatabaseReach.Refused refused:
                    throw new CommandFailure($"the database {place} refuses: {refused.Reason}; correct Pipeline__Database");
                case DatabaseReach.Away away when away.Reason != said:
                    logger.WaitingForDatabase(place, away.Reason);
                    said = away.Reason;
                    break;
            }

            await Task.Delay(AskAgainAfter, time, cancel);
        }
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
