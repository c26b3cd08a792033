using Pipeline.Store;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>Databases that were prepared, as `./pipeline database prepare` does, before any process starts.</summary>
internal static class PreparedDatabases
{
    public static async Task<string> CreatePreparedAsync(this RealPostgres postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        await new DatabaseSchema(database, TimeProvider.System).PrepareAsync(CancellationToken.None);
        return database;
    }
}
