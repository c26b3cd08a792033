using Pipeline.Postgres;
using Pipeline.Postgres.Failures;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Connections;
using Pipeline.Terminal;

namespace Pipeline.Databases;

/// <summary>The pipeline's database for the duration of a command: the configured one, or the private server.</summary>
internal sealed class AttachedDatabase : IAsyncDisposable
{
    private readonly AttachedServer? server;

    private AttachedDatabase(string connectionString, AttachedServer? server) =>
        (ConnectionString, this.server) = (connectionString, server);

    public string ConnectionString { get; }

    /// <exception cref="CommandFailure">The configured database cannot be used.</exception>
    /// <exception cref="PrivateServerException">The private server cannot be used.</exception>
    public static async Task<AttachedDatabase> OpenAsync(PipelineSettings settings, ILogger logger, CancellationToken cancel)
    {
        if (settings.Database is not { } database)
        {
            var attached = await AttachedServer.OpenAsync(settings.Data, logger, cancel);
            return new(attached.ConnectionString, attached);
        }

        return await DatabaseReach.ProbeAsync(database, cancel) switch
        {
            DatabaseReach.Reached => new(database, null),
            DatabaseReach.Refused refused => throw new CommandFailure(
                $"database {DatabaseReach.PlaceOf(database)} refuses the connection: {refused.Reason}; correct Pipeline__Database"),
            DatabaseReach.Away away => throw new CommandFailure(
                $"database {DatabaseReach.PlaceOf(database)} does not answer: {away.Reason}; start it, or correct Pipeline__Database"),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
    }

    /// <summary>
    /// Demands a schema that this version can write to. That of a private server is made so; any other is prepared by a step of its own.
    /// </summary>
    /// <exception cref="CommandFailure">The schema is not one that this version works with.</exception>
    public async Task DemandSchemaAsync(TimeProvider time, CancellationToken cancel)
    {
        var schema = new DatabaseSchema(ConnectionString, time);
        if (server is not null) await schema.PrepareAsync(cancel);
        if (await schema.ReadAsync(cancel) is { Works: false } state)
            throw new CommandFailure($"database {DatabaseReach.PlaceOf(ConnectionString)} has {state.Describe()}; {state.Remedy}");
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
