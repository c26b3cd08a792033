using Npgsql;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;
using Pipeline.Store.Failures;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Sagas;

/// <summary>
/// What the health saga has to know of the registry. Its schema is in the same database, but another process makes it, maybe later.
/// </summary>
internal sealed class RegistryGlimpse(SagaDatabase database)
{
    private const string Containers = $"{RegistrySchema.Name}.mt_doc_{DocumentNames.Container}";
    private const string IsThere = $"select to_regclass('{Containers}') is not null";

    /// <summary>The present containers that meet a condition.</summary>
    /// <param name="condition">In SQL, with <c>$1</c> for the value if there is one.</param>
    /// <param name="value">The value; null for none.</param>
    /// <param name="cancel">Cancels the read.</param>
    public Task<IReadOnlyList<Container>> ReadPresentAsync(string condition, object? value, CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<Container>>(async () =>
        {
            await using var connection = await database.ConnectAsync(cancel);
            await using var known = new NpgsqlCommand(IsThere, connection);
            if (await known.ExecuteScalarAsync(cancel) is not true) return [];

            var containers = new List<Container>();
            await using var command = new NpgsqlCommand(
                $"select data from {Containers} where is_present = true and {condition}", connection);
            if (value is not null) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) containers.Add(await database.Serializer.FromJsonAsync<Container>(rows, 0, cancel));
            return containers;
        });
}
