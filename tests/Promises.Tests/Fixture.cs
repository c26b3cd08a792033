using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Npgsql;
using Pipeline.Store;
using Pipeline.Store.Sagas;

namespace Pipeline.Promises.Tests;

/// <summary>The database and the messages as version 1 wrote them, and what later versions add to them.</summary>
internal static class Fixture
{
    public static string Messages => Path.Combine(Root, "messages-1");

    /// <summary>What the second form adds to the messages.</summary>
    public static string LaterMessages => Path.Combine(Root, "messages-2");

    public static string History => Path.Combine(Root, "history-1");

    /// <summary>What the second form adds to the database.</summary>
    public static string LaterHistory => Path.Combine(Root, "history-2");

    public static string Root => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "Fixtures");

    /// <summary>A fresh database with the rows of the fixture.</summary>
    public static async Task<string> LoadAsync(RealPostgres postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        await ExecuteAsync(database, await File.ReadAllTextAsync(Path.Combine(History, "database.sql")));
        return database;
    }

    /// <summary>A fresh database with the rows of the fixture, and those that the second form adds.</summary>
    public static async Task<string> LoadAllAsync(RealPostgres postgres)
    {
        var database = await LoadAsync(postgres);
        foreach (var additions in Directory.EnumerateFiles(LaterHistory, "*.sql").Order(StringComparer.Ordinal))
            await ExecuteAsync(database, await File.ReadAllTextAsync(additions));
        return database;
    }

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a query whose columns are all texts.</summary>
    public static async Task<List<string[]>> RowsAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            var columns = Enumerable.Range(0, reader.FieldCount);
            rows.Add([.. columns.Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))]);
        }

        return rows;
    }

    public static async Task<JsonObject> JsonAsync(string database, string sql) =>
        (JsonObject)JsonNode.Parse((await RowsAsync(database, sql))[0][0])!;

    public static RegistryDatabase Registry(string database) => new(database, TimeProvider.System);

    public static PostgresSagas Sagas(string database) => new(database);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
