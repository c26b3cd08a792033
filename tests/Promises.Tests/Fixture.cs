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

    /// <summary>The messages of every form, the first one first.</summary>
    public static IReadOnlyList<string> AllMessages => [Messages, Path.Combine(Root, "messages-2"), Path.Combine(Root, "messages-3")];

    public static string History => Path.Combine(Root, "history-1");

    /// <summary>What the later forms add to the database, in their order.</summary>
    public static IReadOnlyList<string> LaterHistories => [Path.Combine(Root, "history-2"), Path.Combine(Root, "history-3")];

    public static string Root => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "Fixtures");

    /// <summary>A fresh database with the rows of the fixture, upgraded as a person would.</summary>
    public static Task<string> LoadAsync(RealPostgres postgres) => LoadAsync(postgres, []);

    /// <summary>A fresh database with the rows of the fixture, and those that the later forms add, upgraded as a person would.</summary>
    public static Task<string> LoadAllAsync(RealPostgres postgres) => LoadAsync(
        postgres, LaterHistories.SelectMany(later => Directory.GetFiles(later, "*.sql").Order(StringComparer.Ordinal)));

    private static async Task<string> LoadAsync(RealPostgres postgres, IEnumerable<string> additions)
    {
        var database = await postgres.CreateDatabaseAsync();
        foreach (var file in additions.Prepend(Path.Combine(History, "database.sql")))
            await ExecuteAsync(database, await File.ReadAllTextAsync(file));
        await new DatabaseSchema(database, TimeProvider.System).PrepareAsync(CancellationToken.None);
        return database;
    }

    /// <summary>The words that travel in messages, by their enumerations, as each form lists them.</summary>
    public static async Task<ILookup<string, string>> WordsAsync()
    {
        var words = new List<(string Enumeration, string Word)>();
        foreach (var folder in AllMessages)
            foreach (var (name, list) in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "words.json")))!.AsObject())
                words.AddRange(list!.AsArray().Select(word => (name, word!.GetValue<string>())));
        return words.ToLookup(one => Renamed.GetValueOrDefault(one.Enumeration, one.Enumeration), one => one.Word);
    }

    /// <summary>Enumerations that the code calls otherwise than version 1 did; their names do not travel.</summary>
    private static readonly Dictionary<string, string> Renamed = new() { ["RulingKind"] = "GovernorDecisionKind" };

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
