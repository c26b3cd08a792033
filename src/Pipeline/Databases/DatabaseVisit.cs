using Pipeline.Postgres;
using Pipeline.Postgres.Failures;
using Pipeline.Settings;

namespace Pipeline.Databases;

/// <summary>The pipeline's database for the time of a reading: the one that was set, or the private server's.</summary>
internal sealed class DatabaseVisit : IAsyncDisposable
{
    private readonly AttachedServer? visited;

    private DatabaseVisit(string connectionString, AttachedServer? visited) => (ConnectionString, this.visited) = (connectionString, visited);

    public string ConnectionString { get; }

    /// <exception cref="CommandFailure">The database that was set cannot be used.</exception>
    /// <exception cref="PrivateServerException">The private server cannot be used.</exception>
    public static async Task<DatabaseVisit> OpenAsync(PipelineSettings settings, ILogger logger, CancellationToken cancel)
    {
        if (settings.Database is not { } database)
        {
            var server = await AttachedServer.OpenAsync(settings.Data, logger, cancel);
            return new(server.ConnectionString, server);
        }

        return await DatabaseReach.ProbeAsync(database, cancel) switch
        {
            DatabaseReach.Reached => new(database, null),
            DatabaseReach.Refused refused => throw new CommandFailure($"the database {DatabaseReach.PlaceOf(database)} refuses: {refused.Reason}; correct Pipeline__Database"),
            DatabaseReach.Away away => throw new CommandFailure($"the database {DatabaseReach.PlaceOf(database)} does not answer: {away.Reason}"),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
    }

    public ValueTask DisposeAsync() => visited?.DisposeAsync() ?? ValueTask.CompletedTask;
}
