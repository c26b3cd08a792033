using Npgsql;
using Pipeline.Store.Connections;
using Pipeline.Store.Failures;
using Pipeline.Store.Registry;
using Pipeline.Store.Sagas;
using Pipeline.Store.Schemas;

namespace Pipeline.Store;

/// <summary>
/// The schema of a whole database, registry and sagas: the one step that changes it, and the look by which a process knows whether it can
/// work.
/// </summary>
/// <param name="database">The connection string.</param>
/// <param name="time">The clock.</param>
public sealed class DatabaseSchema(string database, TimeProvider time)
{
    private static readonly SchemaVersionTable[] Tables = [new(RegistrySchema.Name), new(SagaDatabase.Schema)];

    /// <summary>
    /// Makes the schema that of this program, unless it is or a newer program's. It only adds, so that processes of the former version go
    /// on; several may run it at once, and it can be repeated after any failure.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The database does not answer, or refuses it.</exception>
    public Task PrepareAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var registry = new RegistryDatabase(database, time);
        await registry.PrepareAsync(cancel);
        await using var sagas = new PostgresSagas(database);
        await sagas.PrepareAsync(cancel);
    });

    /// <summary>The version, and how this program fits it; of two different ones, the one that fits worse.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The database does not answer.</exception>
    public Task<SchemaState> ReadAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForReading(database));
        await connection.OpenAsync(cancel);
        var found = new List<SchemaState>();
        foreach (var table in Tables)
        {
            var version = await table.ReadAsync(connection, cancel);
            found.Add(new(version, SchemaVersion.FitOf(version)));
        }

        return found.MaxBy(one => one.Fit)!;
    });
}

/// <summary>What a database's schema is.</summary>
/// <param name="Found">Its version; null for none.</param>
/// <param name="Fit">How this program fits it.</param>
public sealed record SchemaState(SchemaVersion? Found, SchemaFit Fit)
{
    /// <summary>Whether this program can work with it.</summary>
    public bool Works => Fit is SchemaFit.Same or SchemaFit.Newer;

    /// <summary>Whether the step that prepares a database makes it work.</summary>
    public bool CanBePrepared => Fit is SchemaFit.Missing or SchemaFit.Older;

    /// <summary>What to do where it does not work.</summary>
    public string Remedy => CanBePrepared ? "run ./pipeline database prepare" : "start a later version of this program";

    /// <summary>What it is, in a sentence.</summary>
    public string Describe() => Fit switch
    {
        SchemaFit.Same => $"schema {Found!.Number}, this version's",
        SchemaFit.Newer => $"schema {Found!.Number}, made by version {Found.PreparedBy}; this version's is {Present}, and works with it",
        SchemaFit.Older => $"schema {Found!.Number}, made by version {Found.PreparedBy}; this version needs {Present}",
        SchemaFit.Missing => $"no schema with a version; this version needs schema {Present}",
        _ => $"schema {Found!.Number}, made by version {Found.PreparedBy}, which needs programs of schema {Found.Oldest} or later; "
            + $"this version's is {Present}",
    };

    private static int Present => SchemaVersion.Present.Number;
}
